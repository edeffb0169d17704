#include "shell/job_watch.h"

#include "api/endpoints/jobs.h"
#include "shell/job_words.h"

namespace auth::console {

namespace {

constexpr std::chrono::milliseconds interval{400};

} // namespace

JobWatch::JobWatch(ApiClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &JobWatch::ask);
}

void JobWatch::follow(const Job &job)
{
    m_jobs.insert(job.id, job);
    Q_EMIT progressed(job);
    if (!m_timer.isActive() && m_asked == 0)
        m_timer.start();
}

void JobWatch::cancel(JobId id)
{
    m_client.send(api::cancelJob, {.id = id}, this, [this](const Answer<Job> &job) {
        if (job)
            note(*job);
        else
            Q_EMIT failed(job.error());
    });
}

void JobWatch::ask()
{
    m_asked = m_jobs.size();
    const auto ids = m_jobs.keys();
    for (const JobId &id : ids) {
        m_client.send(api::job, {.id = id}, this, [this, id](const Answer<Job> &job) {
            if (job)
                note(*job);
            else if (job.error().status == 403 || job.error().status == 404)
                lose(id, job.error());
            if (--m_asked == 0 && !m_jobs.isEmpty())
                m_timer.start();
        });
    }
}

void JobWatch::lose(JobId id, const ApiError &why)
{
    if (const Job job = m_jobs.take(id); job.id == id)
        Q_EMIT lost(job, why);
}

void JobWatch::note(const Job &job)
{
    if (!m_jobs.contains(job.id))
        return;
    m_jobs[job.id] = job;
    Q_EMIT progressed(job);
    if (isUnderWay(job))
        return;
    m_jobs.remove(job.id);
    Q_EMIT ended(job);
}

} // namespace auth::console
