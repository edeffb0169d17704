#pragma once

#include "core/ids.h"
#include "core/secret.h"
#include "crypto/key_ring.h"

#include <optional>

namespace auth {

/// A refresh token, taken apart.
struct RefreshToken {
    SessionId session;
    quint32 generation = 1; ///< Grows with every refresh of the session.
    Secret secret;          ///< 32 bytes.

    bool operator==(const RefreshToken &) const = default;
};

/// Issues and reads refresh tokens: base64url of session (16 bytes), generation (4, big endian), secret (32) and
/// tag (16). The tag is keyed BLAKE2b over the rest: a token not issued here is refused without a look at the
/// database, and every earlier generation of a session is recognised though one row is kept. Thread-safe.
class RefreshTokens {
public:
    explicit RefreshTokens(KeyRing keys) : m_keys(std::move(keys)) {}

    /// The first token of a session, with a random secret.
    RefreshToken issue(SessionId session) const;
    /// Follows from the token alone, so that a lost answer can be repeated.
    RefreshToken successor(const RefreshToken &token) const;

    /// What the client gets: 91 characters.
    Secret text(const RefreshToken &token) const;
    /// Nothing for a text that was not issued here, or was changed. Compares in constant time.
    std::optional<RefreshToken> parse(const Secret &text) const;
    /// What the database keeps: keyed BLAKE2b-256.
    QByteArray hash(const RefreshToken &token) const;

private:
    KeyRing m_keys;
};

} // namespace auth
