#pragma once

#include "api/messages.h"
#include "api/user_action_messages.h"
#include "crypto/password_hasher.h"
#include "services/audit_trail.h"
#include "services/password_policy.h"
#include "services/rate_limiter.h"
#include "services/sessions.h"

namespace auth {

/// Exchanging proofs for tokens, and giving them back.
class SignIn {
public:
    SignIn(Database &database, PasswordHasher &hasher, const PasswordPolicy &policy, Sessions &sessions,
           RateLimiter &limiter, const AuditTrail &audit, const Clock &clock, Log &log);

    /// InvalidCredentials for an unknown address as for a wrong password, after the same work; AccountDisabled and
    /// PasswordChangeRequired only after the right password; RateLimited for strangers to an account that is under
    /// attack. Invited and deleted accounts are unknown ones.
    Result<TokenPair> login(const LoginRequest &request, const Caller &caller);
    /// As login(), with another password from now on: also, and above all, for accounts that must change theirs. Ends
    /// the other sessions. WeakPassword, also for the same one again.
    Result<TokenPair> replacePassword(const PasswordReplacement &request, const Caller &caller);
    /// TokenInvalid, TokenExpired; failures of one address with one session are limited.
    Result<TokenPair> refresh(const RefreshRequest &request, const Caller &caller);
    Result<NoContent> logout(const LogoutRequest &request, const Caller &caller);
    Result<NoContent> logoutAll(const NoRequest &request, const Caller &caller);

private:
    Result<Credentials> prove(const QString &email, const Secret &password, const Caller &caller);
    Result<std::optional<Credentials>> known(const QString &account);
    Outcome mayOpen(const Credentials &credentials) const;
    bool knowsNetwork(const std::optional<Credentials> &known, const Caller &caller);
    Result<PasswordCheck> check(const std::optional<Credentials> &known, const Secret &password);
    Credentials renewed(Credentials credentials, const Secret &password);
    Result<TokenPair> open(const Credentials &credentials, const Caller &caller);
    Result<Sessions::Started> replace(Connection &connection, const Credentials &credentials, const QByteArray &hash,
                                      const Caller &caller);
    Result<Sessions::Started> start(Connection &connection, UserId user, const QByteArray &hash, const Caller &caller);

    Database &m_database;
    PasswordHasher &m_hasher;
    const PasswordPolicy &m_policy;
    Sessions &m_sessions;
    RateLimiter &m_limiter;
    const AuditTrail &m_audit;
    const Clock &m_clock;
    Log &m_log;
};

} // namespace auth
