#pragma once

#include "api/messages.h"
#include "crypto/password_hasher.h"
#include "services/rate_limiter.h"
#include "services/sessions.h"

namespace auth {

/// Exchanging proofs for tokens, and giving them back.
class SignIn {
public:
    SignIn(Database &database, PasswordHasher &hasher, Sessions &sessions, RateLimiter &limiter, const Clock &clock,
           Log &log);

    /// InvalidCredentials for an unknown address as for a wrong password, after the same work; AccountDisabled only
    /// after the right password; RateLimited for strangers to an account that is under attack.
    Result<TokenPair> login(const LoginRequest &request, const Caller &caller);
    /// TokenInvalid, TokenExpired; failures of one address with one session are limited.
    Result<TokenPair> refresh(const RefreshRequest &request, const Caller &caller);
    Result<NoContent> logout(const LogoutRequest &request, const Caller &caller);
    Result<NoContent> logoutAll(const NoRequest &request, const Caller &caller);

private:
    bool knowsNetwork(const std::optional<Credentials> &known, const Caller &caller);
    Result<PasswordCheck> check(const std::optional<Credentials> &known, const Secret &password);
    Credentials renewed(Credentials credentials, const Secret &password);
    Result<TokenPair> open(const Credentials &credentials, const Caller &caller);

    Database &m_database;
    PasswordHasher &m_hasher;
    Sessions &m_sessions;
    RateLimiter &m_limiter;
    const Clock &m_clock;
    Log &m_log;
};

} // namespace auth
