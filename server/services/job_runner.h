#pragma once

#include "services/job_batch.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace auth {

class Log;

/// Works through jobs, one after the other, on a thread of its own, a few accounts in each transaction so that sign-ins
/// do not wait long. A job whose instance has died is taken over by another, at the account where it stood.
class JobRunner {
public:
    struct Options {
        int batch = 200;     ///< Accounts in one transaction.
        double share = 0.67; ///< Part of the time it works; the rest is left to others.
    };
    struct Counters {
        quint64 jobs = 0;
        quint64 accounts = 0;
        bool isWorking = false;
    };
    using Alive = std::function<Result<QList<Instance>>()>;

    /// `alive` tells which instances run.
    JobRunner(Database &database, const AuditTrail &audit, SessionCache &cache, RateLimiter &limiter,
              InstanceId instance, Alive alive, const Options &options, const Clock &clock, Log &log);
    ~JobRunner() { stop(); }
    Q_DISABLE_COPY_MOVE(JobRunner)

    void start();
    /// Something may be waiting. Thread-safe.
    void wake();
    /// After the batch that is under way; the rest is done by whoever runs next.
    void stop();

    Counters counters() const;

private:
    void work();
    bool waitForWork();
    bool isStopping() const;
    std::optional<StoredJob> claim();
    void run(StoredJob job);
    void countAccounts(qint64 accounts);
    void end(const StoredJob &job, JobState from, JobState to, const QString &problem);
    bool pause(std::chrono::nanoseconds time);

    Database &m_database;
    const AuditTrail &m_audit;
    JobBatch m_batch;
    const InstanceId m_instance;
    const Alive m_alive;
    const Options m_options;
    const Clock &m_clock;
    Log &m_log;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    Counters m_counters; ///< Guarded by m_mutex, as are the flags.
    bool m_awake = true;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace auth
