#include "services/authority.h"

#include "storage/account_repository.h"
#include "storage/role_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

Error conflict(const QString &rule, const QString &sentence)
{
    return fieldError(ErrorCode::Conflict, {}, rule, sentence);
}

Result<Authority> Authority::take(Connection &connection, const Caller &caller, Permission needed, Time now)
{
    if (const auto held = RoleRepository::lock(connection); !held)
        return held.error();
    const auto permissions = AccountRepository::activePermissions(connection, caller.user, now);
    if (!permissions)
        return permissions.error();
    if (!permissions->testFlag(needed))
        return Error{.code = ErrorCode::Forbidden, .message = u"This needs the permission %1."_s.arg(wireName(needed))};
    return Authority(caller.user, *permissions, now);
}

Result<Account> Authority::over(Connection &connection, UserId id) const
{
    const auto account = AccountRepository::byId(connection, id, m_now);
    if (!account)
        return account.error();
    if (!*account)
        return Error{.code = ErrorCode::UserNotFound, .message = u"There is no such user."_s};
    const auto theirs = AccountRepository::permissions(connection, id);
    if (!theirs)
        return theirs.error();
    if (*theirs & ~m_permissions)
        return Error{.code = ErrorCode::Forbidden, .message = u"This account may do more than yours."_s};
    return **account;
}

Outcome Authority::mayGive(Permissions permissions) const
{
    if (const Permissions beyond = permissions & ~m_permissions)
        return Error{.code = ErrorCode::Forbidden,
                     .message = u"You cannot give what you do not have: %1."_s.arg(wireNames(beyond).join(u", "_s))};
    return Done{};
}

Outcome Authority::mayGive(Connection &connection, const QStringList &roles) const
{
    Permissions all;
    for (const QString &role : roles) {
        const auto permissions = RoleRepository::permissions(connection, role);
        if (!permissions)
            return permissions.error();
        if (!*permissions)
            return fieldError(ErrorCode::ValidationError, u"roles"_s, u"unknown"_s, u"There is no such role."_s);
        all |= **permissions;
    }
    return mayGive(all);
}

/// Told of the last administrator first: nobody else could do it for them.
Outcome Authority::mayTakeOut(Connection &connection, const Account &account) const
{
    if (account.roles.contains(u"admin"_s) && account.state == AccountState::Active) {
        const auto others = AccountRepository::hasAdministratorBeside(connection, account.id, m_now);
        if (!others)
            return others.error();
        if (!*others)
            return conflict(u"last_administrator"_s, u"This is the last administrator who can sign in."_s);
    }
    if (account.id == m_user)
        return conflict(u"own_account"_s, u"Nobody does this to their own account; ask another administrator."_s);
    return Done{};
}

} // namespace auth
