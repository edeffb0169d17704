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
    /// `queues` tells the lengths of the daemon's queues for /readyz?verbose.
    Health(Database &database, const Clock &clock, std::function<QList<ReadinessCheck>()> queues)
        : m_database(database), m_clock(clock), m_queues(std::move(queues))
    {
    }

    Result<HealthStatus> alive(const NoRequest &request, const Caller &caller);
    /// StorageUnavailable when the database does not answer, or while draining.
    Result<Readiness> ready(const ReadinessRequest &request, const Caller &caller);

    /// From now on ready() fails, so that load balancers look elsewhere.
    void startDraining() { m_draining = true; }

private:
    Database &m_database;
    const Clock &m_clock;
    std::function<QList<ReadinessCheck>()> m_queues;
    std::atomic<bool> m_draining{false};
};

} // namespace auth
