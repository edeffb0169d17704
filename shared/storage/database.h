#pragma once

#include "core/clock.h"
#include "storage/database_options.h"
#include "storage/engine.h"
#include "storage/migrator.h"

#include <atomic>
#include <concepts>
#include <memory>

namespace auth {

/// The database of this process. Thread-safe. It must outlive every call; destroy it before QCoreApplication.
class Database {
public:
    /// Opens, checks and migrates what the URL means. SQLite: never replaces a file that is there, however broken: an
    /// error names it and says what to do; a file that does not exist, or has no bytes, is a new database. PostgreSQL:
    /// refuses poolers that give each transaction another session.
    /// `observer` hears when the circuit to PostgreSQL opens and closes.
    static Result<std::unique_ptr<Database>> open(const DatabaseOptions &options, const Clock &clock,
                                                  CircuitBreaker::Observer observer = {});
    /// What open() would apply, without changing anything.
    static Result<QList<Migration>> pendingMigrations(const DatabaseOptions &options);

    /// Runs fn(Connection &) -> Result<T> on the calling thread, on a connection which cannot write. Each statement
    /// sees the latest commit. On PostgreSQL fn is run a second time when the connection was lost under it.
    template<class F, class R = std::invoke_result_t<F, Connection &>> R read(F &&fn)
    {
        std::optional<R> result;
        const auto outcome =
            m_engine->read([&](Connection &connection) { return bool(result.emplace(fn(connection))); });
        if (!outcome)
            return outcome.error();
        return *std::move(result);
    }

    /// Runs fn(Connection &) -> Result<T> in a transaction; the caller waits until it is on disk. An Error or an
    /// exception undoes all that fn wrote, and nothing else. Neither read() nor write() may be called in it.
    /// SQLite: on the writer's thread. PostgreSQL: on the calling one, and up to three times more when another
    /// transaction was in the way, so fn must change nothing but the database. StorageUnavailable may mean, when the
    /// connection was lost during the commit, that it has been written after all.
    template<class F, class R = std::invoke_result_t<F, Connection &>> R write(F &&fn)
    {
        std::optional<R> result;
        const auto outcome =
            m_engine->write([&](Connection &connection) { return bool(result.emplace(fn(connection))); });
        if (!outcome)
            return outcome.error();
        return *std::move(result);
    }

    /// Tells the listener what is committed from now on, until the feed is destroyed, which must be before the database
    /// and the listener. Null on SQLite, where nobody else writes.
    std::unique_ptr<ChangeFeed> follow(ChangeListener &listener) { return m_engine->follow(listener); }
    /// What decides whether the server is asked at all; null on SQLite, which is never given up.
    CircuitBreaker *breaker() { return m_engine->breaker(); }
    const CircuitBreaker *breaker() const { return m_engine->breaker(); }
    /// Null on SQLite, where each thread has a connection of its own.
    std::optional<ConnectionPool::Counters> poolCounters() const { return m_engine->poolCounters(); }
    /// As this process saw it, or has been told; none on SQLite.
    std::optional<Outage> lastOutage() const { return m_engine->lastOutage(); }
    void addOutage(const Outage &outage) { m_engine->addOutage(outage); }
    /// By how much this process's clock is ahead of the database's, as whoever compares them has said.
    std::chrono::milliseconds clockLead() const { return m_clockLead.load(); }
    void setClockLead(std::chrono::milliseconds lead) { m_clockLead = lead; }

    /// Closes what the calling thread keeps open, which otherwise ends with the thread.
    void releaseThread() { m_engine->releaseThread(); }
    WriteCounters writeCounters() const { return m_engine->writeCounters(); }

    Q_DISABLE_COPY_MOVE(Database)

private:
    explicit Database(std::unique_ptr<Engine> engine) : m_engine(std::move(engine)) {}

    std::unique_ptr<Engine> m_engine;
    std::atomic<std::chrono::milliseconds> m_clockLead{};
};

} // namespace auth
