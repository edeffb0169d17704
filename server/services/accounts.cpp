#include "services/accounts.h"

#include "core/json.h"
#include "model/email.h"
#include "services/audit_trail.h"
#include "services/registration.h"
#include "storage/one_time_token_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

Profile asProfile(const User &user, const Caller &caller)
{
    Profile profile;
    static_cast<User &>(profile) = user;
    profile.permissions = wireNames(caller.permissions);
    return profile;
}

/// Of the members the request names, what the account has.
QByteArray changedMembers(const ProfileChange &request, const User &user)
{
    QByteArray members;
    {
        json::ObjectWriter object(members);
        if (request.username)
            object.member("username", user.username);
        if (request.email)
            object.member("email", user.email);
    }
    return members;
}

/// The account has gone since its token was checked.
Error gone() { return {.code = ErrorCode::TokenInvalid, .message = u"The account of this token no longer exists."_s}; }

} // namespace

Accounts::Accounts(Database &database, PasswordHasher &hasher, const PasswordPolicy &policy, Sessions &sessions,
                   RateLimiter &limiter, const AuditTrail &audit, const Clock &clock)
    : m_database(database), m_hasher(hasher), m_policy(policy), m_sessions(sessions), m_limiter(limiter),
      m_audit(audit), m_clock(clock)
{
}

Result<CallerIdentity> Accounts::identity(const NoRequest &, const Caller &caller)
{
    return CallerIdentity{
        .userId = caller.user, .sessionId = caller.session, .permissions = wireNames(caller.permissions)};
}

Result<Profile> Accounts::profile(const NoRequest &, const Caller &caller)
{
    const auto user =
        m_database.read([&](Connection &connection) { return UserRepository::byId(connection, caller.user); });
    if (!user)
        return user.error();
    if (!*user)
        return gone();
    return asProfile(**user, caller);
}

Result<Profile> Accounts::change(const ProfileChange &request, const Caller &caller)
{
    if (const auto allowed = checkChange(request, caller); !allowed)
        return allowed.error();
    const auto changed =
        m_database.write([&](Connection &connection) { return changeOnRecord(connection, request, caller); });
    if (!changed)
        return changed.error();
    if (!*changed)
        return stale(caller);
    return asProfile(**changed, caller);
}

Result<NoContent> Accounts::changePassword(const PasswordChange &request, const Caller &caller)
{
    const auto credentials = own(caller);
    if (!credentials)
        return credentials.error();
    if (const auto proven = prove(*credentials, request.currentPassword, caller); !proven)
        return proven.error();
    const Secret password = normalizedPassword(request.newPassword);
    if (const auto good =
            m_policy.check(password, {credentials->user.email, credentials->user.username}, u"new_password"_s);
        !good)
        return good.error();
    const auto hash = m_hasher.hash(password);
    if (!hash)
        return hash.error();
    const auto changed = m_database.write([&](Connection &connection) -> Outcome {
        const auto replaced =
            UserRepository::changePassword(connection, caller.user, credentials->passwordHash, *hash, m_clock.now());
        if (!replaced)
            return replaced.error();
        if (!*replaced)
            return Error{.code = ErrorCode::InvalidCredentials,
                         .message = u"The password was changed at the same moment."_s};
        if (auto gone = OneTimeTokenRepository::endAll(connection, caller.user); !gone)
            return gone;
        const auto ended = m_sessions.endAll(connection, caller.user, caller.session, RevokeReason::PasswordChange);
        if (!ended)
            return ended.error();
        return m_audit.record(connection, caller,
                              {.action = AuditAction::UserPasswordChanged,
                               .target = AuditTarget::User,
                               .targetId = caller.user.text(),
                               .person = caller.user});
    });
    if (!changed)
        return changed.error();
    m_sessions.forget(caller.user);
    return NoContent{};
}

Result<Page<Session>> Accounts::sessions(const NoRequest &, const Caller &caller)
{
    auto sessions = m_sessions.list(caller.user, caller.session);
    if (!sessions)
        return sessions.error();
    const qint64 count = sessions->size();
    return Page<Session>{.items = *std::move(sessions), .nextCursor = {}, .total = {.value = count, .exact = true}};
}

Result<NoContent> Accounts::endSession(const SessionRef &request, const Caller &caller)
{
    const auto ended = m_sessions.end(request.id, caller.user, RevokeReason::Logout);
    if (!ended)
        return ended.error();
    if (!*ended)
        return Error{.code = ErrorCode::NotFound, .message = u"You have no such session."_s};
    return NoContent{};
}

Result<Credentials> Accounts::own(const Caller &caller)
{
    auto credentials =
        m_database.read([&](Connection &connection) { return UserRepository::credentials(connection, caller.user); });
    if (!credentials)
        return credentials.error();
    if (!*credentials)
        return gone();
    return **std::move(credentials);
}

/// The password again, before something that a stolen access token alone must not do. Guesses count as sign-ins do.
Outcome Accounts::prove(const Credentials &credentials, const std::optional<Secret> &password, const Caller &caller)
{
    if (!password)
        return fieldError(ErrorCode::ValidationError, u"current_password"_s, u"missing"_s,
                          u"current_password is needed to change the address."_s);
    const QString account = normalizedEmail(credentials.user.email);
    // Who stole a token may guess from many places, but only within its session.
    if (const auto refused =
            m_limiter.charge({RateKey::pair(caller.network, account), RateKey::pair(caller.session.text(), account)}))
        return *refused;
    const auto check = m_hasher.verify(credentials.passwordHash, normalizedPassword(*password));
    if (!check)
        return check.error();
    if (!check->matches)
        return fieldError(ErrorCode::InvalidCredentials, u"current_password"_s, u"wrong"_s,
                          u"The current password is wrong."_s);
    return Done{};
}

Outcome Accounts::checkChange(const ProfileChange &request, const Caller &caller)
{
    if (!request.username && !request.email)
        return Error{.code = ErrorCode::ValidationError, .message = u"Nothing to change: send username or email."_s};
    if (request.username) {
        if (auto good = checkUsername(*request.username); !good)
            return good;
    }
    if (!request.email)
        return Done{};
    if (auto good = checkEmail(*request.email); !good)
        return good;
    const auto credentials = own(caller);
    return credentials ? prove(*credentials, request.currentPassword, caller) : Outcome(credentials.error());
}

/// Nothing: it has another version by now.
Result<std::optional<User>> Accounts::changeOnRecord(Connection &connection, const ProfileChange &request,
                                                     const Caller &caller)
{
    const auto before = UserRepository::byId(connection, caller.user);
    if (!before || !*before)
        return before;
    auto after = UserRepository::change(connection, caller.user, {.username = request.username, .email = request.email},
                                        request.version, m_clock.now());
    if (!after || !*after)
        return after;
    const auto recorded = m_audit.record(connection, caller,
                                         {.action = AuditAction::UserChanged,
                                          .target = AuditTarget::User,
                                          .targetId = caller.user.text(),
                                          .person = caller.user,
                                          .before = changedMembers(request, **before),
                                          .after = changedMembers(request, **after)});
    return recorded ? after : recorded.error();
}

Error Accounts::stale(const Caller &caller)
{
    const auto current = profile({}, caller);
    if (!current)
        return current.error();
    return {.code = ErrorCode::PreconditionFailed,
            .message = u"The account was changed since it was read. Look at `current` and try again."_s,
            .current = json::encode(*current)};
}

} // namespace auth
