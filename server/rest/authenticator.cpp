#include "rest/authenticator.h"

#include "crypto/token_signer.h"
#include "http/message.h"
#include "storage/database.h"
#include "storage/session_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

Error invalid(const QString &cause)
{
    return {.code = ErrorCode::TokenInvalid, .message = u"The access token is not valid."_s, .cause = cause};
}

Error expired() { return {.code = ErrorCode::TokenExpired, .message = u"The access token has expired. Refresh it."_s}; }

Outcome allowed(Permissions permissions, Permission needed)
{
    if (permissions.testFlag(needed))
        return Done{};
    return Error{.code = ErrorCode::Forbidden, .message = u"This needs the permission %1."_s.arg(wireName(needed))};
}

} // namespace

Result<std::optional<QByteArray>> bearerToken(const HttpRequest &request)
{
    std::optional<QByteArray> value;
    for (const auto &[name, content] : request.headers) {
        if (name != "authorization")
            continue;
        if (value)
            return invalid(u"two Authorization headers"_s);
        value = content;
    }
    if (!value)
        return std::optional<QByteArray>();
    if (value->size() < 7 || value->first(7).compare("bearer ", Qt::CaseInsensitive) != 0)
        return invalid(u"not the Bearer scheme"_s);
    return std::optional(value->sliced(7).trimmed());
}

Outcome Authenticator::authenticate(const HttpRequest &request, const Access &access, Caller &caller)
{
    if (access.kind() == Access::Kind::Anyone)
        return Done{};
    const auto token = bearerToken(request);
    if (!token)
        return token.error();
    if (!*token) {
        if (access.kind() == Access::Kind::WhenSignedIn)
            return Done{};
        return Error{.code = ErrorCode::MissingToken,
                     .message = u"This endpoint needs an Authorization: Bearer header."_s};
    }
    if (auto known = identify(**token, caller); !known)
        return known;
    if (access.kind() == Access::Kind::Permission)
        return allowed(caller.permissions, access.needed());
    return Done{};
}

Outcome Authenticator::recheck(const Caller &caller, Permission needed)
{
    const auto state = stateOf(caller.session);
    if (!state)
        return state.error();
    if (!state->usable || state->user != caller.user)
        return invalid(u"the session has ended"_s);
    if (state->expiresAt <= m_clock.now())
        return expired();
    return allowed(state->permissions, needed);
}

Outcome Authenticator::identify(QByteArrayView token, Caller &caller)
{
    const Time now = m_clock.now();
    const auto claims = m_signer.verify(token, now);
    if (!claims)
        return claims.error();
    const auto state = stateOf(claims->session);
    if (!state)
        return state.error();
    if (!state->usable || state->user != claims->subject)
        return invalid(u"the session has ended"_s);
    if (state->expiresAt <= now)
        return expired();
    caller.user = state->user;
    caller.session = claims->session;
    caller.permissions = state->permissions;
    return Done{};
}

Result<SessionState> Authenticator::stateOf(SessionId session)
{
    if (const auto cached = m_cache.find(session))
        return *cached;
    const quint64 ticket = m_cache.ticket();
    const auto access =
        m_database.read([&](Connection &connection) { return SessionRepository::access(connection, session); });
    if (!access)
        return lastKnown(session, access.error());
    SessionState state;
    if (*access)
        state = {.user = (*access)->user,
                 .usable = (*access)->userIsActive && !(*access)->revoked,
                 .expiresAt = (*access)->expiresAt,
                 .permissions = (*access)->permissions};
    m_cache.insert(session, state, ticket);
    return state;
}

/// What was refused before may be good by now, so an outage never turns it into a 401.
Result<SessionState> Authenticator::lastKnown(SessionId session, const Error &error) const
{
    const auto known = isOutage(error.code) ? m_cache.find(session, m_outageLife) : std::nullopt;
    return known && known->usable ? Result<SessionState>(*known) : error;
}

} // namespace auth
