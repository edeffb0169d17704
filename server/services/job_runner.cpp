#include "services/job_runner.h"

#include "core/json.h"
#include "log/log.h"

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr auto outagePause = std::chrono::seconds(1);
constexpr int niceness = 10; // sign-ins go first

bool isPlanning(const StoredJob &job) { return job.job.state == JobState::Planning; }

} // namespace

JobRunner::JobRunner(Database &database, const AuditTrail &audit, SessionCache &cache, RateLimiter &limiter,
                     InstanceId instance, Alive alive, const Options &options, const Clock &clock, Log &log)
    : m_database(database), m_audit(audit), m_batch(database, audit, cache, limiter, clock), m_instance(instance),
      m_alive(std::move(alive)), m_options(options), m_clock(clock), m_log(log)
{
}

void JobRunner::start()
{
    m_thread = std::thread([this] {
        ::pthread_setname_np(::pthread_self(), "jobs");
        [[maybe_unused]] const int nice = ::nice(niceness);
        work();
        m_database.releaseThread();
    });
}

void JobRunner::wake()
{
    const std::scoped_lock lock(m_mutex);
    m_awake = true;
    m_wake.notify_all();
}

void JobRunner::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        m_wake.notify_all();
    }
    if (m_thread.joinable())
        m_thread.join();
}

JobRunner::Counters JobRunner::counters() const
{
    const std::scoped_lock lock(m_mutex);
    return m_counters;
}

void JobRunner::work()
{
    while (waitForWork()) {
        while (auto job = claim())
            run(*std::move(job));
    }
}

bool JobRunner::waitForWork()
{
    std::unique_lock lock(m_mutex);
    m_counters.isWorking = false;
    m_wake.wait(lock, [this] { return m_awake || m_stopping; });
    m_awake = false;
    m_counters.isWorking = !m_stopping;
    return !m_stopping;
}

bool JobRunner::isStopping() const
{
    const std::scoped_lock lock(m_mutex);
    return m_stopping;
}

std::optional<StoredJob> JobRunner::claim()
{
    if (isStopping())
        return {};
    const auto job = [this]() -> Result<std::optional<StoredJob>> {
        const auto others = m_alive();
        if (!others)
            return others.error();
        QList<InstanceId> busy;
        for (const Instance &each : *others) {
            if (each.id != m_instance) // what this one has begun and is not at, it was kept from ending
                busy += each.id;
        }
        return m_database.write(
            [&](Connection &connection) { return JobRepository::claim(connection, m_instance, busy, m_clock.now()); });
    }();
    if (!job)
        m_log.warning(u"job.not_claimed", u"The next job cannot be looked for; the next time will do."_s,
                      {{u"cause", job.error().cause}});
    return job ? *job : std::nullopt;
}

/// Until the job ends, is cancelled, or this daemon stops. During an outage it waits.
void JobRunner::run(StoredJob job)
{
    const auto change = json::decode<BulkChange>(job.request);
    if (!change)
        return end(job, job.job.state, JobState::Failed, u"What was asked for cannot be read."_s);
    ChangeContext context{.change = *change, .actor = job.job.createdBy, .allowed = {}, .rolePermissions = {}};
    qint64 &position = isPlanning(job) ? job.job.planned : job.job.done;
    while (position < job.job.total) {
        const JobRange range{
            .job = job.job.id, .after = position, .last = std::min(position + m_options.batch, job.job.total)};
        const SteadyTime begun = m_clock.steady();
        const auto went = isPlanning(job) ? m_batch.plan(job, range, context) : m_batch.change(job, range, context);
        if (!went && !isOutage(went.error().code)) {
            m_log.error(u"job.failed", went.error().message, {{u"job", job.job.id}, {u"cause", went.error().cause}});
            return end(job, job.job.state, JobState::Failed, went.error().message);
        }
        if (went && !*went)
            return; // cancelled
        if (went) {
            countAccounts(range.last - range.after);
            position = range.last;
        }
        const auto took = m_clock.steady() - begun;
        if (!pause(went ? std::chrono::duration_cast<std::chrono::nanoseconds>(took * (1 / m_options.share - 1))
                        : std::chrono::nanoseconds(outagePause)))
            return;
    }
    end(job, job.job.state, isPlanning(job) ? JobState::Planned : JobState::Finished, {});
}

void JobRunner::countAccounts(qint64 accounts)
{
    const std::scoped_lock lock(m_mutex);
    m_counters.accounts += quint64(accounts);
}

void JobRunner::end(const StoredJob &job, JobState from, JobState to, const QString &problem)
{
    const auto ended = m_database.write([&](Connection &connection) -> Result<bool> {
        auto moved = JobRepository::end(connection, job.job.id, from, to, problem, m_clock.now());
        if (!moved || !*moved || to == JobState::Planned)
            return moved;
        const auto recorded = m_audit.record(connection, callerOf(job),
                                             {.action = AuditAction::JobFinished,
                                              .target = AuditTarget::Job,
                                              .targetId = job.job.id.text(),
                                              .reason = problem});
        return recorded ? moved : Result<bool>(recorded.error());
    });
    const std::scoped_lock lock(m_mutex);
    ++m_counters.jobs;
    m_log.info(u"job.ended", u"A job on many accounts has ended."_s,
               {{u"job", job.job.id}, {u"accounts", job.job.total}, {u"failed", to == JobState::Failed}});
    if (!ended)
        m_log.warning(u"job.end_unwritten", u"The end of a job cannot be written; it will be ended again."_s,
                      {{u"job", job.job.id}, {u"cause", ended.error().cause}});
}

/// False: there is no time for more.
bool JobRunner::pause(std::chrono::nanoseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, time, [this] { return m_stopping; });
}

} // namespace auth
