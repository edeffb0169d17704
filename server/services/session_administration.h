#pragma once

#include "api/messages.h"
#include "api/user_action_messages.h"
#include "services/audit_trail.h"
#include "services/authority.h"
#include "services/sessions.h"

namespace auth {

/// Other people's sessions. Ending those of an account that may do more than the caller is Forbidden.
class SessionAdministration {
public:
    SessionAdministration(Database &database, Sessions &sessions, const AuditTrail &audit, const Clock &clock);

    /// UserNotFound.
    Result<Page<Session>> list(const UserRef &request, const Caller &caller);
    Result<NoContent> endAll(const UserAction &request, const Caller &caller);
    /// NotFound for a session that is somebody else's, unknown or has ended.
    Result<NoContent> end(const UserSessionRef &request, const Caller &caller);

private:
    template<class End> Result<NoContent> act(UserId user, const Caller &caller, End &&end);

    Database &m_database;
    Sessions &m_sessions;
    const AuditTrail &m_audit;
    const Clock &m_clock;
};

} // namespace auth
