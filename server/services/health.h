#pragma once

#include "api/messages.h"
#include "core/result.h"
#include "services/caller.h"
#include "storage/database.h"

#include <functional>

namespace auth {

/// Whether the process lives, and whether it can do its work.
class Health {
public:
    /// `checks` tells what /readyz?verbose shows beside the database itself: queues, circuits, instances.
    Health(Database &database, const Clock &clock, std::function<QList<ReadinessCheck>()> checks)
        : m_database(database), m_clock(clock), m_checks(std::move(checks))
    {
    }

    Result<HealthStatus> alive(const NoRequest &request, const Caller &caller);
    /// StorageUnavailable when the database does not answer, with the checks as its fields where they were asked for;
    /// also while draining.
    Result<Readiness> ready(const ReadinessRequest &request, const Caller &caller);

    /// From now on ready() fails, so that load balancers look elsewhere.
    void startDraining() { m_draining = true; }

private:
    Database &m_database;
    const Clock &m_clock;
    Error unready(Error error) const;

    std::function<QList<ReadinessCheck>()> m_checks;
    std::atomic<bool> m_draining{false};
};

} // namespace auth
