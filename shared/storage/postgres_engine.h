#pragma once

#include "core/clock.h"
#include "storage/connection_pool.h"
#include "storage/database_options.h"
#include "storage/engine.h"
#include "storage/migrator.h"
#include "storage/postgres_address.h"

#include <atomic>

namespace auth {

/// PostgreSQL: operations run on the calling thread, on a connection of a pool, behind a circuit breaker.
class PostgresEngine final : public Engine {
public:
    static Result<std::unique_ptr<Engine>> open(const DatabaseOptions &options, const Clock &clock,
                                                CircuitBreaker::Observer observer);
    static Result<QList<Migration>> pendingMigrations(const DatabaseOptions &options);

    Outcome read(const Run &run) override;
    Outcome write(const Run &run) override;
    WriteCounters writeCounters() const override;
    std::unique_ptr<ChangeFeed> follow(ChangeListener &listener) override;
    CircuitBreaker *breaker() override { return &m_breaker; }
    std::optional<ConnectionPool::Counters> poolCounters() const override { return m_pool.counters(); }
    std::optional<Outage> lastOutage() const override { return m_outages.last(); }
    void addOutage(const Outage &outage) override { m_outages.add(outage); }

private:
    /// An operation on a leased connection; the error is the engine's own.
    using Operation = std::function<Outcome(ConnectionPool::Lease &)>;

    PostgresEngine(const PostgresAddress &address, const DatabaseOptions &options, const Clock &clock,
                   CircuitBreaker::Observer observer);

    Outcome guarded(const Operation &operation);
    void conclude(CircuitBreaker::Permit &permit, CallVerdict verdict, Time began, const QString &failure);
    Outcome readOn(ConnectionPool::Lease &lease, const Run &run);
    Outcome writeOn(ConnectionPool::Lease &lease, const Run &run);
    void notice(ChangeFeed::Server server);
    void giveUp();
    bool ping();
    Outcome transact(ConnectionPool::Lease &lease, const Run &run);
    Outcome begin(ConnectionPool::Lease &lease);
    Error lost(const Error &error);

    const PostgresAddress m_address;
    const DatabaseOptions m_options;
    const Clock &m_clock;
    ConnectionPool m_pool;
    OutageRecord m_outages;
    CircuitBreaker m_breaker;
    std::atomic<quint64> m_batches = 0, m_operations = 0, m_lost = 0, m_retried = 0;
};

} // namespace auth
