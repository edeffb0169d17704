#include "services/sign_in_checks.h"

#include "model/email.h"
#include "storage/account_repository.h"
#include "storage/database.h"
#include "storage/one_time_token_repository.h"
#include "storage/session_repository.h"
#include "storage/sign_in_attempt_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

SignInCause cause(SignInObstacle code, bool blocks, std::optional<Time> since = {}, std::optional<Time> until = {},
                  std::optional<QString> network = {})
{
    return {.code = code,
            .detail = explanation(code),
            .blocks = blocks,
            .since = since,
            .until = until,
            .network = std::move(network)};
}

SignInObstacle obstacleOf(Throttle::Kind kind)
{
    switch (kind) {
    case Throttle::Kind::Account:
        return SignInObstacle::AccountThrottled;
    case Throttle::Kind::Pair:
        return SignInObstacle::NetworkThrottled;
    case Throttle::Kind::Address:
        return SignInObstacle::AddressThrottled;
    }
    Q_UNREACHABLE();
}

std::optional<SignInObstacle> obstacleOf(const QString &revokeReason)
{
    if (revokeReason == wireName(RevokeReason::TokenReuse))
        return SignInObstacle::SessionReused;
    if (revokeReason == wireName(RevokeReason::Administrator))
        return SignInObstacle::SessionsEnded;
    if (revokeReason == wireName(RevokeReason::TooMany))
        return SignInObstacle::TooManySessions;
    return std::nullopt;
}

QStringList networksOf(const QList<SignInAttempt> &attempts)
{
    QStringList networks;
    for (const SignInAttempt &attempt : attempts)
        networks += attempt.network;
    networks.removeDuplicates();
    return networks;
}

} // namespace

QString explanation(SignInObstacle obstacle)
{
    switch (obstacle) {
    case SignInObstacle::UnknownAccount:
        return u"There is no account with this address; the person may use another one."_s;
    case SignInObstacle::Deleted:
        return u"The account was deleted. It can be restored for a while."_s;
    case SignInObstacle::Deactivated:
        return u"The account is switched off until an administrator activates it."_s;
    case SignInObstacle::Locked:
        return u"The account is locked until the moment given; an administrator can unlock it."_s;
    case SignInObstacle::Invited:
        return u"The person has not chosen a password yet; the invitation is still good."_s;
    case SignInObstacle::InvitationExpired:
        return u"The person has not chosen a password, and the invitation is over; reset the password for a new one."_s;
    case SignInObstacle::PasswordChangeRequired:
        return u"The password must be changed before it opens anything else."_s;
    case SignInObstacle::AccountThrottled:
        return u"Many sign-ins failed lately: from places new to the account one must wait. Unlocking forgets them."_s;
    case SignInObstacle::NetworkThrottled:
        return u"This network tried this account too often and must wait. Unlocking forgets that."_s;
    case SignInObstacle::AddressThrottled:
        return u"This network tried too often, with whatever accounts, and must wait."_s;
    case SignInObstacle::PasswordImported:
        return u"The password comes from another system and is verified by its rule; the next sign-in renews it."_s;
    case SignInObstacle::WrongPassword:
        return u"The last attempt had a wrong password."_s;
    case SignInObstacle::SessionReused:
        return u"A used refresh token was presented, perhaps a stolen one, so that session was ended."_s;
    case SignInObstacle::SessionsEnded:
        return u"An administrator ended sessions since the last sign-in."_s;
    case SignInObstacle::TooManySessions:
        return u"Sign-ins on other devices ended the oldest session."_s;
    }
    Q_UNREACHABLE();
}

/// What the database tells of an account.
struct SignInChecks::Known {
    Account account;
    bool isForeign = false; ///< Its password is hashed by another system's rule.
    std::optional<OneTimeToken> token;
    std::optional<EndedSession> ended;
    QList<SignInAttempt> attempts;
};

SignInChecks::SignInChecks(Database &database, RateLimiter &limiter, SignInAttempts &attempts, const Clock &clock)
    : m_database(database), m_limiter(limiter), m_attempts(attempts), m_clock(clock)
{
}

Result<SignInCheck> SignInChecks::ofUser(const UserRef &request, const Caller &)
{
    const auto credentials =
        m_database.read([&](Connection &connection) { return UserRepository::credentials(connection, request.id); });
    if (!credentials)
        return credentials.error();
    if (!*credentials)
        return Error{.code = ErrorCode::UserNotFound, .message = u"There is no such user."_s};
    return explain(*credentials, normalizedEmail((*credentials)->user.email));
}

