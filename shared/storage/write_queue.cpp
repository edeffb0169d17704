#include "storage/write_queue.h"

#include "storage/sqlite.h"

#include <algorithm>
#include <stdexcept>

using namespace Qt::StringLiterals;

namespace auth {

WriteQueue::WriteQueue(Connect connect, int limit, const Clock &clock)
    : m_connect(std::move(connect)), m_limit(limit), m_clock(clock), m_optimized(clock.steady()),
      m_writer([this] { work(); })
{
}

WriteQueue::~WriteQueue()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_filled.notify_one();
    m_writer.join();
}

Outcome WriteQueue::write(const Run &run)
{
    if (std::this_thread::get_id() == m_writer.get_id())
        throw std::logic_error("a write inside a write would wait for itself");
    Operation operation{.run = run, .answer = {}, .queued = m_clock.steady()};
    auto answer = operation.answer.get_future();
    if (auto queued = enqueue(operation); !queued)
        return queued;
    return answer.get();
}

WriteCounters WriteQueue::counters() const
{
    const std::lock_guard lock(m_mutex);
    WriteCounters counters = m_counters;
    counters.waiting = qsizetype(m_queue.size());
    return counters;
}

Outcome WriteQueue::enqueue(Operation &operation)
{
    const std::lock_guard lock(m_mutex);
    if (qsizetype(m_queue.size()) >= m_limit) {
        ++m_counters.rejected;
        return Error{.code = ErrorCode::Overloaded,
                     .message = u"Too many changes are waiting; try again in a moment."_s,
                     .cause = u"the write queue is full"_s,
                     .retryAfter = std::chrono::seconds(1)};
    }
    m_queue.push_back(&operation);
    if (m_queue.size() == 1)
        m_filled.notify_one();
    return Done{};
}

void WriteQueue::work()
{
    for (Batch batch = takeBatch(); !batch.empty(); batch = takeBatch()) {
        serve(batch);
        maintain();
    }
    if (m_connection)
        sqlite::checkpoint(*m_connection);
    m_connection.reset(); // in the thread it was made in
}

WriteQueue::Batch WriteQueue::takeBatch()
{
    std::unique_lock lock(m_mutex);
    m_filled.wait(lock, [this] { return m_closing || !m_queue.empty(); });
    const auto end = m_queue.begin() + qsizetype(std::min(m_queue.size(), batchLimit));
    Batch batch(m_queue.begin(), end);
    m_queue.erase(m_queue.begin(), end);
    return batch;
}

void WriteQueue::serve(const Batch &batch)
{
    const Outcome done = transact(batch);
    if (!done)
        giveUp(batch, done.error());
    {
        const std::lock_guard lock(m_mutex);
        ++m_counters.batches;
        m_counters.operations += batch.size();
        m_counters.lost += done ? 0 : 1;
    }
    for (Operation *operation : batch)
        operation->answer.set_value(std::move(operation->outcome)); // the operation may be gone from here on
}

Outcome WriteQueue::transact(const Batch &batch)
{
    if (auto ready = ensureConnected(); !ready)
        return ready;
    if (auto begun = m_connection->begin(); !begun)
        return begun;
    if (batch.size() == 1 && !succeeds(*batch.front())) {
        m_connection->rollback();
        return Done{};
    }
    if (batch.size() > 1) {
        for (Operation *operation : batch) {
            if (auto alive = attempt(*operation); !alive)
                return alive;
        }
    }
    return commit(batch);
}

/// All of the batch wait for it, so all have taken as long.
Outcome WriteQueue::commit(const Batch &batch)
{
    const SteadyTime began = m_clock.steady();
    auto committed = m_connection->commit();
    const SteadyTime ended = m_clock.steady();
    for (const Operation *operation : batch) {
        if (operation->trace)
            operation->trace->add("commit", began, ended, qint64(batch.size()));
    }
    return committed;
}

Outcome WriteQueue::ensureConnected()
{
    if (m_connection)
        return Done{};
    auto connection = m_connect();
    if (!connection)
        return connection.error();
    m_connection = *std::move(connection);
    return Done{};
}

Outcome WriteQueue::attempt(Operation &operation)
{
    if (auto marked = m_connection->mark(); !marked)
        return marked;
    return succeeds(operation) ? m_connection->keep() : m_connection->undo();
}

bool WriteQueue::succeeds(Operation &operation)
{
    const TraceScope scope(operation.trace);
    if (operation.trace)
        operation.trace->add("writer", operation.queued, m_clock.steady());
    bool worked = false;
    try {
        worked = operation.run(*m_connection);
    } catch (...) {
        operation.outcome = thrown(std::current_exception());
    }
    if (!worked || !m_connection->failure())
        return worked;
    operation.outcome = toError(*m_connection->failure());
    return false;
}

void WriteQueue::giveUp(const Batch &batch, const Error &error)
{
    if (m_connection)
        m_connection->rollback();
    m_connection.reset();
    for (Operation *operation : batch)
        operation->outcome = unavailable(error);
}

void WriteQueue::maintain()
{
    if (!m_connection || m_clock.steady() - m_optimized < std::chrono::hours(1))
        return;
    m_optimized = m_clock.steady();
    sqlite::optimize(*m_connection);
}

} // namespace auth
