#include "storage/account_repository.h"

#include "storage/account_columns.h"
#include "storage/user_repository.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

AccountState stateOf(const Account &account, bool hasPassword, Time now)
{
    if (account.deletedAt)
        return AccountState::Deleted;
    if (!account.isActive)
        return AccountState::Deactivated;
    if (account.lockedUntil && *account.lockedUntil > now)
        return AccountState::Locked;
    return hasPassword ? AccountState::Active : AccountState::Invited;
}

Result<bool> oneRow(const Result<int> &rows) { return rows ? Result<bool>(*rows == 1) : rows.error(); }

/// Of `users u`: one can sign in with it at the moment that is bound here.
#define CAN_SIGN_IN                                                                                                    \
    "u.is_active = 1 AND u.deleted_at IS NULL AND length(u.password_hash) > 0 AND coalesce(u.locked_until, 0) <= ?"
#define MOVED "updated_at = ?, version = version + 1 WHERE public_id = ? AND "

} // namespace

Account AccountRepository::accountOf(const Row &row, Time now)
{
    Account account;
    account.id = row.id<UserId>(0);
    account.username = row.text(1);
    account.email = row.text(2);
    account.isActive = row.flag(3);
    account.createdAt = row.time(4);
    account.updatedAt = row.time(5);
    account.lastLogin = row.optionalTime(6);
    account.version = row.integer(7);
    account.roles = row.text(8).split(u',', Qt::SkipEmptyParts);
    account.roles.sort();
    const bool hasPassword = row.integer(9) > 0;
    account.deactivatedAt = row.optionalTime(10);
    account.lockedUntil = row.optionalTime(11);
    account.deletedAt = row.optionalTime(12);
    account.mustChangePassword = row.flag(13);
    account.state = stateOf(account, hasPassword, now);
    return account;
}

Result<std::optional<Account>> AccountRepository::byId(Connection &connection, UserId id, Time now)
{
    return connection.one(Sql("SELECT " ACCOUNT_COLUMNS_SQLITE " FROM users u WHERE u.public_id = ?",
                              "SELECT " ACCOUNT_COLUMNS_POSTGRES " FROM users u WHERE u.public_id = ?"),
                          {id}, [&](const Row &row) { return accountOf(row, now); });
}

Result<std::optional<bool>> AccountRepository::isActive(Connection &connection, UserId id)
{
    return connection.one(Sql("SELECT is_active FROM users WHERE public_id = ?",
                              "SELECT is_active FROM users WHERE public_id = ? FOR SHARE"),
                          {id}, [](const Row &row) { return row.flag(0); });
}

Result<Permissions> AccountRepository::permissions(Connection &connection, UserId id)
{
    Permissions all;
    const auto rows = connection.each(
        "SELECT r.permissions FROM users u JOIN user_roles ur ON ur.user_id = u.id JOIN roles r ON r.id = ur.role_id"
        " WHERE u.public_id = ?",
        {id}, [&](const Row &row) { all |= Permissions::fromInt(static_cast<quint32>(row.integer(0))); });
    return rows ? Result<Permissions>(all) : rows.error();
}

Result<Permissions> AccountRepository::activePermissions(Connection &connection, UserId id, Time now)
{
    Permissions all;
    const auto rows = connection.each(
        "SELECT r.permissions FROM users u JOIN user_roles ur ON ur.user_id = u.id JOIN roles r ON r.id = ur.role_id"
        " WHERE u.public_id = ? AND " CAN_SIGN_IN,
        {id, now}, [&](const Row &row) { all |= Permissions::fromInt(static_cast<quint32>(row.integer(0))); });
    return rows ? Result<Permissions>(all) : rows.error();
}

Result<bool> AccountRepository::hasAdministratorBeside(Connection &connection, UserId id, Time now)
{
    const auto found =
        connection.one("SELECT 1 FROM roles r JOIN user_roles ur ON ur.role_id = r.id JOIN users u ON u.id = ur.user_id"
                       " WHERE r.name = 'admin' AND u.public_id <> ? AND " CAN_SIGN_IN " LIMIT 1",
                       {id, now}, [](const Row &) { return true; });
    return found ? Result<bool>(found->has_value()) : found.error();
}

Result<bool> AccountRepository::setLock(Connection &connection, UserId id, std::optional<Time> until, Time now)
{
    return oneRow(
        connection.execute("UPDATE users SET locked_until = ?, " MOVED
                           "deleted_at IS NULL AND coalesce(locked_until, 0) <> coalesce(CAST(? AS BIGINT), 0)",
                           {until, now, id, until}));
}

Result<bool> AccountRepository::requirePasswordChange(Connection &connection, UserId id, Time now)
{
    return oneRow(connection.execute("UPDATE users SET must_change_password = 1, " MOVED
                                     "deleted_at IS NULL AND must_change_password = 0",
                                     {now, id}));
}

Result<bool> AccountRepository::setPassword(Connection &connection, UserId id, const QByteArray &hash, Time now)
{
    return oneRow(connection.execute(
        "UPDATE users SET password_hash = ?, must_change_password = 0, " MOVED "deleted_at IS NULL", {hash, now, id}));
}

Result<bool> AccountRepository::setRoles(Connection &connection, UserId id, const QStringList &roles, qint64 version,
                                         Time now)
{
    const auto moved =
        oneRow(connection.execute("UPDATE users SET " MOVED "deleted_at IS NULL AND version = ?", {now, id, version}));
    if (!moved || !*moved)
        return moved;
    const auto taken =
        connection.execute("DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE public_id = ?)", {id});
    if (!taken)
        return taken.error();
    for (const QString &role : roles) {
        if (const auto given = UserRepository::grant(connection, id, role); !given)
            return given.error();
    }
    return true;
}

Result<bool> AccountRepository::remove(Connection &connection, UserId id, qint64 version, Time now)
{
    return oneRow(connection.execute("UPDATE users SET is_active = 0, deleted_at = ?, " MOVED
                                     "deleted_at IS NULL AND version = ?",
                                     {now, now, id, version}));
}

Result<bool> AccountRepository::restore(Connection &connection, UserId id, Time now)
{
    return oneRow(connection.execute(
        "UPDATE users SET is_active = CASE WHEN deactivated_at IS NULL THEN 1 ELSE 0 END, deleted_at = NULL, " MOVED
        "deleted_at IS NOT NULL",
        {now, id}));
}

/// The moment is asked for twice: somebody may be restored between the choice and the deletion.
Result<QList<UserId>> AccountRepository::purge(Connection &connection, Time deletedBefore, int limit)
{
    return connection.all("DELETE FROM users WHERE id IN (SELECT id FROM users WHERE deleted_at < ? LIMIT ?)"
                          " AND deleted_at < ? RETURNING public_id",
                          {deletedBefore, limit, deletedBefore}, [](const Row &row) { return row.id<UserId>(0); });
}

} // namespace auth
