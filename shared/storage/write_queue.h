#pragma once

#include "core/clock.h"
#include "storage/engine.h"
#include "storage/thread_connections.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace auth {

/// All writes of the process, on one thread. It takes everything that waits, up to 256, as one transaction, so that one
/// sync of the disk serves them all; each operation has a savepoint and is undone alone. Answers come after the commit.
class WriteQueue {
public:
    static constexpr std::size_t batchLimit = 256;

    WriteQueue(Connect connect, int limit, const Clock &clock);
    /// Writes what is still queued.
    ~WriteQueue();
    Q_DISABLE_COPY_MOVE(WriteQueue)

    /// Blocks until the operation has been committed or undone. `run` returning false is no error here.
    Outcome write(const Run &run);
    WriteCounters counters() const;

private:
    struct Operation {
        const Run &run;
        std::promise<Outcome> answer;
        Outcome outcome = Done{};
        RequestTrace *trace = RequestTrace::current(); ///< Of whoever waits for the answer.
        SteadyTime queued{};
    };
    using Batch = std::deque<Operation *>;

    Outcome enqueue(Operation &operation);
    void work();
    Batch takeBatch();
    void serve(const Batch &batch);
    Outcome transact(const Batch &batch);
    Outcome ensureConnected();
    Outcome attempt(Operation &operation);
    bool succeeds(Operation &operation);
    Outcome commit(const Batch &batch);
    void giveUp(const Batch &batch, const Error &error);
    void maintain();

    const Connect m_connect;
    const qsizetype m_limit;
    const Clock &m_clock;

    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    Batch m_queue; ///< Guarded by m_mutex, as are the two below.
    WriteCounters m_counters;
    bool m_closing = false;

    std::unique_ptr<Connection> m_connection; ///< The writer's own; null after a failure until the next batch.
    SteadyTime m_optimized;
    std::thread m_writer; ///< Last: it uses all of the above.
};

} // namespace auth
