#pragma once

#include "system/attention.h"
#include "system/metrics.h"
#include "system/minutes.h"

namespace auth {

/// The history of this instance, and what an administrator should look at. Thread-safe.
class Summary {
public:
    /// `files`: where this instance writes, by what that is; their disks are watched.
    Summary(InstanceFacts facts, CountingParts parts, QList<std::pair<QString, QString>> files, Database &database,
            const Clock &clock);

    /// ValidationError for a window that is none, or beyond what is remembered.
    Result<SystemSummary> summary(const SummaryRequest &request, const Caller &caller);

    /// To be called every second or so. Asks nobody.
    void tick() { m_minutes.note(takeCounters(m_parts)); }
    /// To be called every minute or so, on a thread that may wait for the database.
    void measureActivity();

    HashLoad hashLoad() const { return m_minutes.hashLoad(std::chrono::minutes(5), takeCounters(m_parts)); }

private:
    QList<DiskSpace> disks() const;

    const InstanceFacts m_facts;
    const CountingParts m_parts;
    const QList<std::pair<QString, QString>> m_files;
    Database &m_database;
    const Clock &m_clock;
    Minutes m_minutes;
};

} // namespace auth
