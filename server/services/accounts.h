#pragma once

#include "api/messages.h"
#include "crypto/password_hasher.h"
#include "services/password_policy.h"
#include "services/rate_limiter.h"
#include "services/sessions.h"

namespace auth {

class AuditTrail;

/// What users do with their own account.
class Accounts {
public:
    Accounts(Database &database, PasswordHasher &hasher, const PasswordPolicy &policy, Sessions &sessions,
             RateLimiter &limiter, const AuditTrail &audit, const Clock &clock);

    /// What the token check has found out; asks nobody.
    Result<CallerIdentity> identity(const NoRequest &request, const Caller &caller);
    Result<Profile> profile(const NoRequest &request, const Caller &caller);
    /// PreconditionFailed with the current profile when it has changed since; a new address needs the password.
    Result<Profile> change(const ProfileChange &request, const Caller &caller);
    /// Ends the caller's other sessions.
    Result<NoContent> changePassword(const PasswordChange &request, const Caller &caller);

    Result<Page<Session>> sessions(const NoRequest &request, const Caller &caller);
    /// NotFound for a session that is somebody else's, unknown or has ended: the three look alike.
    Result<NoContent> endSession(const SessionRef &request, const Caller &caller);

private:
    Result<Credentials> own(const Caller &caller);
    Outcome prove(const Credentials &credentials, const std::optional<Secret> &password, const Caller &caller);
    Outcome checkChange(const ProfileChange &request, const Caller &caller);
    Result<std::optional<User>> changeOnRecord(Connection &connection, const ProfileChange &request,
                                               const Caller &caller);
    Error stale(const Caller &caller);

    Database &m_database;
    PasswordHasher &m_hasher;
    const PasswordPolicy &m_policy;
    Sessions &m_sessions;
    RateLimiter &m_limiter;
    const AuditTrail &m_audit;
    const Clock &m_clock;
};

} // namespace auth
