#pragma once

#include "model/account.h"
#include "model/permission.h"
#include "storage/connection.h"

namespace auth {

/// Accounts as administrators see and change them. Whatever changes what others see of one also moves its `version` and
/// `updated_at`.
class AccountRepository {
public:
    /// The columns accountOf() reads, from `users u`.
    static Account accountOf(const Row &row, Time now);

    static Result<std::optional<Account>> byId(Connection &connection, UserId id, Time now);
    /// Whether somebody may sign in with it, which stays so until the end of the transaction; nothing: no such account.
    static Result<std::optional<bool>> isActive(Connection &connection, UserId id);
    /// What the account's roles allow, whatever its state; none for nobody.
    static Result<Permissions> permissions(Connection &connection, UserId id);
    /// The same, but none for an account one cannot sign in with now.
    static Result<Permissions> activePermissions(Connection &connection, UserId id, Time now);
    /// Whether somebody else who can sign in now has the role admin.
    static Result<bool> hasAdministratorBeside(Connection &connection, UserId id, Time now);

    // All below: false when there is no such account, it is deleted, or it is so already.

    /// `until` null: not locked.
    static Result<bool> setLock(Connection &connection, UserId id, std::optional<Time> until, Time now);
    static Result<bool> requirePasswordChange(Connection &connection, UserId id, Time now);
    /// One that was chosen with a token, whatever the one before.
    static Result<bool> setPassword(Connection &connection, UserId id, const QByteArray &hash, Time now);
    /// False also when `version` is not the current one. ValidationError when there is no such role.
    static Result<bool> setRoles(Connection &connection, UserId id, const QStringList &roles, qint64 version, Time now);
    /// Its name and address stay taken. False also when `version` is not the current one.
    static Result<bool> remove(Connection &connection, UserId id, qint64 version, Time now);
    /// To what it was before: switched off when it had been. False when it is not deleted.
    static Result<bool> restore(Connection &connection, UserId id, Time now);

    /// For good, with all that belongs to them: at most `limit` that were deleted before a moment, and which.
    static Result<QList<UserId>> purge(Connection &connection, Time deletedBefore, int limit);
};

} // namespace auth
