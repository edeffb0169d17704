#include "services/sign_in.h"

#include "log/log.h"
#include "model/email.h"
#include "services/password_policy.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

Error wrongCredentials()
{
    return {.code = ErrorCode::InvalidCredentials, .message = u"The e-mail address or the password is wrong."_s};
}

} // namespace

SignIn::SignIn(Database &database, PasswordHasher &hasher, Sessions &sessions, RateLimiter &limiter, const Clock &clock,
               Log &log)
    : m_database(database), m_hasher(hasher), m_sessions(sessions), m_limiter(limiter), m_clock(clock), m_log(log)
{
}

Result<TokenPair> SignIn::login(const LoginRequest &request, const Caller &caller)
{
    const QString account = normalizedEmail(request.email);
    const auto known =
        m_database.read([&](Connection &connection) { return UserRepository::byEmail(connection, account); });
    if (!known)
        return known.error();
    const auto throttled = m_limiter.chargeAccount(account);
    if (throttled && !knowsNetwork(*known, caller))
        return *throttled;

    const Secret password = normalizedPassword(request.password);
    const auto checked = check(*known, password);
    if (!checked)
        return checked.error();
    if (!checked->matches) {
        m_log.warning(u"sign_in.failed", u"Unknown address or wrong password."_s);
        return wrongCredentials();
    }
    if (!throttled)
        m_limiter.attemptSucceeded(account);
    if (!(*known)->user.isActive)
        return Error{.code = ErrorCode::AccountDisabled, .message = u"This account is switched off."_s};
    return open(checked->outdated ? renewed(**known, password) : **known, caller);
}

Result<TokenPair> SignIn::refresh(const RefreshRequest &request, const Caller &caller)
{
    const auto session = m_sessions.sessionOf(request.refreshToken);
    const RateKey pairKey = RateKey::pair(caller.network, session ? session->text() : u"refresh"_s);
    if (const auto refused = m_limiter.check({pairKey}))
        return *refused;
    auto pair = m_sessions.refresh(request.refreshToken, caller);
    if (!pair && (pair.error().code == ErrorCode::TokenInvalid || pair.error().code == ErrorCode::TokenExpired)) {
        m_log.info(u"refresh.failed", pair.error().message, {{u"reason", pair.error().cause}});
        // Others may have failed meanwhile, here or at another instance: no more than the limit learn why they did.
        if (const auto refused = m_limiter.charge({pairKey, RateKey::address(caller.network)}))
            return *refused;
    }
    return pair;
}

Result<NoContent> SignIn::logout(const LogoutRequest &request, const Caller &caller)
{
    std::optional<SessionId> session;
    if (request.refreshToken) {
        session = m_sessions.sessionOf(*request.refreshToken);
        if (!session)
            return Error{.code = ErrorCode::TokenInvalid, .message = u"The refresh token is not valid."_s};
    } else if (caller.isSignedIn()) {
        session = caller.session;
    } else {
        return Error{.code = ErrorCode::MissingToken,
                     .message = u"Send the bearer token or the refresh token of the session to end."_s};
    }
    const auto ended = m_sessions.end(*session, {}, RevokeReason::Logout);
    if (!ended)
        return ended.error();
    return NoContent{}; // also when it had ended before: what was asked for is so
}

Result<NoContent> SignIn::logoutAll(const NoRequest &, const Caller &caller)
{
    const auto ended = m_database.write(
        [&](Connection &connection) { return m_sessions.endAll(connection, caller.user, {}, RevokeReason::Logout); });
    if (!ended)
        return ended.error();
    m_sessions.forget(caller.user);
    return NoContent{};
}

/// Someone who has signed in to this account from here before is not kept out by strangers' failures. Asked for unknown
/// accounts too, so that the time of a refusal does not tell which there are.
bool SignIn::knowsNetwork(const std::optional<Credentials> &known, const Caller &caller)
{
    const UserId user = known ? known->user.id : UserId();
    const auto knows = m_database.read(
        [&](Connection &connection) { return SessionRepository::knowsNetwork(connection, user, caller.network); });
    return knows && *knows;
}

/// Unknown accounts cost the same work, so that time does not tell them from wrong passwords.
Result<PasswordCheck> SignIn::check(const std::optional<Credentials> &known, const Secret &password)
{
    return known ? m_hasher.verify(known->passwordHash, password) : m_hasher.verifyDecoy(password);
}

/// The credentials after a hash of lower cost than today's has been replaced; the sign-in goes on if that fails.
Credentials SignIn::renewed(Credentials credentials, const Secret &password)
{
    const auto hash = m_hasher.hash(password);
    if (!hash)
        return credentials;
    const auto replaced = m_database.write([&](Connection &connection) {
        return UserRepository::renewPasswordHash(connection, credentials.user.id, credentials.passwordHash, *hash);
    });
    if (replaced && *replaced)
        credentials.passwordHash = *hash;
    return credentials;
}

/// The password may have been changed or the account switched off since it was read: then the sign-in fails.
Result<TokenPair> SignIn::open(const Credentials &credentials, const Caller &caller)
{
    const Time now = m_clock.now();
    const auto started = m_database.write([&](Connection &connection) -> Result<Sessions::Started> {
        const auto current =
            UserRepository::recordSignIn(connection, credentials.user.id, credentials.passwordHash, now);
        if (!current)
            return current.error();
        if (!*current)
            return wrongCredentials();
        return m_sessions.start(connection, credentials.user.id, caller);
    });
    if (!started)
        return started.error();
    User user = credentials.user;
    user.lastLogin = now;
    return m_sessions.opened(*started, user);
}

} // namespace auth
