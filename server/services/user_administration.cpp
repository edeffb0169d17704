#include "services/user_administration.h"

#include "crypto/random_token.h"
#include "services/registration.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

const AccountChange &changeOf(const AccountChange &change) { return change; }
const AccountChange &changeOf(const AccountTicket &ticket) { return ticket.change; }

Result<Account> accountOf(const Result<AccountChange> &change)
{
    return change ? Result<Account>(change->after) : change.error();
}

Result<Ticket> ticketOf(const Result<AccountTicket> &ticket)
{
    if (!ticket)
        return ticket.error();
    return Ticket{.user = ticket->change.after, .token = ticket->token.text, .expiresAt = ticket->token.expiresAt};
}

Outcome checkEdit(const UserEdit &request)
{
    if (!request.username && !request.email)
        return Error{.code = ErrorCode::ValidationError, .message = u"Nothing to change: send username or email."_s};
    if (request.username) {
        if (auto good = checkUsername(*request.username); !good)
            return good;
    }
    return request.email ? checkEmail(*request.email) : Outcome(Done{});
}

} // namespace

UserAdministration::UserAdministration(Database &database, const AccountActions &actions, const AuditTrail &audit,
                                       const Clock &clock)
    : m_database(database), m_actions(actions), m_audit(audit), m_clock(clock)
{
}

/// One action in a transaction of its own, put on record at its end.
template<class Action>
auto UserAdministration::act(const Caller &caller, Action &&action)
    -> std::invoke_result_t<Action, Connection &, const Authority &>
{
    using R = std::invoke_result_t<Action, Connection &, const Authority &>;
    R changed = m_database.write([&](Connection &connection) -> R {
        const auto authority = Authority::take(connection, caller, Permission::UsersWrite, m_clock.now());
        if (!authority)
            return authority.error();
        R done = action(connection, *authority);
        if (!done || !changeOf(*done).fact)
            return done;
        const auto recorded = m_audit.record(connection, caller, *changeOf(*done).fact);
        return recorded ? std::move(done) : R(recorded.error());
    });
    if (changed)
        m_actions.committed(changeOf(*changed));
    return changed;
}

Result<Account> UserAdministration::user(const UserRef &request, const Caller &)
{
    const auto account = m_database.read(
        [&](Connection &connection) { return AccountRepository::byId(connection, request.id, m_clock.now()); });
    if (!account)
        return account.error();
    if (!*account)
        return Error{.code = ErrorCode::UserNotFound, .message = u"There is no such user."_s};
    return **account;
}

Result<Ticket> UserAdministration::invite(const Invitation &request, const Caller &caller)
{
    if (const auto good = checkEmail(request.email); !good)
        return good.error();
    if (const auto good = checkUsername(request.username); !good)
        return good.error();
    const Time now = m_clock.now();
    const NewUser row{.id = newId<UserId>(now),
                      .username = request.username,
                      .email = request.email,
                      .passwordHash = {},
                      .roles = request.roles.value_or(QStringList{u"user"_s}),
                      .createdAt = now};
    return ticketOf(act(
        caller, [&](Connection &connection, const Authority &by) { return m_actions.invite(connection, by, row); }));
}

Result<Account> UserAdministration::edit(const UserEdit &request, const Caller &caller)
{
    if (const auto good = checkEdit(request); !good)
        return good.error();
    return accountOf(act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.edit(connection, by, request.id, {.username = request.username, .email = request.email},
                              request.version, request.reason.value_or(QString()));
    }));
}

Result<Account> UserAdministration::setRoles(const UserRoles &request, const Caller &caller)
{
    return accountOf(act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.setRoles(connection, by, request.id, request.roles, request.version,
                                  request.reason.value_or(QString()));
    }));
}

Result<Account> UserAdministration::activate(const UserAction &request, const Caller &caller)
{
    return accountOf(act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.activate(connection, by, request.id, request.reason.value_or(QString()));
    }));
}

Result<Account> UserAdministration::deactivate(const UserAction &request, const Caller &caller)
{
    return accountOf(act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.deactivate(connection, by, request.id, request.reason.value_or(QString()));
    }));
}

Result<Account> UserAdministration::lock(const UserLock &request, const Caller &caller)
{
    return accountOf(act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.lock(connection, by, request.id, request.until, request.reason.value_or(QString()));
    }));
}

Result<Account> UserAdministration::unlock(const UserAction &request, const Caller &caller)
{
    return accountOf(act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.unlock(connection, by, request.id, request.reason.value_or(QString()));
    }));
}

Result<Account> UserAdministration::requirePasswordChange(const EndingUserAction &request, const Caller &caller)
{
    return accountOf(act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.requirePasswordChange(connection, by, request.id, request.endSessions.value_or(true),
                                               request.reason.value_or(QString()));
    }));
}

Result<Ticket> UserAdministration::resetPassword(const EndingUserAction &request, const Caller &caller)
{
    return ticketOf(act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.resetPassword(connection, by, request.id, request.endSessions.value_or(true),
                                       request.reason.value_or(QString()));
    }));
}

Result<NoContent> UserAdministration::remove(const UserRemoval &request, const Caller &caller)
{
    const auto removed = act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.remove(connection, by, request.id, request.version, request.reason.value_or(QString()));
    });
    return removed ? Result<NoContent>(NoContent{}) : removed.error();
}

Result<Account> UserAdministration::restore(const UserAction &request, const Caller &caller)
{
    return accountOf(act(caller, [&](Connection &connection, const Authority &by) {
        return m_actions.restore(connection, by, request.id, request.reason.value_or(QString()));
    }));
}

} // namespace auth
