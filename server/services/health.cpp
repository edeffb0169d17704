#include "services/health.h"

#include "storage/user_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

Result<HealthStatus> Health::alive(const NoRequest &, const Caller &)
{
    return HealthStatus{.status = u"healthy"_s, .timestamp = m_clock.now()};
}

Result<Readiness> Health::ready(const ReadinessRequest &request, const Caller &)
{
    if (m_draining)
        return Error{.code = ErrorCode::StorageUnavailable,
                     .message = u"The service is shutting down."_s,
                     .retryAfter = std::chrono::seconds(1)};
    const auto answers =
        m_database.read([](Connection &connection) { return UserRepository::hasAdministrator(connection); });
    if (!answers)
        return request.verbose ? unready(answers.error()) : answers.error();
    Readiness readiness{.status = u"ready"_s, .timestamp = m_clock.now(), .checks = {}};
    if (request.verbose)
        readiness.checks = QList<ReadinessCheck>{{u"database"_s, true, 0}} + m_checks();
    return readiness;
}

Error Health::unready(Error error) const
{
    error.fields.append({u"database"_s, u"unavailable"_s, error.message});
    for (const ReadinessCheck &check : m_checks())
        error.fields.append({check.name, check.state.value_or(check.ok ? u"ok"_s : u"not_ok"_s),
                             u"Its value is %1."_s.arg(check.value)});
    return error;
}

} // namespace auth
