#pragma once

#include "api/messages.h"
#include "api/user_action_messages.h"
#include "crypto/password_hasher.h"
#include "services/audit_trail.h"
#include "services/one_time_tokens.h"
#include "services/password_policy.h"
#include "services/rate_limiter.h"
#include "services/sessions.h"

namespace auth {

/// Choosing a password with a token instead of the old one.
class PasswordResets {
public:
    PasswordResets(Database &database, PasswordHasher &hasher, const PasswordPolicy &policy,
                   const OneTimeTokens &tokens, Sessions &sessions, RateLimiter &limiter, const AuditTrail &audit,
                   const Clock &clock);

    /// Ends all sessions of the account. TokenInvalid for one that is unknown or used up, TokenExpired, WeakPassword.
    Result<NoContent> reset(const PasswordReset &request, const Caller &caller);

private:
    Result<OneTimeToken> good(const PasswordReset &request, const Caller &caller);
    Result<Secret> accepted(const PasswordReset &request, UserId user);
    Result<bool> mayStillGive(Connection &connection, const OneTimeToken &token) const;
    Outcome redeem(Connection &connection, const OneTimeToken &token, const QByteArray &hash, const Caller &caller);

    Database &m_database;
    PasswordHasher &m_hasher;
    const PasswordPolicy &m_policy;
    const OneTimeTokens &m_tokens;
    Sessions &m_sessions;
    RateLimiter &m_limiter;
    const AuditTrail &m_audit;
    const Clock &m_clock;
};

} // namespace auth
