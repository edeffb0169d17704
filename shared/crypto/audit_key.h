#pragma once

#include "core/secret.h"
#include "crypto/key_ring.h"
#include "model/audit_row.h"

namespace auth {

/// Signs the end of the audit trail (Ed25519, RFC 8032). Immutable, thread-safe.
class AuditKey {
public:
    static constexpr qsizetype publicKeySize = 32; ///< Bytes.

    /// Derived from the master secret, so that all instances sign with the same.
    explicit AuditKey(const KeyRing &keys);

    const QByteArray &publicKey() const { return m_publicKey; }
    AuditSignature sign(const AuditHead &head, Time now) const;

private:
    Secret m_secretKey;
    QByteArray m_publicKey;
};

/// What a signature calls the key it is of: the first 16 hexadecimal digits of the public key's BLAKE2b-256.
QString auditKeyId(QByteArrayView publicKey);
/// Whether the holder of the key has signed this.
bool isSignedBy(QByteArrayView publicKey, const AuditSignature &signature);

} // namespace auth
