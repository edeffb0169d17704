#include "jobs/jobs_page.h"

#include "api/endpoints/jobs.h"
#include "jobs/job_delegate.h"
#include "shell/action_button.h"
#include "shell/job_words.h"
#include "widgets/filter_bar.h"
#include "widgets/table_view.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds interval{10};
constexpr std::chrono::seconds livelyInterval{1};

} // namespace

JobsPage::JobsPage(Workspace &workspace, QWidget *parent)
    : LivePage(Place::Jobs, workspace, Permission::UsersRead, parent), m_run(new BulkRun(workspace, this)),
      m_changes(new JobChanges(workspace, *m_run, this)), m_model(jobModel(workspace.times, this)),
      m_filter(new FilterBar), m_table(new TableView)
{
    setObjectName(u"jobsPage"_s);
    addActions();
    setContent(makeContent());
    connect(m_filter, &FilterBar::edited, this, &JobsPage::filter);
    connect(m_table, &TableView::rowActivated, m_open, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &JobsPage::judge);
    connect(&workspace.times, &TimeText::changed, m_model, &JobModel::repaint);
    connect(&workspace.jobs, &JobWatch::progressed, this, &JobsPage::put);
    connect(m_changes, &JobChanges::changed, this, &JobsPage::put);
    connect(m_run, &BulkRun::made, this, [this](const Job &job) {
        m_wanted = job.id.text();
        put(job);
    });
    every(interval, [this] { return askJobs(); });
    every(livelyInterval, [this] { return askWhileUnderWay(); });
    judge();
}

Action *JobsPage::addAction(const QString &id, const QString &text, Icon icon, const QString &keys, bool changes,
                            std::function<void(const Job &job)> run)
{
    return workspace().actions.addFor(m_table,
                                      {.id = id,
                                       .text = text,
                                       .icon = icon,
                                       .keys = QKeySequence(keys),
                                       .place = Place::Jobs,
                                       .needs = changes ? std::optional(Permission::UsersWrite) : std::nullopt,
                                       .changes = changes,
                                       .about = {}},
                                      [this, run = std::move(run)] {
                                          if (const Job *job = current())
                                              run(*job);
                                      });
}

void JobsPage::addActions()
{
    m_open = addAction(u"jobs.open"_s, tr("&Open"), Icon::Details, u"Return"_s, false,
                       [this](const Job &) { openDetails(); });
    m_start = addAction(u"jobs.start"_s, tr("&Start…"), Icon::Play, u"Ctrl+Return"_s, true,
                        [this](const Job &job) { m_run->resume(job.id); });
    m_cancel = addAction(u"jobs.cancel"_s, tr("&Cancel"), Icon::Close, u"Del"_s, true,
                         [this](const Job &job) { m_changes->cancel(job); });
    m_undo = addAction(u"jobs.undo"_s, tr("&Undo…"), Icon::Undo, u"Ctrl+Shift+Z"_s, true,
                       [this](const Job &job) { m_changes->undo(job); });
}

QWidget *JobsPage::makeContent()
{
    m_filter->setObjectName(u"jobsFilter"_s);
    m_filter->setPlaceholder(tr("A part of what, state or who"));
    for (Action *action : {m_start, m_cancel, m_undo})
        m_filter->addWidget(actionButton(*action));
    m_table->setObjectName(u"jobs"_s);
    m_table->setAccessibleName(tr("Jobs"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new JobDelegate(m_table));
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(m_table, 1);
    return content;
}

void JobsPage::open(const Target &target)
{
    if (!target.filter.isEmpty())
        m_filter->setText(target.filter);
    if (target.id.isEmpty())
        return;
    m_wanted = target.id;
    m_filter->clear();
    workspace().navigator.showDetails(Subject::Job, target.id);
    selectWanted();
}

Target JobsPage::target() const
{
    return {.place = Place::Jobs, .filter = m_filter->text(), .id = current() ? current()->id.text() : QString()};
}

/// Once for both intervals.
CallHandle JobsPage::askJobs()
{
    if (m_call.isUnderWay())
        return m_call;
    m_call = workspace().client.send(api::jobs, {}, this, [this](const Answer<auth::Page<Job>> &jobs) {
        if (!jobs)
            return failed(jobs.error());
        showJobs(jobs->items);
    });
    return m_call;
}

CallHandle JobsPage::askWhileUnderWay() { return std::ranges::any_of(m_all, isUnderWay) ? askJobs() : CallHandle(); }

void JobsPage::showJobs(const QList<Job> &jobs)
{
    const bool first = m_all.isEmpty();
    m_all = jobs;
    took();
    filter();
    if (first)
        fitWithBadges(*m_table);
    if (jobs.isEmpty())
        state().showEmpty(Icon::Jobs, tr("There were no jobs in the last days. A change of many users is one."),
                          {tr("Go to the users"), [this] { workspace().navigator.go({.place = Place::Users}); }});
}

/// What is heard of a job between two questions.
void JobsPage::put(const Job &job)
{
    if (!hasAnswer())
        return;
    QList<Job> jobs = m_all;
    const auto known = std::ranges::find(jobs, job.id, &Job::id);
    if (known == jobs.end())
        jobs.prepend(job);
    else
        *known = job;
    showJobs(jobs);
}

bool JobsPage::matches(const Job &job) const
{
    const QString texts =
        nameOf(job.action) + u' ' + nameOf(job.state) + u' ' + job.createdByName + u' ' + job.id.text();
    const QStringList words = m_filter->text().split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString &word) { return texts.contains(word, Qt::CaseInsensitive); });
}

void JobsPage::filter()
{
    QList<Job> found;
    std::ranges::copy_if(m_all, std::back_inserter(found), [this](const Job &job) { return matches(job); });
    m_model->setRows(found);
    m_filter->setCount(tr("%1 of %2").arg(numberText(found.size()), numberText(m_all.size())));
    selectWanted();
    if (!m_table->selectionModel()->hasSelection() && !found.isEmpty())
        m_table->selectRow(0);
    judge();
}

void JobsPage::selectWanted()
{
    const int row = m_wanted.isEmpty() ? -1 : m_model->find(m_wanted);
    if (row < 0)
        return;
    m_wanted.clear();
    m_table->selectRow(row);
}

const Job *JobsPage::current() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_model->row(rows.first().row());
}

void JobsPage::judge()
{
    const Job *job = current();
    const QString none = tr("Select a job first.");
    m_open->setPossible(job, none);
    m_start->setPossible(job && canStart(*job),
                         job ? tr("Only a dry run that has come to its end can be started.") : none);
    m_cancel->setPossible(job && canCancel(*job), job ? tr("The job has ended.") : none);
    m_undo->setPossible(job && job->canUndo, job ? tr("This job has changed nothing that can be put back.") : none);
}

void JobsPage::openDetails() { workspace().navigator.showDetails(Subject::Job, current()->id.text()); }

void JobsPage::focusFilter() { m_filter->focusLine(); }

bool JobsPage::escape()
{
    if (m_filter->text().isEmpty())
        return false;
    m_filter->clear();
    return true;
}

void JobsPage::setStale(bool stale) { m_table->setEnabled(!stale); }

} // namespace auth::console
