#include "services/audit_trail.h"

#include "core/enum_name.h"
#include "storage/audit_repository.h"

namespace auth {

Outcome AuditTrail::record(Connection &connection, const Caller &caller, std::span<const AuditFact> facts) const
{
    const Time now = m_clock.now();
    for (const AuditFact &fact : facts) {
        const auto appended =
            AuditRepository::append(connection, {.time = now,
                                                 .action = wireName(fact.action),
                                                 .actor = caller.user,
                                                 .targetKind = QString::fromLatin1(enumName(fact.target)),
                                                 .target = fact.targetId,
                                                 .requestId = caller.requestId});
        if (!appended)
            return appended.error();
    }
    return Done{};
}

} // namespace auth
