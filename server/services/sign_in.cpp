#include "services/sign_in.h"

#include "log/log.h"
#include "model/email.h"
#include "storage/one_time_token_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

Error wrongCredentials()
{
    return {.code = ErrorCode::InvalidCredentials, .message = u"The e-mail address or the password is wrong."_s};
}

} // namespace

SignIn::SignIn(Database &database, PasswordHasher &hasher, const PasswordPolicy &policy, Sessions &sessions,
               RateLimiter &limiter, const AuditTrail &audit, const Clock &clock, Log &log)
    : m_database(database), m_hasher(hasher), m_policy(policy), m_sessions(sessions), m_limiter(limiter),
      m_audit(audit), m_clock(clock), m_log(log)
{
}

Result<TokenPair> SignIn::login(const LoginRequest &request, const Caller &caller)
{
    const Secret password = normalizedPassword(request.password);
    const auto credentials = prove(request.email, password, caller);
    if (!credentials)
        return credentials.error();
    if (credentials->mustChangePassword)
        return Error{.code = ErrorCode::PasswordChangeRequired,
                     .message = u"This password must be changed: POST /api/auth/password-change."_s};
    return open(*credentials, caller);
}

Result<TokenPair> SignIn::replacePassword(const PasswordReplacement &request, const Caller &caller)
{
    const Secret password = normalizedPassword(request.currentPassword);
    const auto credentials = prove(request.email, password, caller);
    if (!credentials)
        return credentials.error();
    const Secret next = normalizedPassword(request.newPassword);
    if (next == password)
        return fieldError(ErrorCode::WeakPassword, u"new_password"_s, u"unchanged"_s,
                          u"The new password is the old one."_s);
    const User &user = credentials->user;
    if (const auto good = m_policy.check(next, {user.email, user.username}, u"new_password"_s); !good)
        return good.error();
    const auto hash = m_hasher.hash(next);
    if (!hash)
        return hash.error();
    const auto started =
        m_database.write([&](Connection &connection) { return replace(connection, *credentials, *hash, caller); });
    if (!started)
        return started.error();
    m_sessions.forget(user.id);
    return m_sessions.opened(*started, user);
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

/// The account of that address, after its password has been given. The same work for those that are not there.
Result<Credentials> SignIn::prove(const QString &email, const Secret &password, const Caller &caller)
{
    const QString account = normalizedEmail(email);
    const auto stored = known(account);
    if (!stored)
        return stored.error();
    const auto throttled = m_limiter.chargeAccount(account);
    if (throttled && !knowsNetwork(*stored, caller))
        return *throttled;
    const auto checked = check(*stored, password);
    if (!checked)
        return checked.error();
    if (!checked->matches) {
        m_log.warning(u"sign_in.failed", u"Unknown address or wrong password."_s);
        return wrongCredentials();
    }
    if (!throttled)
        m_limiter.attemptSucceeded(account);
    if (const auto allowed = mayOpen(**stored); !allowed)
        return allowed.error();
    return checked->outdated ? renewed(**stored, password) : **stored;
}

/// Nothing for accounts that nobody is to know of.
Result<std::optional<Credentials>> SignIn::known(const QString &account)
{
    auto stored = m_database.read([&](Connection &connection) { return UserRepository::byEmail(connection, account); });
    if (stored && *stored && !(*stored)->canBeKnown())
        return std::optional<Credentials>();
    return stored;
}

/// Told only to who knows the password.
Outcome SignIn::mayOpen(const Credentials &credentials) const
{
    if (!credentials.user.isActive)
        return Error{.code = ErrorCode::AccountDisabled, .message = u"This account is switched off."_s};
    if (credentials.isLocked(m_clock.now()))
        return Error{.code = ErrorCode::AccountDisabled,
                     .message = u"This account is locked until %1."_s.arg(toRfc3339(*credentials.lockedUntil))};
    return Done{};
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

Result<TokenPair> SignIn::open(const Credentials &credentials, const Caller &caller)
{
    const auto started = m_database.write([&](Connection &connection) {
        return start(connection, credentials.user.id, credentials.passwordHash, caller);
    });
    if (!started)
        return started.error();
    User user = credentials.user;
    user.lastLogin = m_clock.now();
    return m_sessions.opened(*started, user);
}

/// The new password, and a session with it instead of all others.
Result<Sessions::Started> SignIn::replace(Connection &connection, const Credentials &credentials,
                                          const QByteArray &hash, const Caller &caller)
{
    const UserId user = credentials.user.id;
    const auto changed =
        UserRepository::changePassword(connection, user, credentials.passwordHash, hash, m_clock.now());
    if (!changed || !*changed)
        return changed ? wrongCredentials() : changed.error();
    if (const auto ended = OneTimeTokenRepository::endAll(connection, user); !ended)
        return ended.error();
    if (const auto ended = m_sessions.endAll(connection, user, {}, RevokeReason::PasswordChange); !ended)
        return ended.error();
    auto started = start(connection, user, hash, caller);
    if (!started)
        return started;
    Caller owner = caller;
    owner.user = user;
    const auto recorded = m_audit.record(connection, owner,
                                         AuditFact{.action = AuditAction::UserPasswordChanged,
                                                   .target = AuditTarget::User,
                                                   .targetId = user.text(),
                                                   .person = user});
    return recorded ? started : Result<Sessions::Started>(recorded.error());
}

/// The password may have been changed, or the account locked or switched off, since it was read: then it fails.
Result<Sessions::Started> SignIn::start(Connection &connection, UserId user, const QByteArray &hash,
                                        const Caller &caller)
{
    const auto current = UserRepository::recordSignIn(connection, user, hash, m_clock.now());
    if (!current)
        return current.error();
    if (!*current)
        return wrongCredentials();
    return m_sessions.start(connection, user, caller);
}

} // namespace auth
