#pragma once

#include "model/account.h"
#include "services/caller.h"
#include "storage/connection.h"

namespace auth {

/// What somebody may do to others, decided within one write transaction: until its end nobody changes a role or who has
/// one, so a caller who has been demoted, or a target who has been promoted, meanwhile is seen.
class Authority {
public:
    /// Forbidden when the caller does not have the permission, any more.
    static Result<Authority> take(Connection &connection, const Caller &caller, Permission needed, Time now);

    UserId user() const { return m_user; }

    /// The account, deleted or not. UserNotFound; Forbidden when it may do something that the caller may not, so that
    /// support staff cannot act on administrators.
    Result<Account> over(Connection &connection, UserId id) const;
    /// Forbidden unless the caller has all of them: nobody gives what they do not have.
    Outcome mayGive(Permissions permissions) const;
    /// The same for roles. ValidationError for one that does not exist.
    Outcome mayGive(Connection &connection, const QStringList &roles) const;
    /// Before somebody loses the ability to administer. Conflict: last_administrator, own_account.
    Outcome mayTakeOut(Connection &connection, const Account &account) const;

private:
    Authority(UserId user, Permissions permissions, Time now) : m_user(user), m_permissions(permissions), m_now(now) {}

    UserId m_user;
    Permissions m_permissions;
    Time m_now;
};

/// The object's state forbids it; `rule` is what programs go by.
Error conflict(const QString &rule, const QString &sentence);

} // namespace auth
