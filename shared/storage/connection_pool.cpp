#include "storage/connection_pool.h"

using namespace Qt::StringLiterals;

namespace auth {

namespace {

Error overloaded()
{
    return {.code = ErrorCode::Overloaded,
            .message = u"Too many requests wait for the database; try again in a moment."_s,
            .cause = u"no free connection in the pool"_s,
            .retryAfter = std::chrono::seconds(1)};
}

} // namespace

ConnectionPool::Lease::Lease(ConnectionPool &pool, std::unique_ptr<Connection> connection)
    : m_pool(&pool), m_connection(std::move(connection))
{
}

ConnectionPool::Lease::Lease(Lease &&other) noexcept
    : m_pool(std::exchange(other.m_pool, nullptr)), m_connection(std::move(other.m_connection))
{
}

ConnectionPool::Lease::~Lease()
{
    if (m_pool)
        m_pool->giveBack(std::move(m_connection));
}

Outcome ConnectionPool::Lease::renew()
{
    m_pool->dropIdle();
    auto connection = m_pool->open();
    if (!connection)
        return connection.error();
    m_pool->returned(m_connection.get());
    m_connection = *std::move(connection);
    m_pool->leased(m_connection.get());
    return Done{};
}

ConnectionPool::ConnectionPool(Connect connect, int size, std::chrono::milliseconds timeout)
    : m_connect(std::move(connect)), m_size(size), m_timeout(timeout)
{
}

Result<ConnectionPool::Lease> ConnectionPool::take()
{
    const Deadline deadline = std::chrono::steady_clock::now() + m_timeout;
    if (!takePlace(deadline))
        return overloaded();
    Lease lease(*this, takeIdle()); // from here on the place is given back whatever happens
    if (!lease.m_connection) {
        auto connection = open();
        if (!connection)
            connection = awaitIdle(deadline, connection.error());
        if (!connection)
            return connection.error();
        lease.m_connection = *std::move(connection);
    }
    leased(lease.m_connection.get());
    return lease;
}

/// Where others have one the server is there, and has only no place for more. When it has gone, so will theirs.
Result<std::unique_ptr<Connection>> ConnectionPool::awaitIdle(Deadline deadline, const Error &refusal)
{
    std::unique_lock lock(m_mutex);
    if (!m_freed.wait_until(lock, deadline, [this] { return !m_idle.empty() || m_leased.empty(); })) {
        ++m_counters.rejected;
        return overloaded();
    }
    if (m_idle.empty())
        return refusal;
    auto connection = std::move(m_idle.back());
    m_idle.pop_back();
    return connection;
}

void ConnectionPool::cut()
{
    dropIdle();
    const std::lock_guard lock(m_mutex);
    for (Connection *connection : m_leased)
        connection->cut();
}

void ConnectionPool::leased(Connection *connection)
{
    const std::lock_guard lock(m_mutex);
    m_leased.insert(connection);
}

void ConnectionPool::returned(Connection *connection)
{
    const std::lock_guard lock(m_mutex);
    m_leased.erase(connection);
}

ConnectionPool::Counters ConnectionPool::counters() const
{
    const std::lock_guard lock(m_mutex);
    Counters counters = m_counters;
    counters.idle = qsizetype(m_idle.size());
    counters.size = m_size;
    return counters;
}

Result<std::unique_ptr<Connection>> ConnectionPool::open()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_counters.opened;
    }
    return m_connect();
}

std::unique_ptr<Connection> ConnectionPool::takeIdle()
{
    const std::lock_guard lock(m_mutex);
    if (m_idle.empty())
        return {};
    auto connection = std::move(m_idle.back());
    m_idle.pop_back();
    return connection;
}

bool ConnectionPool::takePlace(Deadline deadline)
{
    std::unique_lock lock(m_mutex);
    ++m_counters.waiting;
    const bool free = m_freed.wait_until(lock, deadline, [this] { return m_counters.taken < m_size; });
    --m_counters.waiting;
    m_counters.taken += free ? 1 : 0;
    m_counters.rejected += free ? 0 : 1;
    return free;
}

void ConnectionPool::giveBack(std::unique_ptr<Connection> connection)
{
    returned(connection.get());
    const bool keep = connection && !connection->failure() && connection->isReusable();
    if (!keep)
        connection.reset(); // closing takes time: not under the lock
    {
        const std::lock_guard lock(m_mutex);
        if (keep)
            m_idle.push_back(std::move(connection));
        --m_counters.taken;
    }
    m_freed.notify_all(); // some wait for a place, some for a connection
}

void ConnectionPool::dropIdle()
{
    std::vector<std::unique_ptr<Connection>> dropped;
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_idle);
}

} // namespace auth
