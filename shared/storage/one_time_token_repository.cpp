#include "storage/one_time_token_repository.h"

#include "core/enum_name.h"

namespace auth {
namespace {

#define TOKENS                                                                                                         \
    "SELECT t.hash, u.public_id, t.purpose, t.created_by, t.created_at, t.expires_at, t.used_at FROM one_time_tokens " \
    "t"                                                                                                                \
    " JOIN users u ON u.id = t.user_id WHERE "

QString nameOf(TokenPurpose purpose) { return QString::fromLatin1(enumName(purpose)); }

OneTimeToken tokenOf(const Row &row)
{
    return {.hash = row.bytes(0),
            .user = row.id<UserId>(1),
            .purpose = enumFromName<TokenPurpose>(row.text(2).toLatin1()).value_or(TokenPurpose::PasswordReset),
            .createdBy = row.id<UserId>(3),
            .createdAt = row.time(4),
            .expiresAt = row.time(5),
            .usedAt = row.optionalTime(6)};
}

Outcome done(const Result<int> &rows) { return rows ? Outcome(Done{}) : rows.error(); }

} // namespace

Outcome OneTimeTokenRepository::insert(Connection &connection, const OneTimeToken &token)
{
    const auto ended = connection.execute("DELETE FROM one_time_tokens WHERE purpose = ? AND used_at IS NULL"
                                          " AND user_id = (SELECT id FROM users WHERE public_id = ?)",
                                          {nameOf(token.purpose), token.user});
    if (!ended)
        return ended.error();
    return done(connection.execute(
        "INSERT INTO one_time_tokens (hash, user_id, purpose, created_by, created_at,"
        " expires_at) SELECT ?, id, ?, ?, ?, ? FROM users WHERE public_id = ?",
        {token.hash, nameOf(token.purpose), token.createdBy, token.createdAt, token.expiresAt, token.user}));
}

Result<std::optional<OneTimeToken>> OneTimeTokenRepository::byHash(Connection &connection, const QByteArray &hash)
{
    return connection.one(TOKENS "t.hash = ?", {hash}, tokenOf);
}

Result<std::optional<OneTimeToken>> OneTimeTokenRepository::newest(Connection &connection, UserId user)
{
    return connection.one(TOKENS "u.public_id = ? AND t.used_at IS NULL ORDER BY t.expires_at DESC LIMIT 1", {user},
                          tokenOf);
}

Result<bool> OneTimeTokenRepository::use(Connection &connection, const QByteArray &hash, Time now)
{
    const auto rows = connection.execute(
        "UPDATE one_time_tokens SET used_at = ? WHERE hash = ? AND used_at IS NULL AND expires_at > ?",
        {now, hash, now});
    return rows ? Result<bool>(*rows == 1) : rows.error();
}

Outcome OneTimeTokenRepository::endAll(Connection &connection, UserId user)
{
    return done(connection.execute("DELETE FROM one_time_tokens WHERE used_at IS NULL"
                                   " AND user_id = (SELECT id FROM users WHERE public_id = ?)",
                                   {user}));
}

Result<int> OneTimeTokenRepository::purge(Connection &connection, Time expiredBefore, int limit)
{
    return connection.execute("DELETE FROM one_time_tokens WHERE hash IN"
                              " (SELECT hash FROM one_time_tokens WHERE expires_at < ? LIMIT ?)",
                              {expiredBefore, limit});
}

} // namespace auth
