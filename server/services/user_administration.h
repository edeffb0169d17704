#pragma once

#include "api/messages.h"
#include "api/user_action_messages.h"
#include "services/account_actions.h"
#include "services/audit_trail.h"

namespace auth {

/// What administrators do with other people's accounts, one at a time: each a transaction, on record.
class UserAdministration {
public:
    UserAdministration(Database &database, const AccountActions &actions, const AuditTrail &audit, const Clock &clock);

    /// UserNotFound.
    Result<Account> user(const UserRef &request, const Caller &caller);
    Result<Ticket> invite(const Invitation &request, const Caller &caller);
    Result<Account> edit(const UserEdit &request, const Caller &caller);
    Result<Account> setRoles(const UserRoles &request, const Caller &caller);
    Result<Account> activate(const UserAction &request, const Caller &caller);
    Result<Account> deactivate(const UserAction &request, const Caller &caller);
    Result<Account> lock(const UserLock &request, const Caller &caller);
    Result<Account> unlock(const UserAction &request, const Caller &caller);
    Result<Account> requirePasswordChange(const EndingUserAction &request, const Caller &caller);
    Result<Ticket> resetPassword(const EndingUserAction &request, const Caller &caller);
    Result<NoContent> remove(const UserRemoval &request, const Caller &caller);
    Result<Account> restore(const UserAction &request, const Caller &caller);

private:
    template<class Action>
    auto act(const Caller &caller, Action &&action) -> std::invoke_result_t<Action, Connection &, const Authority &>;

    Database &m_database;
    const AccountActions &m_actions;
    const AuditTrail &m_audit;
    const Clock &m_clock;
};

} // namespace auth
