#pragma once

#include "core/clock.h"
#include "storage/connection.h"

namespace auth {

/// What the daemons have counted under a key.
struct RateCount {
    qint64 hits = 0;
    Time startedAt{}; ///< The first that is counted.
    Time lastAt{};    ///< The last.

    bool operator==(const RateCount &) const = default;
};

/// Attempts that daemons count together, on PostgreSQL alone. A key is keySize bytes; its count starts anew with the
/// first hit at or after its end. A count further ahead than its own length was made by a wrong clock and starts anew
/// too.
class RateLimitRepository {
public:
    static constexpr int keySize = 20;

    /// One hit more under each of the keys, which are put one after the other, in ascending order: whoever wants the
    /// same rows waits for them in the same order. The end of a count is set by its first hit. The counts come in the
    /// order of the keys; one statement.
    static Result<QList<RateCount>> charge(Connection &connection, const QByteArray &keys, Time now, Time end);
    /// One hit more, unless there are `limit` already; each sets the end anew. Nothing: there are, and the row is
    /// locked until the end of the transaction.
    static Result<std::optional<RateCount>> chargeBelow(Connection &connection, const QByteArray &key, qint64 limit,
                                                        Time now, Time end);
    static Result<std::optional<RateCount>> find(Connection &connection, const QByteArray &key);
    /// One hit less, if there are any.
    static Result<int> takeBack(Connection &connection, const QByteArray &key);

    static Result<int> remove(Connection &connection, const QByteArray &key);
    /// All keys that begin so.
    static Result<int> removeAll(Connection &connection, const QByteArray &prefix);
    /// Tells all that listen, at the commit.
    static Outcome tellForgotten(Connection &connection, const QString &account);

    /// Deletes at most `limit` counts that are over, but none that somebody is about to change; the value is how many.
    static Result<int> purge(Connection &connection, Time now, int limit);
};

} // namespace auth
