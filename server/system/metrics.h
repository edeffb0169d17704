#pragma once

#include "core/result.h"
#include "services/caller.h"
#include "system/counters.h"

namespace auth {

/// What of an instance never changes while it runs.
struct InstanceFacts {
    QString name;
    QString engine; ///< sqlite or postgresql.
    Time startedAt{};
};

/// The counters for Prometheus.
class Metrics {
public:
    /// `elsewhere`: on a port of their own, and not at /metrics here.
    Metrics(InstanceFacts facts, CountingParts parts, bool elsewhere)
        : m_facts(std::move(facts)), m_parts(std::move(parts)), m_elsewhere(elsewhere)
    {
    }

    /// To callers on this machine and to holders of system.read. MissingToken, Forbidden; NotFound where they are
    /// served elsewhere.
    Result<Document> serve(const NoRequest &request, const Caller &caller);

    /// Any thread; asks nobody.
    Document document() const;
    /// The last migration that was seen to be applied.
    void noteSchemaVersion(qint64 version) { m_schemaVersion = version; }

private:
    const InstanceFacts m_facts;
    const CountingParts m_parts;
    const bool m_elsewhere;
    std::atomic<qint64> m_schemaVersion{0};
};

} // namespace auth
