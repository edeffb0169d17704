#include "services/sessions.h"

#include "crypto/random_token.h"
#include "log/log.h"
#include "services/audit_trail.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

Error refusedToken(const QString &cause)
{
    return {.code = ErrorCode::TokenInvalid,
            .message = u"The refresh token is not valid. Sign in again."_s,
            .cause = cause};
}

Session shown(const StoredSession &stored, SessionId current)
{
    return {.id = stored.id,
            .createdAt = stored.createdAt,
            .lastUsedAt = stored.lastUsedAt,
            .expiresAt = stored.expiresAt,
            .device = stored.device,
            .ip = stored.ip,
            .current = stored.id == current};
}

} // namespace

Sessions::Sessions(Database &database, SessionCache &cache, const TokenSigner &signer, const RefreshTokens &tokens,
                   const SessionLimits &limits, const AuditTrail &audit, const Clock &clock, Log &log)
    : m_database(database), m_cache(cache), m_signer(signer), m_tokens(tokens), m_limits(limits), m_audit(audit),
      m_clock(clock), m_log(log)
{
}

Result<Sessions::Started> Sessions::start(Connection &connection, UserId user, const Caller &caller)
{
    const Time now = m_clock.now();
    Started started{.token = m_tokens.issue(newId<SessionId>(now)), .ended = {}};
    const auto inserted = SessionRepository::insert(connection, {.id = started.token.session,
                                                                 .userId = user,
                                                                 .generation = started.token.generation,
                                                                 .tokenHash = m_tokens.hash(started.token),
                                                                 .createdAt = now,
                                                                 .lastUsedAt = now,
                                                                 .rotatedAt = sharedNow(),
                                                                 .expiresAt = expiry(now),
                                                                 .revokedAt = {},
                                                                 .device = caller.device,
                                                                 .ip = caller.ip,
                                                                 .network = caller.network});
    if (!inserted)
        return inserted.error();
    auto ended = SessionRepository::revokeBeyond(connection, user, m_limits.perUser, now, RevokeReason::TooMany);
    if (!ended)
        return ended.error();
    started.ended = *std::move(ended);
    return started;
}

TokenPair Sessions::opened(const Started &started, const User &user)
{
    for (const SessionId &each : started.ended)
        m_cache.forget(each);
    return pair(started.token, user);
}

Result<TokenPair> Sessions::refresh(const Secret &refreshToken, const Caller &caller)
{
    const auto token = m_tokens.parse(refreshToken);
    if (!token)
        return refusedToken(u"not issued here"_s);
    const auto outcome = m_database.write([&](Connection &connection) { return advance(connection, *token, caller); });
    if (!outcome)
        return outcome.error();
    if (outcome->step != Step::Rotated && outcome->step != Step::Repeated)
        return refused(outcome->step, *token);
    return pair(outcome->next, *outcome->user);
}

TokenPair Sessions::pair(const RefreshToken &token, const User &user) const
{
    const Time now = m_clock.now();
    const QByteArray access = m_signer.sign({.issuer = m_limits.issuer,
                                             .audience = m_limits.audience,
                                             .subject = user.id,
                                             .session = token.session,
                                             .id = newId<TokenId>(now),
                                             .issuedAt = now,
                                             .expiresAt = now + m_limits.accessLife,
                                             .roles = user.roles});
    return {.accessToken = Secret(access),
            .refreshToken = m_tokens.text(token),
            .expiresIn = std::chrono::seconds(m_limits.accessLife).count(),
            .user = user};
}

Result<bool> Sessions::end(SessionId session, std::optional<UserId> owner, RevokeReason reason)
{
    auto ended = m_database.write([&](Connection &connection) {
        return SessionRepository::revoke(connection, session, owner, m_clock.now(), reason);
    });
    if (ended && *ended)
        m_cache.forget(session);
    return ended;
}

Result<QList<SessionId>> Sessions::endAll(Connection &connection, UserId user, std::optional<SessionId> except,
                                          RevokeReason reason)
{
    return SessionRepository::revokeAll(connection, user, except, m_clock.now(), reason);
}

Result<QList<Session>> Sessions::list(UserId user, SessionId current)
{
    const auto stored = m_database.read(
        [&](Connection &connection) { return SessionRepository::active(connection, user, m_clock.now()); });
    if (!stored)
        return stored.error();
    QList<Session> sessions;
    for (const StoredSession &each : *stored)
        sessions.append(shown(each, current));
    return sessions;
}

std::optional<SessionId> Sessions::sessionOf(const Secret &refreshToken) const
{
    const auto token = m_tokens.parse(refreshToken);
    return token ? std::optional(token->session) : std::nullopt;
}

