#include "services/session_administration.h"

#include "storage/account_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

AuditFact ended(AuditTarget target, const QString &id, UserId owner, const std::optional<QString> &reason)
{
    return {.action = AuditAction::SessionRevoked,
            .target = target,
            .targetId = id,
            .person = owner,
            .reason = reason.value_or(QString())};
}

} // namespace

SessionAdministration::SessionAdministration(Database &database, Sessions &sessions, const AuditTrail &audit,
                                             const Clock &clock)
    : m_database(database), m_sessions(sessions), m_audit(audit), m_clock(clock)
{
}

Result<Page<Session>> SessionAdministration::list(const UserRef &request, const Caller &caller)
{
    const auto known =
        m_database.read([&](Connection &connection) { return UserRepository::byId(connection, request.id); });
    if (!known)
        return known.error();
    if (!*known)
        return Error{.code = ErrorCode::UserNotFound, .message = u"There is no such user."_s};
    auto sessions = m_sessions.list(request.id, caller.session);
    if (!sessions)
        return sessions.error();
    const qint64 count = sessions->size();
    return Page<Session>{.items = *std::move(sessions), .nextCursor = {}, .total = {.value = count, .exact = true}};
}

Result<NoContent> SessionAdministration::endAll(const UserAction &request, const Caller &caller)
{
    return act(request.id, caller, [&](Connection &connection) -> Result<std::optional<AuditFact>> {
        const auto all = m_sessions.endAll(connection, request.id, {}, RevokeReason::Administrator);
        if (!all)
            return all.error();
        if (all->isEmpty())
            return std::optional<AuditFact>();
        return std::optional(ended(AuditTarget::User, request.id.text(), request.id, request.reason));
    });
}

Result<NoContent> SessionAdministration::end(const UserSessionRef &request, const Caller &caller)
{
    return act(request.id, caller, [&](Connection &connection) -> Result<std::optional<AuditFact>> {
        const auto one = SessionRepository::revoke(connection, request.session, request.id, m_clock.now(),
                                                   RevokeReason::Administrator);
        if (!one)
            return one.error();
        if (!*one)
            return Error{.code = ErrorCode::NotFound, .message = u"The account has no such session."_s};
        return std::optional(ended(AuditTarget::Session, request.session.text(), request.id, request.reason));
    });
}

/// In a transaction: whether the caller may, the end, the record of it.
template<class End> Result<NoContent> SessionAdministration::act(UserId user, const Caller &caller, End &&end)
{
    const auto done = m_database.write([&](Connection &connection) -> Outcome {
        const auto authority = Authority::take(connection, caller, Permission::SessionsRevoke, m_clock.now());
        if (!authority)
            return authority.error();
        if (const auto allowed = authority->over(connection, user); !allowed)
            return allowed.error();
        const Result<std::optional<AuditFact>> fact = end(connection);
        if (!fact)
            return fact.error();
        return *fact ? m_audit.record(connection, caller, **fact) : Outcome(Done{});
    });
    m_sessions.forget(user);
    return done ? Result<NoContent>(NoContent{}) : done.error();
}

} // namespace auth
