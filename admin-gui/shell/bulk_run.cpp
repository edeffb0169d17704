#include "shell/bulk_run.h"

#include "api/endpoints/jobs.h"
#include "shell/bulk_words.h"
#include "shell/outcome_words.h"
#include "widgets/confirm_dialog.h"

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 namesShown = 10;

BulkChange changeOf(JobAction action)
{
    BulkChange change;
    change.action = action;
    return change;
}

} // namespace

BulkRun::BulkRun(Workspace &workspace, QWidget *window) : QObject(window), m_workspace(workspace), m_window(window)
{
    connect(&workspace.jobs, &JobWatch::ended, this, &BulkRun::heed);
    connect(&workspace.jobs, &JobWatch::lost, this, [this](const Job &job) {
        m_planning.remove(job.id);
        if (m_running.remove(job.id))
            Q_EMIT done();
    });
}

template<class Request>
void BulkRun::send(const Endpoint<Request, Job> &endpoint, const Request &request, const QString &what, Taken taken)
{
    m_workspace.client.send(endpoint, request, this, [this, what, taken = std::move(taken)](const Answer<Job> &job) {
        if (job)
            taken(*job);
        else
            m_workspace.notices.fail(what, job.error());
    });
}

void BulkRun::begin(BulkRequest request, bool everybody)
{
    request.dryRun = true;
    send(api::changeUsers, request, tr("Look what would happen"), [=, this](const Job &job) {
        m_planning.insert(job.id, {.change = request, .everybody = everybody});
        m_workspace.jobs.follow(job);
        Q_EMIT made(job);
    });
}

void BulkRun::resume(JobId planned)
{
    send(api::job, {.id = planned}, tr("Look what would happen"),
         [this](const Job &job) { showPlan(job, {.change = changeOf(job.action), .keep = true}); });
}

void BulkRun::heed(const Job &job)
{
    if (const auto plan = m_planning.constFind(job.id); plan != m_planning.cend()) {
        const Plan taken = *plan;
        m_planning.erase(plan);
        if (job.state == JobState::Planned)
            showPlan(job, taken);
        else
            fail(tr("Look what would happen"), job);
    } else if (m_running.contains(job.id)) {
        tell(job);
    }
}

void BulkRun::showPlan(const Job &job, const Plan &plan)
{
    if (changesOf(job) == 0) {
        const QString why = leftAlone(job).join(u'\n');
        return m_workspace.notices.say(Tone::Info, tr("There is nothing to change.\n%1").arg(why).trimmed());
    }
    const JobItemsRequest request{.id = job.id, .outcome = u"changed"_s, .after = {}, .limit = namesShown};
    m_workspace.client.send(api::jobItems, request, this, [=, this](const Answer<auth::Page<JobItem>> &items) {
        QStringList names;
        for (const JobItem &item : items ? items->items : QList<JobItem>())
            names += tr("%1 <%2>").arg(item.username, item.email);
        ask(job, plan, names);
    });
}

void BulkRun::ask(const Job &job, const Plan &plan, const QStringList &names)
{
    const qint64 count = changesOf(job);
    const QString title = bulkTitle(plan.change, count);
    auto *dialog = new ConfirmDialog({.title = title,
                                      .verb = title,
                                      .destructive = isDestructive(plan.change.action),
                                      .names = names,
                                      .count = count,
                                      .consequences = bulkConsequences(plan.change.action) + leftAlone(job),
                                      .reason = {},
                                      .boxes = {},
                                      .typeCount = plan.everybody || count > mostWithoutTyping},
                                     m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [=, this] { start(job, plan.change); });
    connect(dialog, &QDialog::rejected, this, [=, this] { // what becomes of a plan nobody wants matters to nobody
        if (!plan.keep)
            m_workspace.client.send(api::cancelJob, {.id = job.id}, this, [](const Answer<Job> &) {});
    });
    dialog->open();
}

void BulkRun::start(const Job &job, const BulkChange &change)
{
    send(api::startJob, {.id = job.id}, bulkTitle(change, changesOf(job)),
         [=, this](const Job &started) { follow(started, change); });
}

void BulkRun::follow(const Job &job, const BulkChange &change)
{
    m_running.insert(job.id, change);
    m_workspace.jobs.follow(job);
}

void BulkRun::tell(const Job &job)
{
    const BulkChange change = m_running.take(job.id);
    Q_EMIT done();
    if (job.state == JobState::Failed)
        return fail(bulkTitle(change, job.total), job);
    QStringList sentences{bulkResult(job.action, job.changed)};
    if (job.state == JobState::Cancelled)
        sentences += tr("The rest was left alone: the job was cancelled.");
    const auto putBack = job.canUndo ? std::function<void()>([=, this] { undo(job); }) : std::function<void()>();
    m_workspace.notices.done((sentences + leftAlone(job)).join(u'\n'), putBack, links(job.id));
}

void BulkRun::undo(const Job &job)
{
    send(api::undoJob, {.id = job.id}, tr("Undo"), [this](const Job &undoing) {
        follow(undoing, changeOf(JobAction::Undo));
        Q_EMIT made(undoing);
    });
}

void BulkRun::fail(const QString &what, const Job &job)
{
    if (job.state == JobState::Cancelled)
        return m_workspace.notices.say(Tone::Info, tr("The job was cancelled."));
    m_workspace.notices.say(Tone::Error, tr("%1 failed: %2").arg(what, job.problem.value_or(QString())));
}

std::vector<MessageAction> BulkRun::links(JobId job)
{
    const auto show = [this, id = job.text()] {
        m_workspace.navigator.go({.place = Place::Jobs, .filter = {}, .id = id});
    };
    return {{.text = tr("Show the job"), .run = show}};
}

} // namespace auth::console
