#include "services/account_actions.h"

#include "core/json.h"
#include "model/email.h"
#include "services/changed_members.h"
#include "services/registration.h"
#include "storage/one_time_token_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

AccountActions::AccountActions(Sessions &sessions, const OneTimeTokens &tokens, RateLimiter &limiter,
                               const Clock &clock)
    : m_sessions(sessions), m_tokens(tokens), m_limiter(limiter), m_clock(clock)
{
}

Result<AccountChange> AccountActions::activate(Connection &connection, const Authority &by, UserId id,
                                               const QString &reason) const
{
    const auto before = live(connection, by, id);
    if (!before)
        return before.error();
    const auto done = UserRepository::setActive(connection, id, true, m_clock.now());
    return finish(connection, *before, done, AuditAction::UserActivated, reason);
}

Result<AccountChange> AccountActions::deactivate(Connection &connection, const Authority &by, UserId id,
                                                 const QString &reason) const
{
    const auto before = removable(connection, by, id);
    if (!before)
        return before.error();
    const auto done = UserRepository::setActive(connection, id, false, m_clock.now());
    return ended(connection, finish(connection, *before, done, AuditAction::UserDeactivated, reason),
                 RevokeReason::Deactivation);
}

Result<AccountChange> AccountActions::lock(Connection &connection, const Authority &by, UserId id, Time until,
                                           const QString &reason) const
{
    if (until <= m_clock.now())
        return fieldError(ErrorCode::ValidationError, u"until"_s, u"past"_s, u"until must be in the future."_s);
    const auto before = removable(connection, by, id);
    if (!before)
        return before.error();
    const auto done = AccountRepository::setLock(connection, id, until, m_clock.now());
    return ended(connection, finish(connection, *before, done, AuditAction::UserLocked, reason),
                 RevokeReason::Administrator);
}

Result<AccountChange> AccountActions::unlock(Connection &connection, const Authority &by, UserId id,
                                             const QString &reason) const
{
    const auto before = live(connection, by, id);
    if (!before)
        return before.error();
    const auto done = AccountRepository::setLock(connection, id, std::nullopt, m_clock.now());
    return finish(connection, *before, done ? Result<bool>(true) : done, AuditAction::UserUnlocked, reason);
}

Result<AccountChange> AccountActions::requirePasswordChange(Connection &connection, const Authority &by, UserId id,
                                                            bool endSessions, const QString &reason) const
{
    const auto before = live(connection, by, id);
    if (!before)
        return before.error();
    if (before->state == AccountState::Invited)
        return conflict(u"no_password"_s, u"The account has no password yet."_s);
    const auto done = AccountRepository::requirePasswordChange(connection, id, m_clock.now());
    auto change = finish(connection, *before, done, AuditAction::UserPasswordChangeRequired, reason);
    return endSessions ? ended(connection, std::move(change), RevokeReason::Administrator) : change;
}

Result<AccountTicket> AccountActions::resetPassword(Connection &connection, const Authority &by, UserId id,
                                                    bool endSessions, const QString &reason) const
{
    const auto before = live(connection, by, id);
    if (!before)
        return before.error();
    const auto purpose =
        before->state == AccountState::Invited ? TokenPurpose::Invitation : TokenPurpose::PasswordReset;
    auto token = m_tokens.issue(connection, id, purpose, by.user());
    if (!token)
        return token.error();
    auto change = finish(connection, *before, true, AuditAction::UserPasswordReset, reason);
    if (endSessions)
        change = ended(connection, std::move(change), RevokeReason::Administrator);
    if (!change)
        return change.error();
    return AccountTicket{*std::move(change), *std::move(token)};
}

Result<AccountTicket> AccountActions::invite(Connection &connection, const Authority &by, const NewUser &user) const
{
    if (const auto allowed = by.mayGive(connection, user.roles); !allowed)
        return allowed.error();
    if (const auto made = UserRepository::insert(connection, user); !made)
        return made.error();
    auto token = m_tokens.issue(connection, user.id, TokenPurpose::Invitation, by.user());
    if (!token)
        return token.error();
    Account nothing;
    nothing.id = user.id;
    auto change = finish(connection, nothing, true, AuditAction::UserCreated, {});
    if (!change)
        return change.error();
    return AccountTicket{*std::move(change), *std::move(token)};
}

Result<AccountChange> AccountActions::edit(Connection &connection, const Authority &by, UserId id,
                                           const UserChange &change, qint64 version, const QString &reason) const
{
    const auto before = live(connection, by, id);
    if (!before)
        return before.error();
    const auto changed = UserRepository::change(connection, id, change, version, m_clock.now());
    if (!changed)
        return changed.error();
    if (!*changed)
        return stale(connection, id);
    return finish(connection, *before, true, AuditAction::UserChanged, reason);
}

