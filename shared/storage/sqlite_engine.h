#pragma once

#include "core/clock.h"
#include "storage/database_lock.h"
#include "storage/database_options.h"
#include "storage/engine.h"
#include "storage/migrator.h"
#include "storage/write_queue.h"

namespace auth {

/// SQLite: each thread reads on a connection of its own, one thread writes for all.
class SqliteEngine final : public Engine {
public:
    static Result<std::unique_ptr<Engine>> open(const DatabaseOptions &options, const Clock &clock);
    static Result<QList<Migration>> pendingMigrations(const DatabaseOptions &options);
    ~SqliteEngine() override;

    Outcome read(const Run &run) override;
    Outcome write(const Run &run) override { return m_writes.write(run); }
    void releaseThread() override { m_reads.release(); }
    WriteCounters writeCounters() const override { return m_writes.counters(); }

private:
    SqliteEngine(const QString &path, const DatabaseOptions &options, const Clock &clock,
                 std::unique_ptr<DatabaseLock> lock);
    void afterRead(Connection &connection);

    std::unique_ptr<DatabaseLock> m_lock; ///< First in, last out; null for tools.
    ThreadConnections m_reads;
    WriteQueue m_writes;
};

} // namespace auth
