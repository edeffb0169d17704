#include "storage/postgres_engine.h"

#include "storage/postgres.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QScopedValueRollback>

#include <stdexcept>
#include <thread>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr int retries = 3;

/// Threads that were in each other's way shall not come back together.
void pauseBefore(int retry)
{
    const int most = 10 << retry;
    std::this_thread::sleep_for(std::chrono::milliseconds(QRandomGenerator::global()->bounded(most / 2, most)));
}

bool failedWith(const Connection &connection, DbError::Kind kind)
{
    return connection.failure() && connection.failure()->kind == kind;
}

/// After a failover the server that was the primary is one that may not be written.
bool isOfNoUse(const Connection &connection)
{
    return failedWith(connection, DbError::Lost) || failedWith(connection, DbError::ReadOnly);
}

/// Leaves the connection fit for the next operation, if it can be.
void conclude(Connection &connection)
{
    if (isOfNoUse(connection))
        return; // the pool drops it
    if (!connection.isReusable())
        connection.rollback();
    connection.forget();
}

Error refused(const Error &error) { return error.code == ErrorCode::Overloaded ? error : unavailable(error); }

Error unknownOutcome(const Connection &connection, Error error)
{
    if (failedWith(connection, DbError::Lost))
        error.cause += u"; the connection was lost during the commit, which may have happened"_s;
    return error;
}

thread_local bool isWriting = false;

DatabaseOptions unhurried(DatabaseOptions options)
{
    options.statementTimeout = std::chrono::milliseconds(0);
    options.idleTransactionTimeout = std::chrono::milliseconds(0);
    return options;
}

Migrator migratorFor(const PostgresAddress &address, const DatabaseOptions &options)
{
    return Migrator(address.name(), builtInMigrations(Dialect::Postgres), options.migrationLockTimeout);
}

} // namespace

Result<std::unique_ptr<Engine>> PostgresEngine::open(const DatabaseOptions &options, const Clock &clock)
{
    const auto address = postgresAddress(options.url);
    if (!address)
        return address.error();
    if (auto own = postgres::requireOwnSessions(*address, options); !own)
        return own.error();
    const auto connection = postgres::connect(*address, unhurried(options));
    if (!connection)
        return connection.error();
    const Migrator migrator = migratorFor(*address, options);
    if (auto ready = migrator.bringUp(**connection, options.autoMigrate, clock.now()); !ready)
        return ready.error();
    return std::unique_ptr<Engine>(new PostgresEngine(*address, options));
}

Result<QList<Migration>> PostgresEngine::pendingMigrations(const DatabaseOptions &options)
{
    const auto address = postgresAddress(options.url);
    if (!address)
        return address.error();
    const auto connection = postgres::connect(*address, options);
    if (!connection)
        return connection.error();
    return migratorFor(*address, options).pending(**connection);
}

PostgresEngine::PostgresEngine(const PostgresAddress &address, const DatabaseOptions &options)
    : m_pool([=] { return postgres::connect(address, options); }, options.poolSize, options.poolTimeout)
{
}

Outcome PostgresEngine::read(const Run &run)
{
    auto lease = m_pool.take();
    if (!lease)
        return refused(lease.error());
    try {
        run(**lease);
        if (isOfNoUse(**lease)) {
            if (const auto renewed = lease->renew(); !renewed)
                return unavailable(renewed.error());
            run(**lease);
        }
    } catch (...) {
        return thrown(std::current_exception());
    }
    conclude(**lease);
    return Done{};
}

Outcome PostgresEngine::write(const Run &run)
{
    if (isWriting)
        throw std::logic_error("a write inside a write would wait for itself");
    const QScopedValueRollback writing(isWriting, true);
    auto lease = m_pool.take();
    if (!lease)
        return refused(lease.error());
    ++m_operations;
    for (int retry = 0;; ++retry) {
        const Outcome done = transact(*lease, run);
        const bool again = retry < retries && failedWith(**lease, DbError::Conflict);
        conclude(**lease);
        if (!again)
            return done;
        ++m_retried;
        pauseBefore(retry);
    }
}

/// No error for a `run` that wants nothing kept: it has its own.
Outcome PostgresEngine::transact(ConnectionPool::Lease &lease, const Run &run)
{
    ++m_batches;
    if (auto begun = begin(lease); !begun)
        return lost(begun.error());
    bool worked = false;
    try {
        worked = run(*lease);
    } catch (...) {
        return thrown(std::current_exception());
    }
    if (!worked)
        return Done{};
    if (lease->failure()) // which `run` took no notice of
        return toError(*lease->failure());
    auto committed = lease->commit();
    return committed ? committed : lost(unknownOutcome(*lease, committed.error()));
}

/// Nothing has happened yet, so it may be tried on another connection.
Outcome PostgresEngine::begin(ConnectionPool::Lease &lease)
{
    auto begun = lease->begin();
    if (begun || !isOfNoUse(*lease))
        return begun;
    const auto renewed = lease.renew();
    return renewed ? lease->begin() : renewed;
}

Error PostgresEngine::lost(const Error &error)
{
    ++m_lost;
    return unavailable(error);
}

WriteCounters PostgresEngine::writeCounters() const
{
    const auto pool = m_pool.counters();
    return {.waiting = pool.waiting,
            .batches = m_batches,
            .operations = m_operations,
            .rejected = pool.rejected,
            .lost = m_lost,
            .retried = m_retried};
}

} // namespace auth
