#include "storage/rate_limit_repository.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

/// Its span and the one that would begin now have nothing in common.
#define IS_OVER "(r.expires_at <= excluded.started_at OR r.started_at >= excluded.expires_at)"
#define COUNT_ONE_MORE                                                                                                 \
    " hits = CASE WHEN " IS_OVER " THEN 1 ELSE r.hits + 1 END,"                                                        \
    " started_at = CASE WHEN " IS_OVER " THEN excluded.started_at ELSE r.started_at END, last_at = excluded.last_at,"
#define COUNT " hits, started_at, last_at "

RateCount countOf(const Row &row) { return {.hits = row.integer(0), .startedAt = row.time(1), .lastAt = row.time(2)}; }

} // namespace

// An array would have to be sent as text; keys of one length need no such wrapping.
Result<QList<RateCount>> RateLimitRepository::charge(Connection &connection, const QByteArray &keys, Time now, Time end)
{
    static_assert(keySize == 20, "the statement cuts the keys apart");
    return connection.all(
        "INSERT INTO rate_limits AS r (key, hits, started_at, last_at, expires_at)"
        " SELECT substring(CAST(? AS bytea) FROM 20 * i + 1 FOR 20), 1, CAST(? AS bigint), CAST(? AS bigint),"
        " CAST(? AS bigint) FROM generate_series(0, CAST(? AS bigint)::int - 1) AS i ORDER BY i"
        " ON CONFLICT (key) DO UPDATE SET" COUNT_ONE_MORE " expires_at = CASE WHEN " IS_OVER
        " THEN excluded.expires_at ELSE r.expires_at END RETURNING" COUNT,
        {keys, now, now, end, qint64(keys.size() / keySize)}, countOf);
}

Result<std::optional<RateCount>> RateLimitRepository::chargeBelow(Connection &connection, const QByteArray &key,
                                                                  qint64 limit, Time now, Time end)
{
    return connection.one("INSERT INTO rate_limits AS r (key, hits, started_at, last_at, expires_at)"
                          " VALUES (?, 1, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET" COUNT_ONE_MORE
                          " expires_at = excluded.expires_at WHERE r.hits < ? OR " IS_OVER " RETURNING" COUNT,
                          {key, now, now, end, limit}, countOf);
}

Result<std::optional<RateCount>> RateLimitRepository::find(Connection &connection, const QByteArray &key)
{
    return connection.one("SELECT" COUNT "FROM rate_limits WHERE key = ?", {key}, countOf);
}

Result<int> RateLimitRepository::takeBack(Connection &connection, const QByteArray &key)
{
    return connection.execute("UPDATE rate_limits SET hits = hits - 1 WHERE key = ? AND hits > 0", {key});
}

Result<int> RateLimitRepository::remove(Connection &connection, const QByteArray &key)
{
    return connection.execute("DELETE FROM rate_limits WHERE key = ?", {key});
}

Result<int> RateLimitRepository::removeAll(Connection &connection, const QByteArray &prefix)
{
    const QByteArray last = prefix + QByteArray(keySize - prefix.size(), '\xff');
    return connection.execute("DELETE FROM rate_limits WHERE key >= ? AND key <= ?", {prefix, last});
}

Outcome RateLimitRepository::tellForgotten(Connection &connection, const QString &account)
{
    const auto told = connection.one("SELECT pg_notify('auth_serve', CAST(? AS text))",
                                     {u"limits "_s + QString::fromLatin1(account.toUtf8().toHex())},
                                     [](const Row &) { return true; });
    return told ? Outcome(Done{}) : told.error();
}

// The array is found once; in a join the sub-select could run again and delete more than its limit.
Result<int> RateLimitRepository::purge(Connection &connection, Time now, int limit)
{
    return connection.execute("DELETE FROM rate_limits WHERE key = ANY (ARRAY(SELECT key FROM rate_limits"
                              " WHERE expires_at <= ? LIMIT ? FOR UPDATE SKIP LOCKED))",
                              {now, limit});
}

} // namespace auth
