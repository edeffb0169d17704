#pragma once

#include "storage/connection.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <vector>

namespace auth {

/// At most so many connections, opened when they are needed; an operation has one to itself. Thread-safe.
class ConnectionPool {
public:
    using Connect = std::function<Result<std::unique_ptr<Connection>>()>;

    /// A connection of the pool, given back at the end.
    class Lease {
    public:
        Lease(Lease &&other) noexcept;
        Lease &operator=(Lease &&) = delete;
        ~Lease();

        Connection &operator*() const { return *m_connection; }
        Connection *operator->() const { return m_connection.get(); }
        /// Opens a new one instead, and trusts none that waits in the pool either. After an error it has the old one.
        Outcome renew();

    private:
        friend class ConnectionPool;
        Lease(ConnectionPool &pool, std::unique_ptr<Connection> connection);

        ConnectionPool *m_pool;
        std::unique_ptr<Connection> m_connection;
    };

    ConnectionPool(Connect connect, int size, std::chrono::milliseconds timeout);

    /// Waits for a free place. Overloaded: there was none in time; other errors are those of connecting. While the
    /// server takes no more connections than there are, one of those is waited for.
    Result<Lease> take();

    /// Ends every connection, those in use under whoever uses them: the server is thought to have gone without a word.
    void cut();

    struct Counters {
        qsizetype waiting = 0; ///< Threads that wait for a place.
        qsizetype taken = 0;   ///< Places in use.
        qsizetype idle = 0;    ///< Open connections that are not.
        qsizetype size = 0;    ///< Places there are.
        quint64 rejected = 0;  ///< Waits that were in vain.
        quint64 opened = 0;    ///< Connections since the start.
    };
    Counters counters() const;

private:
    Result<std::unique_ptr<Connection>> open();
    using Deadline = std::chrono::steady_clock::time_point;
    std::unique_ptr<Connection> takeIdle();
    Result<std::unique_ptr<Connection>> awaitIdle(Deadline deadline, const Error &refusal);
    bool takePlace(Deadline deadline);
    void leased(Connection *connection);
    void returned(Connection *connection);
    void giveBack(std::unique_ptr<Connection> connection);
    void dropIdle();

    const Connect m_connect;
    const qsizetype m_size;
    const std::chrono::milliseconds m_timeout;

    mutable std::mutex m_mutex;
    std::condition_variable m_freed;
    std::vector<std::unique_ptr<Connection>> m_idle; ///< Guarded by m_mutex, as is m_counters. Last used, first taken.
    std::set<Connection *> m_leased;                 ///< Guarded by m_mutex: a member is open.
    Counters m_counters;
};

} // namespace auth
