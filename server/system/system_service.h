#pragma once

#include "core/settings_source.h"
#include "services/instances.h"
#include "system/metrics.h"
#include "system/summary.h"

namespace auth {

class AuditTrail;
class Log;

/// Of one password hash, as configured.
struct HashSettings {
    int memoryKib = 0;
    int passes = 0;
};

/// What one instance is made of and how it is: for administrators.
class SystemService {
public:
    struct Parts {
        CountingParts counting;
        Database &database;
        const Instances &instances;
        const Summary &summary;
        const AuditTrail &trail;
        Log &log;
    };

    SystemService(InstanceFacts facts, QList<ShownSetting> settings, HashSettings cost, Parts parts,
                  const Clock &clock);

    /// Before the first request.
    void listensAt(const QString &url) { m_url = url; }

    /// Answers without the database too; what only that knows is then missing.
    Result<SystemState> state(const NoRequest &request, const Caller &caller);
    /// Closes the circuit, and opens it again when the database cannot record that. NotFound, StorageUnavailable.
    Result<BreakerState> resetBreaker(const BreakerRef &request, const Caller &caller);

private:
    QList<Instance> instances() const;
    DatabaseState databaseState(const Counters &counters);
    HashingState hashingState(const HashCounts &counts) const;

    const InstanceFacts m_facts;
    const QList<ShownSetting> m_settings;
    const HashSettings m_cost;
    const Parts m_parts;
    const Clock &m_clock;
    QString m_url;
};

} // namespace auth
