#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <array>

namespace auth {

/// What a derived key is for. No key serves two purposes.
enum class KeyUse {
    KeyId,            ///< Names the access-token key without telling anything of it.
    RefreshTag,       ///< Marks refresh tokens as issued here.
    RefreshSuccessor, ///< Derives the next refresh token from the one presented.
    RefreshHash,      ///< What the database keeps of a refresh token.
    OneTimeTokenHash, ///< The same for reset and verification tokens.
    Cursor,           ///< Protects page cursors from being made up.
    AuditSignature,   ///< Seed of the Ed25519 key that signs the audit trail.
};

/// Every symmetric key of the service, from one master secret: instances that share it agree.
/// HS256 signs with the secret's own bytes; the rest is derived with libsodium's KDF, each use under its own context.
class KeyRing {
public:
    static constexpr qsizetype minimumSecret = 32; ///< Bytes; RFC 7518 section 3.2 for HS256.

    /// ValidationError for a secret that is too short.
    static Result<KeyRing> create(Secret master);

    /// The HS256 key: the master secret as it was given.
    const Secret &accessTokenKey() const { return m_master; }
    /// Keyed BLAKE2b of `data` under the key for `use`; 16 to 64 bytes.
    Secret hash(KeyUse use, QByteArrayView data, qsizetype size = 32) const;

private:
    explicit KeyRing(Secret master);

    Secret m_master;
    std::array<Secret, 7> m_keys;
};

} // namespace auth
