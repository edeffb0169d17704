#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "crypto/key_ring.h"
#include "model/one_time_token.h"
#include "storage/connection.h"

namespace auth {

/// Tokens that are handed over once and are good once: 256 random bits, of which the database keeps a keyed hash.
/// Thread-safe.
class OneTimeTokens {
public:
    /// How long each is good.
    struct Lives {
        std::chrono::hours invitation{7 * 24};
        std::chrono::hours passwordReset{24};
    };
    struct Issued {
        Secret text; ///< 43 characters; nobody can ask for it again.
        Time expiresAt{};
    };

    OneTimeTokens(KeyRing keys, Lives lives, const Clock &clock)
        : m_keys(std::move(keys)), m_lives(lives), m_clock(clock)
    {
    }

    /// In the caller's transaction. Ends those of the account for the same purpose.
    Result<Issued> issue(Connection &connection, UserId user, TokenPurpose purpose, UserId by) const;
    /// What the database knows it by.
    QByteArray hash(const Secret &text) const;

private:
    KeyRing m_keys;
    Lives m_lives;
    const Clock &m_clock;
};

} // namespace auth
