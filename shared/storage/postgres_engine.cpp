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
/// What it takes at most to notice that the server is back.
constexpr std::chrono::seconds recovery{5};

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
void prepareForNext(Connection &connection)
{
    if (isOfNoUse(connection))
        return; // the pool drops it
    if (!connection.isReusable())
        connection.rollback();
    connection.forget();
}

/// A server that is there but cannot keep a promise of time is as good as gone.
CallVerdict verdictOn(const Connection &connection)
{
    return isOfNoUse(connection) || failedWith(connection, DbError::Timeout) ? CallVerdict::Failure
                                                                             : CallVerdict::Success;
}

/// What may be shown to whoever looks at the circuit: the kind alone, as the server's words may quote values.
QString failureOf(const Connection &connection)
{
    if (failedWith(connection, DbError::Timeout))
        return u"A statement took longer than it may."_s;
    if (failedWith(connection, DbError::ReadOnly))
        return u"The server does not take changes any more."_s;
    return isOfNoUse(connection) ? u"The connection was lost."_s : QString();
}

/// The feed ends the open period long before it is over, so nobody should wait for that.
Error soon(Error error)
{
    error.retryAfter = std::min(error.retryAfter, recovery);
    return error;
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

Result<std::unique_ptr<Engine>> PostgresEngine::open(const DatabaseOptions &options, const Clock &clock,
                                                     CircuitBreaker::Observer observer)
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
    return std::unique_ptr<Engine>(new PostgresEngine(*address, options, clock, std::move(observer)));
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

PostgresEngine::PostgresEngine(const PostgresAddress &address, const DatabaseOptions &options, const Clock &clock,
                               CircuitBreaker::Observer observer)
    : m_address(address), m_options(options), m_clock(clock),
      m_pool([this] { return postgres::connect(m_address, m_options); }, options.poolSize, options.poolTimeout),
      m_outages(clock), m_breaker(options.breaker, clock, std::move(observer))
{
}

Outcome PostgresEngine::read(const Run &run)
{
    return guarded([&](ConnectionPool::Lease &lease) { return readOn(lease, run); });
}

Outcome PostgresEngine::write(const Run &run)
{
    if (isWriting)
        throw std::logic_error("a write inside a write would wait for itself");
    const QScopedValueRollback writing(isWriting, true);
    return guarded([&](ConnectionPool::Lease &lease) { return writeOn(lease, run); });
}

Outcome PostgresEngine::guarded(const Operation &operation)
{
    const Time began = m_clock.now();
    auto permit = m_breaker.tryAcquire();
    if (!permit)
        return soon(permit.error());
    auto lease = m_pool.take();
    if (!lease) {
        conclude(*permit, storageVerdict(lease.error()), began, lease.error().message);
        return refused(lease.error());
    }
    Outcome outcome = operation(*lease);
    conclude(*permit, verdictOn(**lease), began, failureOf(**lease));
    prepareForNext(**lease);
    return outcome;
}

void PostgresEngine::conclude(CircuitBreaker::Permit &permit, CallVerdict verdict, Time began, const QString &failure)
{
    if (verdict == CallVerdict::Failure)
        m_outages.failed(began);
    permit.settle(verdict, failure);
}

Outcome PostgresEngine::readOn(ConnectionPool::Lease &lease, const Run &run)
{
    try {
        run(*lease);
        if (isOfNoUse(*lease) && m_breaker.state() != CircuitState::Open) {
            if (const auto renewed = lease.renew(); !renewed)
                return unavailable(renewed.error());
            run(*lease);
        }
    } catch (...) {
        return thrown(std::current_exception());
    }
    return Done{};
}

Outcome PostgresEngine::writeOn(ConnectionPool::Lease &lease, const Run &run)
{
    ++m_operations;
    for (int retry = 0;; ++retry) {
        Outcome done = transact(lease, run);
        if (retry == retries || !failedWith(*lease, DbError::Conflict))
            return done;
        prepareForNext(*lease);
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
    if (!committed)
        return lost(unknownOutcome(*lease, committed.error()));
    m_outages.worked();
    return committed;
}

/// Nothing has happened yet, so it may be tried on another connection, unless the server is known to have gone.
Outcome PostgresEngine::begin(ConnectionPool::Lease &lease)
{
    auto begun = lease->begin();
    if (begun || !isOfNoUse(*lease) || m_breaker.state() == CircuitState::Open)
        return begun;
    const auto renewed = lease.renew();
    return renewed ? lease->begin() : renewed;
}

Error PostgresEngine::lost(const Error &error)
{
    ++m_lost;
    return unavailable(error);
}

std::unique_ptr<ChangeFeed> PostgresEngine::follow(ChangeListener &listener)
{
    DatabaseOptions options = m_options;
    options.statementTimeout = m_options.heartbeat;
    const auto connect = [=, this]() -> Result<std::unique_ptr<Connection>> {
        auto connection = postgres::connect(m_address, options);
        if (!connection)
            return connection;
        const auto own = postgres::requireOwnSession(**connection, m_address, options);
        return own ? std::move(connection) : own.error(); // a pooler has been set up otherwise since the start
    };
    return std::make_unique<ChangeFeed>(connect, m_options.heartbeat, listener,
                                        [this](ChangeFeed::Server server) { notice(server); });
}

/// The feed's heartbeat notices a silent server before requests pile up behind it, and ends an outage without a
/// customer's request as the probe. That it could not connect says nothing while the pool's connections are good.
void PostgresEngine::notice(ChangeFeed::Server server)
{
    if (server == ChangeFeed::Server::Silent)
        return giveUp();
    if (server == ChangeFeed::Server::Refuses) {
        if (!ping())
            giveUp();
        return;
    }
    if (m_breaker.state() == CircuitState::Closed)
        return;
    m_breaker.probeNow();
    for (int i = 0; i < m_options.breaker.halfOpenMaxCalls && m_breaker.state() != CircuitState::Closed; ++i)
        (void)ping();
}

/// The circuit first, so that nobody whose connection ends tries a new one.
void PostgresEngine::giveUp()
{
    m_outages.failed(m_clock.now());
    m_breaker.openNow(u"The server does not answer."_s);
    m_pool.cut();
}

/// Whether operations can be done; a pool that is busy does them.
bool PostgresEngine::ping()
{
    bool answered = false;
    const auto asked = read([&](Connection &connection) { return answered = bool(connection.run(u"SELECT 1"_s)); });
    return asked ? answered : asked.error().code == ErrorCode::Overloaded;
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
