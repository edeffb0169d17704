#pragma once

#include "core/clock.h"
#include "storage/connection_pool.h"
#include "storage/database_options.h"
#include "storage/engine.h"
#include "storage/migrator.h"
#include "storage/postgres_address.h"

#include <atomic>

namespace auth {

/// PostgreSQL: operations run on the calling thread, on a connection of a pool.
class PostgresEngine final : public Engine {
public:
    static Result<std::unique_ptr<Engine>> open(const DatabaseOptions &options, const Clock &clock);
    static Result<QList<Migration>> pendingMigrations(const DatabaseOptions &options);

    Outcome read(const Run &run) override;
    Outcome write(const Run &run) override;
    WriteCounters writeCounters() const override;

private:
    PostgresEngine(const PostgresAddress &address, const DatabaseOptions &options);

    Outcome transact(ConnectionPool::Lease &lease, const Run &run);
    Outcome begin(ConnectionPool::Lease &lease);
    Error lost(const Error &error);

    ConnectionPool m_pool;
    std::atomic<quint64> m_batches = 0, m_operations = 0, m_lost = 0, m_retried = 0;
};

} // namespace auth