Result<SignInCheck> SignInChecks::ofAddress(const SignInCheckRequest &request, const Caller &)
{
    const QString account = normalizedEmail(request.email);
    const auto credentials =
        m_database.read([&](Connection &connection) { return UserRepository::byEmail(connection, account); });
    if (!credentials)
        return credentials.error();
    return explain(*credentials, account);
}

Result<SignInCheck> SignInChecks::explain(const std::optional<Credentials> &credentials, const QString &account)
{
    SignInCheck check;
    while (m_attempts.flush()) // those of this instance; the others write theirs within a second
        ;
    if (credentials) {
        const auto known = m_database.read([&](Connection &connection) { return look(connection, *credentials); });
        if (!known)
            return known.error();
        check.userId = credentials->user.id;
        check.attempts = known->attempts;
        check.causes = obstacles(*known) + throttles(account, known->attempts) + hints(*known);
    } else {
        check.causes = QList{cause(SignInObstacle::UnknownAccount, true)} + throttles(account, {});
    }
    check.canSignIn = std::ranges::none_of(check.causes, [](const SignInCause &each) {
        return each.blocks && !each.network; // others need not wait for one network
    });
    return check;
}

Result<SignInChecks::Known> SignInChecks::look(Connection &connection, const Credentials &credentials) const
{
    const UserId id = credentials.user.id;
    const auto account = AccountRepository::byId(connection, id, m_clock.now());
    if (!account)
        return account.error();
    auto token = OneTimeTokenRepository::newest(connection, id);
    if (!token)
        return token.error();
    auto ended = SessionRepository::lastEnded(connection, id);
    if (!ended)
        return ended.error();
    auto attempts = SignInAttemptRepository::latest(connection, id);
    if (!attempts)
        return attempts.error();
    return Known{.account = account->value_or(Account()),
                 .isForeign = !credentials.passwordHash.isEmpty() && !credentials.passwordHash.startsWith("$argon2id$"),
                 .token = *std::move(token),
                 .ended = *std::move(ended),
                 .attempts = *std::move(attempts)};
}

/// What keeps everybody out, the weightiest first.
QList<SignInCause> SignInChecks::obstacles(const Known &known) const
{
    const Account &account = known.account;
    const Time now = m_clock.now();
    QList<SignInCause> causes;
    if (account.deletedAt)
        causes += cause(SignInObstacle::Deleted, true, account.deletedAt);
    if (account.deactivatedAt || (!account.isActive && !account.deletedAt))
        causes += cause(SignInObstacle::Deactivated, true, account.deactivatedAt);
    if (account.lockedUntil && *account.lockedUntil > now)
        causes += cause(SignInObstacle::Locked, true, {}, account.lockedUntil);
    if (account.state == AccountState::Invited) {
        const bool isGood = known.token && known.token->expiresAt > now;
        causes += isGood ? cause(SignInObstacle::Invited, true, known.token->createdAt, known.token->expiresAt)
                         : cause(SignInObstacle::InvitationExpired, true);
    }
    if (account.mustChangePassword)
        causes += cause(SignInObstacle::PasswordChangeRequired, true);
    return causes;
}

QList<SignInCause> SignInChecks::throttles(const QString &account, const QList<SignInAttempt> &attempts) const
{
    QList<SignInCause> causes;
    const Time now = m_clock.now();
    for (const Throttle &throttle : m_limiter.throttles(account, networksOf(attempts))) {
        const auto network = throttle.network.isEmpty() ? std::nullopt : std::optional(throttle.network);
        causes += cause(obstacleOf(throttle.kind), true, {}, now + throttle.wait, network);
    }
    return causes;
}

/// What keeps nobody out, and may be what the person means.
QList<SignInCause> SignInChecks::hints(const Known &known) const
{
    QList<SignInCause> causes;
    if (known.isForeign)
        causes += cause(SignInObstacle::PasswordImported, false);
    if (!known.attempts.isEmpty() && known.attempts.first().outcome == AttemptOutcome::WrongPassword)
        causes += cause(SignInObstacle::WrongPassword, false, known.attempts.first().at);
    if (known.ended && known.ended->at >= known.account.lastLogin.value_or(Time())) {
        if (const auto obstacle = obstacleOf(known.ended->reason))
            causes += cause(*obstacle, false, known.ended->at);
    }
    return causes;
}

} // namespace auth
