#include "jobs/job_failures.h"

#include "api/endpoints/audit.h"
#include "core/json.h"

#include <QtCore/QSaveFile>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostExported = 1'000'000;

/// Its request has more than the action, and only the trail has it.
bool needsRequest(JobAction action)
{
    return action == JobAction::AddRole || action == JobAction::RemoveRole || action == JobAction::Lock;
}

} // namespace

JobFailures::JobFailures(Workspace &workspace, BulkRun &run, QObject *parent)
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
    collect(job.id, BulkRun::mostNamed, tr("Try again"), [this, job](const QList<JobItem> &items) {
        if (needsRequest(job.action))
            return findRequest(job, [this, items](const BulkChange &change) { begin(change, items); });
        BulkChange change;
        change.action = job.action;
        begin(change, items);
    });
}

void JobFailures::begin(const BulkChange &change, const QList<JobItem> &items)
{
    QList<UserId> users;
    for (const JobItem &item : items)
        users += item.userId;
    BulkRequest request;
    static_cast<BulkChange &>(request) = change;
    request.ids = users;
    m_run.begin(request, false);
}

/// A job does not tell which role it gives; the entry of the trail that says who asked for it does.
void JobFailures::findRequest(const Job &job, std::function<void(const BulkChange &change)> done)
{
    AuditQuery query;
    query.target = job.id.text();
    query.action = u"job.started"_s;
    m_workspace.client.send(
        api::auditList, query, this, [this, done = std::move(done)](const Answer<auth::Page<AuditEntry>> &entries) {
            if (!entries)
                return m_workspace.notices.fail(tr("Look up what was asked for"), entries.error());
            for (const AuditEntry &entry : entries->items) {
                if (!entry.after)
                    continue;
                const auto change = json::decode<BulkChange>(entry.after->text, {}, {.ignoreUnknown = true});
                if (change)
                    return done(*change);
            }
            m_workspace.notices.say(Tone::Error, tr("The audit trail no longer has what this job was asked to do."));
        });
}

} // namespace auth::console
