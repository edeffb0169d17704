#include "storage/account_repository.h"

#include "storage/account_columns.h"

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

} // namespace auth