Result<AccountChange> AccountActions::setRoles(Connection &connection, const Authority &by, UserId id,
                                               QStringList roles, qint64 version, const QString &reason) const
{
    roles.removeDuplicates();
    const auto before = roles.contains(u"admin"_s) ? live(connection, by, id) : removable(connection, by, id);
    if (!before)
        return before.error();
    if (id == by.user())
        return conflict(u"own_account"_s, u"Nobody changes their own roles; ask another administrator."_s);
    if (const auto allowed = by.mayGive(connection, roles); !allowed)
        return allowed.error();
    const auto done = AccountRepository::setRoles(connection, id, roles, version, m_clock.now());
    if (done && !*done)
        return stale(connection, id);
    return finish(connection, *before, done, AuditAction::UserRolesChanged, reason);
}

Result<AccountChange> AccountActions::remove(Connection &connection, const Authority &by, UserId id, qint64 version,
                                             const QString &reason) const
{
    const auto before = removable(connection, by, id);
    if (!before)
        return before.error();
    const auto done = AccountRepository::remove(connection, id, version, m_clock.now());
    if (done && !*done)
        return stale(connection, id);
    if (const auto gone = OneTimeTokenRepository::endAll(connection, id); !gone)
        return gone.error();
    return ended(connection, finish(connection, *before, done, AuditAction::UserDeleted, reason),
                 RevokeReason::Deactivation);
}

Result<AccountChange> AccountActions::restore(Connection &connection, const Authority &by, UserId id,
                                              const QString &reason) const
{
    const auto before = by.over(connection, id);
    if (!before)
        return before.error();
    const auto done = AccountRepository::restore(connection, id, m_clock.now());
    if (done && !*done)
        return conflict(u"not_deleted"_s, u"The account is not deleted."_s);
    return finish(connection, *before, done, AuditAction::UserRestored, reason);
}

void AccountActions::committed(const AccountChange &change) const
{
    m_sessions.forget(change.after.id);
    if (change.fact && change.fact->action == AuditAction::UserUnlocked)
        m_limiter.forget(normalizedEmail(change.after.email));
}

/// One that is not deleted.
Result<Account> AccountActions::live(Connection &connection, const Authority &by, UserId id) const
{
    auto account = by.over(connection, id);
    if (account && account->deletedAt)
        return conflict(u"deleted"_s, u"The account is deleted; restore it first."_s);
    return account;
}

/// One that others can do without.
Result<Account> AccountActions::removable(Connection &connection, const Authority &by, UserId id) const
{
    auto account = live(connection, by, id);
    if (!account)
        return account;
    const auto allowed = by.mayTakeOut(connection, *account);
    return allowed ? account : Result<Account>(allowed.error());
}

/// The account as it is now, and what is to be put on record of it.
Result<AccountChange> AccountActions::finish(Connection &connection, const Account &before, const Result<bool> &done,
                                             AuditAction action, const QString &reason) const
{
    if (!done)
        return done.error();
    if (!*done)
        return AccountChange{before, before, {}};
    const auto after = current(connection, before.id);
    if (!after)
        return after.error();
    const ChangedMembers changed = changedMembers(before, *after);
    return AccountChange{before, *after,
                         AuditFact{.action = action,
                                   .target = AuditTarget::User,
                                   .targetId = before.id.text(),
                                   .person = before.id,
                                   .before = changed.before,
                                   .after = changed.after,
                                   .reason = reason}};
}

/// After the change of the account, which makes a sign-in that is under way fail or be seen here.
Result<AccountChange> AccountActions::ended(Connection &connection, Result<AccountChange> change,
                                            RevokeReason reason) const
{
    if (!change)
        return change;
    const auto sessions = m_sessions.endAll(connection, change->after.id, {}, reason);
    return sessions ? change : Result<AccountChange>(sessions.error());
}

Result<Account> AccountActions::current(Connection &connection, UserId id) const
{
    const auto account = AccountRepository::byId(connection, id, m_clock.now());
    if (!account)
        return account.error();
    if (!*account)
        return Error{.code = ErrorCode::UserNotFound, .message = u"There is no such user."_s};
    return **account;
}

/// With the account as it is now, so that whoever edits can compare.
Error AccountActions::stale(Connection &connection, UserId id) const
{
    const auto account = current(connection, id);
    if (!account)
        return account.error();
    return {.code = ErrorCode::PreconditionFailed,
            .message = u"The account was changed since it was read. Look at `current` and try again."_s,
            .current = json::encode(*account)};
}

} // namespace auth
