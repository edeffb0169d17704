#include "jobs/job_failures.h"

#include <QtCore/QSaveFile>

namespace auth::console {

namespace {

constexpr qint64 mostExported = 1'000'000;

} // namespace

JobFailures::JobFailures(Workspace &workspace, JobRun &run, QObject *parent)
    : QObject(parent), m_workspace(workspace), m_run(run)
{
}

void JobFailures::collect(JobId job, qint64 limit, const QString &what,
                          std::function<void(const QList<JobItem> &)> done)
{
    auto *failures = new FailureList(m_workspace.client, job, limit, this);
    connect(failures, &FailureList::failed, this, [this, failures, what](const ApiError &error) {
        m_workspace.notices.fail(what, error);
        failures->deleteLater();
    });
    connect(failures, &FailureList::finished, this, [failures, done = std::move(done)] {
        done(failures->items());
        failures->deleteLater();
    });
    failures->load();
}

void JobFailures::exportTo(JobId job, const QString &path)
{
    collect(job, mostExported, tr("Export failures"),
            [this, path](const QList<JobItem> &items) { write(path, items); });
}

void JobFailures::write(const QString &path, const QList<JobItem> &items)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(failuresAsCsv(items)) >= 0 && file.commit())
        m_workspace.notices.say(Tone::Success,
                                tr("%Ln accounts are in %1.", nullptr, static_cast<int>(items.size())).arg(path));
    else
        m_workspace.notices.say(Tone::Error, tr("%1 cannot be written: %2").arg(path, file.errorString()));
}

void JobFailures::tryAgain(const Job &job)
{
    collect(job.id, JobRun::mostNamed, tr("Try again"), [this, job](const QList<JobItem> &items) {
        QList<UserId> users;
        for (const JobItem &item : items)
            users += item.userId;
        m_run.tryAgain(job, users);
    });
}

} // namespace auth::console
