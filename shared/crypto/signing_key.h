#pragma once

#include "core/secret.h"
#include "crypto/key_ring.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

#include <memory>
#include <optional>

namespace auth {

/// A key that signs access tokens, with the one algorithm it is for (RFC 8725 section 3.1). Immutable, thread-safe.
class SigningKey {
public:
    virtual ~SigningKey() = default;
    Q_DISABLE_COPY_MOVE(SigningKey)

    QByteArrayView algorithm() const { return m_algorithm; }
    QByteArrayView id() const { return m_id; }
    /// The first part of every token of this key, without the dot.
    QByteArrayView header() const { return m_header; }

    /// The third part of a token whose first two, with their dot, are `message`.
    virtual QByteArray sign(QByteArrayView message) const = 0;
    /// False also for a signature that is not strict base64url.
    virtual bool verify(QByteArrayView message, QByteArrayView signature) const = 0;
    /// The key for others to verify with (RFC 7517); nothing for a symmetric one.
    virtual std::optional<QJsonObject> publicJwk() const { return std::nullopt; }
    /// True when verifying costs so much that remembering verified tokens pays.
    virtual bool isSlow() const { return false; }

protected:
    SigningKey(const char *algorithm, QByteArray id);

private:
    QByteArray m_algorithm;
    QByteArray m_id;
    QByteArray m_header;
};

/// HS256 with the master secret's own bytes; the key id is derived and says nothing of them.
std::unique_ptr<SigningKey> hs256Key(const KeyRing &keys);

/// EdDSA with Ed25519 (RFC 8037) from a seed of 32 bytes; the key id is the thumbprint of RFC 7638.
std::unique_ptr<SigningKey> ed25519Key(const Secret &seed);
inline constexpr qsizetype ed25519SeedSize = 32;

} // namespace auth
