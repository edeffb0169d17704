#pragma once

#include "core/clock.h"
#include "storage/database_lock.h"
#include "storage/database_options.h"
#include "storage/migrator.h"
#include "storage/thread_connections.h"
#include "storage/write_queue.h"

#include <concepts>
#include <memory>

namespace auth {

/// The database of this process. Thread-safe. It must outlive every call; destroy it before QCoreApplication.
class Database {
public:
    /// Opens, checks and migrates. Never replaces a file that is there, however broken: an error names it and says what
    /// to do. A file that does not exist, or has no bytes, is a new database.
    static Result<std::unique_ptr<Database>> open(const DatabaseOptions &options, const Clock &clock);
    /// What open() would apply, without changing anything.
    static Result<QList<Migration>> pendingMigrations(const DatabaseOptions &options);

    /// Runs fn(Connection &) -> Result<T> on the calling thread, on that thread's own connection, which cannot write.
    /// Each statement sees the latest commit.
    template<class F, class R = std::invoke_result_t<F, Connection &>> R read(F &&fn)
    {
        const auto connection = m_reads.here();
        if (!connection)
            return unavailable(connection.error());
        const Reading reading{*this, **connection};
        try {
            return std::forward<F>(fn)(**connection);
        } catch (...) {
            return thrown(std::current_exception());
        }
    }

    /// Runs fn(Connection &) -> Result<T> in a transaction on the writer's thread; the caller waits until it is on
    /// disk. An Error or an exception undoes all that fn wrote, and nothing else. Neither read() nor write() may be
    /// called in it.
    template<class F, class R = std::invoke_result_t<F, Connection &>> R write(F &&fn)
    {
        std::optional<R> result;
        const auto outcome =
            m_writes.write([&](Connection &connection) { return bool(result.emplace(fn(connection))); });
        if (!outcome)
            return outcome.error();
        return *std::move(result);
    }

    /// Closes the calling thread's connection, which otherwise ends with the thread.
    void releaseThread() { m_reads.release(); }
    WriteCounters writeCounters() const { return m_writes.counters(); }

    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

private:
    /// Leaves the connection fit for the next read, or closes it when the disk failed under it.
    struct Reading {
        Database &database;
        Connection &connection;
        ~Reading() { database.afterRead(connection); }
    };

    Database(const QString &path, const DatabaseOptions &options, const Clock &clock,
             std::unique_ptr<DatabaseLock> lock);
    void afterRead(Connection &connection);

    std::unique_ptr<DatabaseLock> m_lock; ///< First in, last out; null for tools.
    ThreadConnections m_reads;
    WriteQueue m_writes;
};

} // namespace auth
