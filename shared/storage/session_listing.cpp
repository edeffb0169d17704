#include "storage/session_listing.h"

#include "model/email.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

ListedSession sessionOf(const Row &row)
{
    ListedSession session;
    session.id = row.id<SessionId>(0);
    session.createdAt = row.time(1);
    session.lastUsedAt = row.time(2);
    session.expiresAt = row.time(3);
    session.device = row.text(4);
    session.ip = row.text(5);
    session.userId = row.id<UserId>(6);
    session.username = row.text(7);
    session.email = row.text(8);
    return session;
}

/// After the newest of all comes none.
SessionId newest()
{
    IdBytes bytes;
    bytes.fill(0xff);
    return SessionId(bytes);
}

int codePoints(const QString &text) { return int(text.toUcs4().size()); }

// The plus keeps SQLite from walking by expiry, and sorting.
SqlText matching(const SessionFilter &filter, SessionId before, Time now)
{
    SqlText sql(Sql(" FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id < ? AND s.revoked_at IS NULL"
                    " AND +s.expires_at > ?",
                    " FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id < ? AND s.revoked_at IS NULL"
                    " AND s.expires_at > ?"),
                {before, now});
    if (filter.userId)
        sql.add(" AND s.user_id = (SELECT id FROM users WHERE public_id = ?)", {*filter.userId});
    if (filter.ip)
        sql.add(" AND substr(s.ip, 1, CAST(? AS INTEGER)) = ?", {codePoints(*filter.ip), *filter.ip});
    if (filter.device)
        sql.add(Sql(" AND instr(lower(s.device), ?) > 0", " AND strpos(lower(s.device COLLATE \"C\"), ?) > 0"),
                {normalizedEmail(*filter.device)});
    return sql;
}

/// The last of the sessions looked at; nothing: all are.
Result<std::optional<SessionId>> end(Connection &connection, const SessionFilter &filter, SessionId before,
                                     int lookedAt)
{
    const bool hasIndex = filter.userId || (!filter.ip && !filter.device);
    if (hasIndex)
        return std::optional<SessionId>();
    return connection.one("SELECT id FROM sessions WHERE id < ? ORDER BY id DESC LIMIT 1 OFFSET ?",
                          {before, lookedAt - 1}, [](const Row &row) { return row.id<SessionId>(0); });
}

} // namespace

Result<SessionPage> SessionListing::page(Connection &connection, const SessionFilter &filter,
                                         const SessionWindow &window, Time now)
{
    const SessionId before = window.before.value_or(newest());
    const auto end = auth::end(connection, filter, before, window.lookedAt);
    if (!end)
        return end.error();
    SqlText sql("SELECT s.id, s.created_at, s.last_used_at, s.expires_at, s.device, s.ip, u.public_id, u.username,"
                " u.email");
    sql.add(matching(filter, before, now));
    if (*end)
        sql.add(" AND s.id >= ?", {**end});
    sql.add(" ORDER BY s.id DESC LIMIT ?", {window.limit + 1});
    auto sessions = connection.all(sql, sessionOf);
    if (!sessions)
        return sessions.error();
    SessionPage page{.sessions = *std::move(sessions), .next = *end};
    if (page.sessions.size() > window.limit) {
        page.sessions.removeLast();
        page.next = page.sessions.last().id;
    }
    return page;
}

} // namespace auth
