#pragma once

#include "core/clock.h"

#include <QtCore/QString>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace auth {

/// A bulkhead: a fixed number of threads, a bounded queue and a deadline for waiting in it. The thread that became idle
/// last is woken first, so that a quiet service keeps few threads (and their database connections) warm.
class Bulkhead {
public:
    struct Options {
        QString name; ///< Also the threads' name, 15 bytes at most.
        int threads = 1;
        int queue = 64;                            ///< Jobs that may wait.
        std::chrono::milliseconds deadline{10000}; ///< A job that waited so long is expired instead of run.
        int nice = 0;                              ///< Added to the threads' nice value.
        std::function<void()> onThreadEnd = {};    ///< Runs on each thread before it ends.
    };
    struct Job {
        std::function<void()> run;
        std::function<void()> expire; ///< Called instead of run when the job waited too long.
        /// Goes on with what was admitted before, and is bounded there: neither refused for a full queue nor expired.
        bool isContinued = false;
    };
    struct Counters {
        int waiting = 0;
        int running = 0;
        quint64 done = 0;
        quint64 refused = 0; ///< The queue was full.
        quint64 expired = 0;
    };

    Bulkhead(Options options, const Clock &clock);
    ~Bulkhead() { stop(); }
    Bulkhead(const Bulkhead &) = delete;
    Bulkhead &operator=(const Bulkhead &) = delete;

    /// False, and the job is dropped, when the queue is full. Thread-safe.
    [[nodiscard]] bool submit(Job job);

    /// Runs what is queued, then ends the threads; submit() refuses from now on.
    void stop();

    Counters counters() const;
    const Options &options() const { return m_options; }

private:
    struct Waiting {
        Job job;
        SteadyTime since;
    };
    struct Worker {
        std::condition_variable wake;
        bool woken = false;
        std::thread thread;
    };

    void work(Worker &self);
    bool waitForWork(Worker &self, std::unique_lock<std::mutex> &lock);
    void runNext(std::unique_lock<std::mutex> &lock);
    Worker *takeIdle();
    static void wake(Worker *worker);

    const Options m_options;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    std::deque<Waiting> m_queue;
    std::vector<Worker *> m_idle; ///< The one idle for the shortest time last.
    std::vector<std::unique_ptr<Worker>> m_workers;
    Counters m_counters;
    bool m_waking = false; ///< A worker has been woken and has not begun yet; it will wake the next one if it must.
    bool m_stopping = false;
};

} // namespace auth
