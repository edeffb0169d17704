#include "jobs/job_run.h"

#include "api/endpoints/audit.h"
#include "api/endpoints/jobs.h"
#include "core/json.h"
#include "jobs/job_words.h"
#include "shell/job_status.h"
#include "widgets/confirm_dialog.h"

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// More than so many are confirmed by typing their number.
constexpr qint64 mostWithoutTyping = 100;

qint64 changedIn(const Job &job)
{
    for (const JobOutcome &each : job.outcomes.value_or(QList<JobOutcome>())) {
        if (each.outcome == u"changed"_s)
            return each.count;
    }
    return 0;
}

bool takesAway(JobAction action)
{
    return action == JobAction::Deactivate || action == JobAction::Lock || action == JobAction::Delete
           || action == JobAction::EndSessions || action == JobAction::RemoveRole
           || action == JobAction::RequirePasswordChange;
}

/// Its request has more than the action, and only the trail has it.
bool needsRequest(JobAction action)
{
    return action == JobAction::AddRole || action == JobAction::RemoveRole || action == JobAction::Lock;
}

} // namespace

QStringList outcomeLines(const Job &job)
{
    QStringList lines;
    for (const JobOutcome &each : job.outcomes.value_or(QList<JobOutcome>())) {
        if (each.outcome != u"changed"_s)
            lines += JobRun::tr("%Ln accounts are left alone: %1", nullptr, static_cast<int>(each.count))
                         .arg(fateOf(each.outcome));
    }
    return lines;
}

JobRun::JobRun(Workspace &workspace, QWidget *window) : QObject(window), m_workspace(workspace), m_window(window)
{
    connect(&workspace.jobs, &JobWatch::ended, this, &JobRun::heedPlan);
}

template<class Request>
void JobRun::send(const Endpoint<Request, Job> &endpoint, const Request &request, const QString &what, Done done)
{
    m_workspace.client.send(endpoint, request, this, [this, what, done = std::move(done)](const Answer<Job> &job) {
        if (job)
            done(*job);
        else
            m_workspace.notices.fail(what, job.error());
    });
}

void JobRun::start(JobId id)
{
    send(api::job, {.id = id}, tr("Look at the job"), [this](const Job &job) { askToStart(job); });
}

void JobRun::askToStart(const Job &job)
{
    const qint64 count = changedIn(job);
    const QString title = tr("%1: %Ln accounts", nullptr, static_cast<int>(count)).arg(nameOf(job.action));
    auto *dialog = new ConfirmDialog({.title = title,
                                      .verb = tr("Start: %1").arg(nameOf(job.action)),
                                      .destructive = takesAway(job.action),
                                      .names = {},
                                      .count = count,
                                      .consequences = outcomeLines(job),
                                      .reason = {},
                                      .boxes = {},
                                      .typeCount = count > mostWithoutTyping},
                                     m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id = job.id] {
        send(api::startJob, {.id = id}, tr("Start the job"), [this](const Job &started) {
            m_workspace.jobs.follow(started);
            Q_EMIT changed(started);
        });
    });
    dialog->open();
}

void JobRun::cancel(const Job &job)
{
    send(api::cancelJob, {.id = job.id}, tr("Cancel the job"), [this](const Job &cancelled) {
        m_workspace.notices.done(tr("The job is cancelled; %Ln accounts were changed before.", nullptr,
                                    static_cast<int>(cancelled.changed)));
        Q_EMIT changed(cancelled);
    });
}

void JobRun::undo(const Job &job)
{
    auto *dialog = new ConfirmDialog({.title = tr("Put %Ln accounts back", nullptr, static_cast<int>(job.changed)),
                                      .verb = tr("Put them back"),
                                      .destructive = false,
                                      .names = {},
                                      .count = job.changed,
                                      .consequences = {tr("Accounts that were changed since by others are left alone."),
                                                       tr("Sessions that the job has ended stay ended.")},
                                      .reason = {},
                                      .boxes = {},
                                      .typeCount = job.changed > mostWithoutTyping},
                                     m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id = job.id] {
        send(api::undoJob, {.id = id}, tr("Undo the job"), [this](const Job &undoing) {
            m_workspace.jobs.follow(undoing);
            Q_EMIT made(undoing);
        });
    });
    dialog->open();
}

void JobRun::tryAgain(const Job &job, const QList<UserId> &users)
{
    if (!needsRequest(job.action)) {
        BulkChange change;
        change.action = job.action;
        return plan(change, users);
    }
    findRequest(job, [this, users](const BulkChange &change) { plan(change, users); });
}

/// A job does not tell which role it gives; the entry of the trail that says who asked for it does.
void JobRun::findRequest(const Job &job, std::function<void(const BulkChange &change)> done)
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

void JobRun::plan(const BulkChange &change, const QList<UserId> &users)
{
    BulkRequest request;
    static_cast<BulkChange &>(request) = change;
    request.ids = users;
    request.dryRun = true;
    send(api::changeUsers, request, tr("Try again"), [this](const Job &planning) {
        m_planning += planning.id;
        m_workspace.jobs.follow(planning);
        Q_EMIT made(planning);
    });
}

void JobRun::heedPlan(const Job &job)
{
    if (!m_planning.remove(job.id))
        return;
    Q_EMIT changed(job);
    if (job.state != JobState::Planned)
        return;
    if (changedIn(job) > 0)
        return askToStart(job);
    m_workspace.notices.say(Tone::Info, (QStringList(tr("Nothing would be changed.")) + outcomeLines(job)).join(u'\n'));
}

} // namespace auth::console
