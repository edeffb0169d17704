#pragma once

#include "model/one_time_token.h"
#include "storage/connection.h"

namespace auth {
/// Tokens that are good once. At most one of each account for each purpose is good.
class OneTimeTokenRepository {
public:
    /// Those of the same account for the same purpose are good no longer.
    static Outcome insert(Connection &connection, const OneTimeToken &token);
    static Result<std::optional<OneTimeToken>> byHash(Connection &connection, const QByteArray &hash);
    /// The newest that has not been used, for that account.
    static Result<std::optional<OneTimeToken>> newest(Connection &connection, UserId user);
    /// Uses it up. False: it was, its time is over, or there is none.
    static Result<bool> use(Connection &connection, const QByteArray &hash, Time now);
    /// All of the account that have not been used.
    static Outcome endAll(Connection &connection, UserId user);
    /// Deletes at most `limit` that expired before a moment; the value is how many.
    static Result<int> purge(Connection &connection, Time expiredBefore, int limit);
};

} // namespace auth
