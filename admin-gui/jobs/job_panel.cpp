#include "jobs/job_panel.h"

#include "api/endpoints/jobs.h"
#include "jobs/job_facts.h"
#include "shell/live_page.h"
#include "shell/action_button.h"
#include "shell/job_words.h"
#include "shell/outcome_words.h"
#include "widgets/key_value_view.h"
#include "widgets/state_badge.h"
#include "widgets/theme.h"

#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QToolButton>

namespace auth::console {

using namespace Qt::StringLiterals;

JobPanel::JobPanel(Workspace &workspace, QWidget *parent)
    : DetailsPanel(parent), m_workspace(workspace), m_run(new BulkRun(workspace, this)),
      m_failures(new JobFailures(workspace, *m_run, this)), m_items(new JobItemsView(workspace.client)),
      m_heading(new QLabel), m_badge(new StateBadge), m_progress(new QProgressBar), m_facts(new KeyValueView)
{
    setObjectName(u"jobPanel"_s);
    addActions();
    m_view = new StateView(makeContent());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    connect(m_view, &StateView::retryRequested, this, &JobPanel::refresh);
    connect(m_items, &JobItemsView::activated, m_user, &QAction::trigger);
    connect(m_items, &JobItemsView::currentChanged, this, &JobPanel::judge);
    connect(m_facts, &KeyValueView::linkActivated, this, &JobPanel::follow);
    connect(&workspace.jobs, &JobWatch::progressed, this, &JobPanel::heed);
    connect(m_run, &BulkRun::made, this, [this](const Job &job) { Q_EMIT subjectChanged(job.id.text()); });
    m_again.setSingleShot(true);
    m_again.setInterval(std::chrono::seconds(1));
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    judge();
}

Action *JobPanel::addAction(const QString &id, const QString &text, Icon icon, const QString &keys,
                            std::optional<Permission> needs, bool changes, std::function<void()> run)
{
    return m_workspace.actions.add({.id = id,
                                    .text = text,
                                    .icon = icon,
                                    .keys = QKeySequence(keys),
                                    .place = Place::Jobs,
                                    .needs = needs,
                                    .changes = changes,
                                    .about = {}},
                                   std::move(run));
}

void JobPanel::addActions()
{
    m_export = addAction(u"jobs.export_failures"_s, tr("&Export failures…"), Icon::Export, u"Ctrl+E"_s, {}, false,
                         [this] { askForFile(); });
    m_retry = addAction(u"jobs.try_again"_s, tr("&Try the failed ones again…"), Icon::Refresh, u"Ctrl+Shift+R"_s,
                        Permission::UsersWrite, true, [this] { m_failures->tryAgain(*m_job); });
    m_audit = addAction(u"jobs.audit"_s, tr("Show the &audit of the job"), Icon::Audit, u"Ctrl+Shift+A"_s,
                        Permission::AuditRead, false, [this] { showAudit(); });
    m_user = addAction(u"jobs.user"_s, tr("Show the &user"), Icon::Users, u"Ctrl+U"_s, Permission::UsersRead, false,
                       [this] { openUser(); });
}

QWidget *JobPanel::makeContent()
{
    m_heading->setObjectName(u"jobHeading"_s);
    m_heading->setFont(uiFont(2, QFont::DemiBold));
    m_badge->setObjectName(u"jobState"_s);
    m_progress->setObjectName(u"jobProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the job"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_facts->setObjectName(u"jobFacts"_s);
    auto *head = new QHBoxLayout;
    head->addWidget(m_heading, 1);
    head->addWidget(m_badge);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(m_progress);
    column->addWidget(m_facts);
    column->addWidget(m_items, 1);
    column->addWidget(makeButtons());
    return content;
}

QWidget *JobPanel::makeButtons()
{
    auto *buttons = new QWidget;
    auto *grid = new QGridLayout(buttons);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    int place = 0;
    for (Action *action : {m_retry, m_export, m_user, m_audit}) {
        QToolButton *button = actionButton(*action);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        grid->addWidget(button, place / 2, place % 2);
        ++place;
    }
    return buttons;
}

void JobPanel::open(const QString &id)
{
    const auto parsed = JobId::parse(id);
    if (!parsed)
        return;
    if (*parsed != m_id) {
        m_job.reset();
        m_view->showLoading();
    }
    m_id = *parsed;
    refresh();
}

void JobPanel::refresh()
{
    if (m_id.isNull())
        return;
    m_items->load(m_id);
    m_workspace.client.send(api::job, {.id = m_id}, this, [this](const Answer<Job> &job) {
        if (job && job->id == m_id)
            showJob(*job);
        else if (!job && !m_job)
            m_view->showError(failureOf(job.error()));
    });
}

QString JobPanel::title() const { return m_job ? tr("Job: %1").arg(nameOf(m_job->action)) : tr("Job"); }

void JobPanel::showJob(const Job &job)
{
    const bool other = !m_job || m_job->id != job.id;
    m_job = job;
    m_heading->setText(nameOf(job.action));
    m_badge->setState(nameOf(job.state), toneOf(job.state));
    m_progress->setVisible(isUnderWay(job));
    m_progress->setValue(percentOf(job));
    m_facts->setRows(factsOf(job, m_workspace.times));
    m_items->showOutcomes(job);
    judge();
    m_view->showContent();
    if (isUnderWay(job))
        m_again.start(); // others start jobs too, which nobody here follows
    if (other)
        Q_EMIT titleChanged();
}

void JobPanel::judge()
{
    const QString none = tr("Open a job first.");
    const qint64 failures = m_job ? failuresOf(*m_job) : 0;
    const QString noFailure = m_job ? tr("No account of this job has failed.") : none;
    m_export->setPossible(failures > 0, noFailure);
    const bool ended = m_job && !canCancel(*m_job);
    if (m_job && m_job->action == JobAction::Undo)
        m_retry->setPossible(false, tr("Undo the other job once more instead."));
    else if (failures > BulkRun::mostNamed)
        m_retry->setPossible(false, tr("At most %1 accounts can be tried again.").arg(numberText(BulkRun::mostNamed)));
    else
        m_retry->setPossible(failures > 0 && ended, ended || !m_job ? noFailure : tr("The job has not ended yet."));
    m_audit->setPossible(m_job.has_value(), none);
    m_user->setPossible(m_items->current(), tr("Select an account of the job first."));
}

/// Only whoever asks for a job alone is told its outcomes.
void JobPanel::heed(const Job &job)
{
    if (job.id == m_id)
        refresh();
}

void JobPanel::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Export failures"), {}, tr("Spreadsheets (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"failures.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &JobPanel::exportFailures);
    dialog->open();
}

void JobPanel::showAudit()
{
    m_workspace.navigator.go({.place = Place::Audit, .filter = u"target:"_s + m_id.text(), .id = {}});
}

void JobPanel::openUser()
{
    if (const JobItem *item = m_items->current())
        follow(u"user"_s, item->userId.text());
}

void JobPanel::follow(const QString &kind, const QString &target)
{
    if (kind == u"job"_s)
        m_workspace.navigator.go({.place = Place::Jobs, .filter = {}, .id = target});
    else
        m_workspace.navigator.showDetails(Subject::User, target);
}

} // namespace auth::console