/// One step of a session's chain, within one transaction shared with revocation and logout. The usual case is one
/// compare-and-set; of many who present the same token at once, to whichever instance, one wins it.
Result<Sessions::Outcome> Sessions::advance(Connection &connection, const RefreshToken &token, const Caller &caller)
{
    const RefreshToken next = m_tokens.successor(token);
    const auto owner = SessionRepository::rotate(connection, {.session = token.session,
                                                              .generation = token.generation,
                                                              .currentHash = m_tokens.hash(token),
                                                              .nextHash = m_tokens.hash(next),
                                                              .now = m_clock.now(),
                                                              .rotatedAt = sharedNow(),
                                                              .life = m_limits.refreshLife,
                                                              .greatestAge = m_limits.sessionLife});
    if (!owner)
        return owner.error();
    if (!*owner)
        return judge(connection, token, caller);
    auto user = UserRepository::byId(connection, **owner);
    if (!user)
        return user.error();
    return Outcome{.step = Step::Rotated, .next = next, .user = *std::move(user)};
}

/// Why the token could not be exchanged, by what has been committed since.
Result<Sessions::Outcome> Sessions::judge(Connection &connection, const RefreshToken &token, const Caller &caller)
{
    const auto stored = SessionRepository::byId(connection, token.session);
    if (!stored)
        return stored.error();
    if (!*stored)
        return Outcome{.step = Step::Unknown};
    const StoredSession &session = **stored;
    if (session.revokedAt)
        return Outcome{.step = Step::Ended};
    if (session.expiresAt <= m_clock.now())
        return Outcome{.step = Step::Expired};
    const auto user = UserRepository::byId(connection, session.userId);
    if (!user)
        return user.error();
    const bool isNewest = token.generation == session.generation && m_tokens.hash(token) == session.tokenHash;
    if (!*user || !(*user)->isActive || isNewest) // the newest: something changed in between that made it good again
        return Outcome{.step = Step::Ended};
    if (mayRepeat(token, session))
        return Outcome{.step = Step::Repeated, .next = m_tokens.successor(token), .user = *user};
    return endReused(connection, session, caller);
}

/// On record once: of many who present used tokens of the session, one ends it.
Result<Sessions::Outcome> Sessions::endReused(Connection &connection, const StoredSession &session,
                                              const Caller &caller)
{
    const auto ended = SessionRepository::revoke(connection, session.id, {}, m_clock.now(), RevokeReason::TokenReuse);
    if (!ended)
        return ended.error();
    if (!*ended)
        return Outcome{.step = Step::Ended};
    const auto recorded = m_audit.record(connection, caller,
                                         {.action = AuditAction::SessionReused,
                                          .target = AuditTarget::Session,
                                          .targetId = session.id.text(),
                                          .person = session.userId});
    return recorded ? Result(Outcome{.step = Step::Reused}) : recorded.error();
}

/// Whether `token` is the one before the newest, used up so recently that its answer may have been lost on the way.
/// A wall clock that was set back before a restart must not make the window longer.
bool Sessions::mayRepeat(const RefreshToken &token, const StoredSession &stored) const
{
    return token.generation + 1 == stored.generation && isRecent(stored.rotatedAt)
           && m_tokens.hash(m_tokens.successor(token)) == stored.tokenHash;
}

/// Within the grace window, which stands still while the database is away: an answer that an outage swallowed can be
/// asked for again once it is back.
bool Sessions::isRecent(Time rotatedAt) const
{
    if (std::chrono::abs(sharedNow() - rotatedAt) <= m_limits.grace)
        return true;
    const auto outage = m_database.lastOutage(); // by this process's clock
    const Time here = rotatedAt + m_database.clockLead();
    return outage && here >= outage->from - m_limits.grace && here <= outage->to
           && m_clock.now() <= outage->to + m_limits.grace;
}

/// By the database's clock, so that two instances whose clocks differ agree on ten seconds.
Time Sessions::sharedNow() const { return m_clock.now() - m_database.clockLead(); }

Time Sessions::expiry(Time created) const
{
    return std::min(m_clock.now() + m_limits.refreshLife, created + m_limits.sessionLife);
}

Error Sessions::refused(Step step, const RefreshToken &token) const
{
    if (step == Step::Expired)
        return {.code = ErrorCode::TokenExpired, .message = u"The session has expired. Sign in again."_s};
    if (step == Step::Reused) {
        m_cache.forget(token.session);
        m_log.warning(u"session.token_reused",
                      u"A used refresh token was presented again; its session has been ended."_s,
                      {{u"session", token.session}, {u"generation", token.generation}});
        return refusedToken(u"used before"_s);
    }
    return refusedToken(step == Step::Unknown ? u"no such session"_s : u"the session has ended"_s);
}

} // namespace auth
