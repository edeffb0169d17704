#include "storage/session_repository.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

#define SESSION_ROWS                                                                                                   \
    "SELECT s.id, u.public_id, s.generation, s.token_hash, s.created_at, s.last_used_at, s.rotated_at, s.expires_at,"  \
    " s.revoked_at, s.device, s.ip, s.network FROM sessions s JOIN users u ON u.id = s.user_id WHERE "

StoredSession sessionOf(const Row &row)
{
    return {.id = row.id<SessionId>(0),
            .userId = row.id<UserId>(1),
            .generation = row.integer(2),
            .tokenHash = row.bytes(3),
            .createdAt = row.time(4),
            .lastUsedAt = row.time(5),
            .rotatedAt = row.time(6),
            .expiresAt = row.time(7),
            .revokedAt = row.optionalTime(8),
            .device = row.text(9),
            .ip = row.text(10),
            .network = row.text(11)};
}

SessionAccess accessOf(const Row &row)
{
    return {.user = row.id<UserId>(0),
            .userIsActive = row.flag(1),
            .revoked = !row.isNull(2),
            .expiresAt = row.time(3),
            .permissions = {}};
}

SessionId idOf(const Row &row) { return row.id<SessionId>(0); }

Result<bool> oneRow(const Result<int> &rows) { return rows ? Result<bool>(*rows == 1) : rows.error(); }

} // namespace

QString wireName(RevokeReason reason)
{
    switch (reason) {
    case RevokeReason::Logout:
        return u"logout"_s;
    case RevokeReason::TokenReuse:
        return u"token_reuse"_s;
    case RevokeReason::PasswordChange:
        return u"password_change"_s;
    case RevokeReason::Deactivation:
        return u"deactivation"_s;
    case RevokeReason::Administrator:
        return u"administrator"_s;
    case RevokeReason::TooMany:
        return u"too_many"_s;
    }
    Q_UNREACHABLE();
}

Result<Done> SessionRepository::insert(Connection &connection, const StoredSession &session)
{
    const auto rows = connection.execute(
        "INSERT INTO sessions (id, user_id, generation, token_hash, created_at, last_used_at, rotated_at, expires_at, "
        "revoked_at,"
        " device, ip, network) SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM users WHERE public_id = ?",
        {session.id, session.generation, session.tokenHash, session.createdAt, session.lastUsedAt, session.rotatedAt,
         session.expiresAt, session.revokedAt, session.device, session.ip, session.network, session.userId});
    if (!rows)
        return rows.error();
    if (*rows == 0)
        return Error{.code = ErrorCode::UserNotFound, .message = u"There is no such user."_s};
    return Done{};
}

Result<std::optional<StoredSession>> SessionRepository::byId(Connection &connection, SessionId id)
{
    return connection.one(SESSION_ROWS "s.id = ?", {id}, sessionOf);
}

Result<std::optional<SessionAccess>> SessionRepository::access(Connection &connection, SessionId id)
{
    std::optional<SessionAccess> access;
    const auto rows = connection.each(
        "SELECT u.public_id, u.is_active, s.revoked_at, s.expires_at, r.permissions FROM sessions s JOIN users u ON "
        "u.id = s.user_id"
        " LEFT JOIN user_roles ur ON ur.user_id = u.id LEFT JOIN roles r ON r.id = ur.role_id WHERE s.id = ?",
        {id}, [&](const Row &row) {
            if (!access)
                access = accessOf(row);
            access->permissions |= Permissions::fromInt(quint32(row.integer(4))); // none for an account without roles
        });
    if (!rows)
        return rows.error();
    return access;
}

#define ROTATE(LEAST)                                                                                                  \
    "UPDATE sessions SET generation = generation + 1, token_hash = ?, last_used_at = ?, rotated_at = ?, expires_at "   \
    "= " LEAST "(?, created_at + ?)"                                                                                   \
    " WHERE id = ? AND generation = ? AND token_hash = ? AND revoked_at IS NULL AND expires_at > ?"                    \
    " AND EXISTS (SELECT 1 FROM users u WHERE u.id = user_id AND u.is_active = 1)"                                     \
    " RETURNING (SELECT public_id FROM users u WHERE u.id = user_id)"

