#include "services/password_resets.h"

#include "storage/account_repository.h"
#include "storage/one_time_token_repository.h"
#include "storage/role_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

Error invalid() { return {.code = ErrorCode::TokenInvalid, .message = u"The token is not valid, or was used."_s}; }

} // namespace

PasswordResets::PasswordResets(Database &database, PasswordHasher &hasher, const PasswordPolicy &policy,
                               const OneTimeTokens &tokens, Sessions &sessions, RateLimiter &limiter,
                               const AuditTrail &audit, const Clock &clock)
    : m_database(database), m_hasher(hasher), m_policy(policy), m_tokens(tokens), m_sessions(sessions),
      m_limiter(limiter), m_audit(audit), m_clock(clock)
{
}

Result<NoContent> PasswordResets::reset(const PasswordReset &request, const Caller &caller)
{
    const auto token = good(request, caller);
    if (!token)
        return token.error();
    const auto password = accepted(request, token->user);
    if (!password)
        return password.error();
    const auto hash = m_hasher.hash(*password);
    if (!hash)
        return hash.error();
    const auto redeemed =
        m_database.write([&](Connection &connection) { return redeem(connection, *token, *hash, caller); });
    if (!redeemed)
        return redeemed.error();
    m_sessions.forget(token->user);
    return NoContent{};
}

/// Those who guess are slowed down, before anything is hashed for them.
Result<OneTimeToken> PasswordResets::good(const PasswordReset &request, const Caller &caller)
{
    const RateKey key = RateKey::pair(caller.network, u"password-reset"_s);
    if (const auto refused = m_limiter.check({key}))
        return *refused;
    const auto token = m_database.read([&](Connection &connection) {
        return OneTimeTokenRepository::byHash(connection, m_tokens.hash(request.token));
    });
    if (!token)
        return token.error();
    if (*token && !(*token)->usedAt && (*token)->expiresAt > m_clock.now())
        return **token;
    if (const auto refused = m_limiter.charge({key}))
        return *refused;
    if (*token && !(*token)->usedAt)
        return Error{.code = ErrorCode::TokenExpired,
                     .message = u"The time of this token is over; ask for a new one."_s};
    return invalid();
}

/// The new password, if the rules allow it for this account.
Result<Secret> PasswordResets::accepted(const PasswordReset &request, UserId id)
{
    const auto user = m_database.read([&](Connection &connection) { return UserRepository::byId(connection, id); });
    if (!user)
        return user.error();
    if (!*user)
        return invalid();
    Secret password = normalizedPassword(request.newPassword);
    const auto allowed = m_policy.check(password, {(*user)->email, (*user)->username}, u"new_password"_s);
    return allowed ? Result<Secret>(std::move(password)) : allowed.error();
}

/// The account first: whoever deletes it holds its row, then ends its tokens.
/// Who gave it out must not get hold of an account that has come to allow more than they may.
Result<bool> PasswordResets::mayStillGive(Connection &connection, const OneTimeToken &token) const
{
    if (const auto held = RoleRepository::lock(connection); !held)
        return held.error();
    const auto theirs = AccountRepository::permissions(connection, token.user);
    if (!theirs)
        return theirs.error();
    const auto giver = AccountRepository::activePermissions(connection, token.createdBy, m_clock.now());
    return giver ? Result<bool>((*theirs & ~*giver) == Permissions()) : giver.error();
}

Outcome PasswordResets::redeem(Connection &connection, const OneTimeToken &token, const QByteArray &hash,
                               const Caller &caller)
{
    const auto may = mayStillGive(connection, token);
    if (!may || !*may)
        return may ? invalid() : may.error();
    const auto set = AccountRepository::setPassword(connection, token.user, hash, m_clock.now());
    if (!set || !*set)
        return set ? invalid() : set.error();
    const auto used = OneTimeTokenRepository::use(connection, token.hash, m_clock.now());
    if (!used || !*used)
        return used ? invalid() : used.error();
    if (auto others = OneTimeTokenRepository::endAll(connection, token.user); !others)
        return others;
    if (const auto ended = m_sessions.endAll(connection, token.user, {}, RevokeReason::PasswordChange); !ended)
        return ended.error();
    Caller owner = caller;
    owner.user = token.user;
    return m_audit.record(connection, owner,
                          AuditFact{.action = AuditAction::UserPasswordSet,
                                    .target = AuditTarget::User,
                                    .targetId = token.user.text(),
                                    .person = token.user});
}

} // namespace auth