Result<std::optional<UserId>> SessionRepository::rotate(Connection &connection, const Rotation &rotation)
{
    return connection.one(Sql(ROTATE("min"), ROTATE("least")),
                          {rotation.nextHash, rotation.now, rotation.rotatedAt, rotation.now + rotation.life,
                           qint64(rotation.greatestAge.count()), rotation.session, rotation.generation,
                           rotation.currentHash, rotation.now},
                          [](const Row &row) { return row.id<UserId>(0); });
}

Result<bool> SessionRepository::revoke(Connection &connection, SessionId id, std::optional<UserId> owner, Time now,
                                       RevokeReason reason)
{
    if (!owner)
        return oneRow(connection.execute(
            "UPDATE sessions SET revoked_at = ?, revoke_reason = ? WHERE id = ? AND revoked_at IS NULL",
            {now, wireName(reason), id}));
    return oneRow(
        connection.execute("UPDATE sessions SET revoked_at = ?, revoke_reason = ? WHERE id = ? AND revoked_at IS NULL"
                           " AND user_id = (SELECT id FROM users WHERE public_id = ?)",
                           {now, wireName(reason), id, owner}));
}

Result<QList<SessionId>> SessionRepository::revokeAll(Connection &connection, UserId user,
                                                      std::optional<SessionId> except, Time now, RevokeReason reason)
{
    const QByteArray kept = except ? except->bytes() : QByteArray(""); // no id is empty
    return connection.all(
        "UPDATE sessions SET revoked_at = ?, revoke_reason = ?"
        " WHERE user_id = (SELECT id FROM users WHERE public_id = ?) AND revoked_at IS NULL AND id <> ? RETURNING id",
        {now, wireName(reason), user, kept}, idOf);
}

Result<QList<SessionId>> SessionRepository::revokeBeyond(Connection &connection, UserId user, int keep, Time now,
                                                         RevokeReason reason)
{
    return connection.all(
        "UPDATE sessions SET revoked_at = ?, revoke_reason = ? WHERE id IN (SELECT id FROM sessions"
        " WHERE user_id = (SELECT id FROM users WHERE public_id = ?) AND revoked_at IS NULL AND expires_at > ?"
        " ORDER BY last_used_at DESC, id DESC LIMIT 9223372036854775807 OFFSET ?) RETURNING id",
        {now, wireName(reason), user, now, keep}, idOf);
}

Result<QList<StoredSession>> SessionRepository::active(Connection &connection, UserId user, Time now)
{
    return connection.all(SESSION_ROWS "u.public_id = ? AND s.revoked_at IS NULL AND s.expires_at > ?"
                                       " ORDER BY s.last_used_at DESC, s.id DESC",
                          {user, now}, sessionOf);
}

Result<std::optional<EndedSession>> SessionRepository::lastEnded(Connection &connection, UserId user)
{
    return connection.one("SELECT s.revoked_at, s.revoke_reason FROM sessions s JOIN users u ON u.id = s.user_id"
                          " WHERE u.public_id = ? AND s.revoked_at IS NOT NULL ORDER BY s.revoked_at DESC LIMIT 1",
                          {user},
                          [](const Row &row) { return EndedSession{.at = row.time(0), .reason = row.text(1)}; });
}

Result<bool> SessionRepository::knowsNetwork(Connection &connection, UserId user, const QString &network)
{
    const auto found = connection.one(
        "SELECT 1 FROM sessions WHERE user_id = (SELECT id FROM users WHERE public_id = ?) AND network = ?"
        " LIMIT 1",
        {user, network}, [](const Row &) { return true; });
    return found ? Result<bool>(found->has_value()) : found.error();
}

Result<SessionActivity> SessionRepository::activity(Connection &connection, Time now, Time usedSince)
{
    const auto activity =
        connection.one("SELECT count(*), count(DISTINCT CASE WHEN last_used_at >= ? THEN user_id END)"
                       " FROM sessions WHERE expires_at > ? AND revoked_at IS NULL",
                       {usedSince, now}, [](const Row &row) {
                           return SessionActivity{.sessions = row.integer(0), .users = row.integer(1)};
                       });
    return activity ? Result<SessionActivity>(activity->value_or(SessionActivity())) : activity.error();
}

Result<int> SessionRepository::purge(Connection &connection, Time expiredBefore, int limit)
{
    return connection.execute("DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < ? LIMIT ?)",
                              {expiredBefore, limit});
}

} // namespace auth
