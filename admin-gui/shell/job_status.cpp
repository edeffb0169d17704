#include "shell/job_status.h"

#include "shell/job_watch.h"
#include "shell/job_words.h"
#include "widgets/icons.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QToolButton>

namespace auth::console {

using namespace Qt::StringLiterals;

JobStatus::JobStatus(JobWatch &jobs, QWidget *parent) : QWidget(parent), m_jobs(jobs)
{
    setObjectName(u"job_status"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_text = new QToolButton(this);
    m_text->setObjectName(u"job_status.text"_s);
    m_text->setAutoRaise(true);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(u"job_status.progress"_s);
    m_progress->setAccessibleName(tr("Progress of the job"));
    m_progress->setFixedWidth(120);
    m_cancel = new QToolButton(this);
    m_cancel->setObjectName(u"job_status.cancel"_s);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Leave the rest of the accounts alone"));
    m_cancel->setAutoRaise(true);
    for (QWidget *each : std::initializer_list<QWidget *>{m_text, m_progress, m_cancel})
        row->addWidget(each);
    hide();
    connect(&jobs, &JobWatch::progressed, this, &JobStatus::show);
    connect(&jobs, &JobWatch::ended, this, &JobStatus::settle);
    connect(&jobs, &JobWatch::lost, this, &JobStatus::settle);
    connect(m_text, &QToolButton::clicked, this, [this] { Q_EMIT opened(m_shown); });
    connect(m_cancel, &QToolButton::clicked, this, [this] { m_jobs.cancel(m_shown); });
}

void JobStatus::show(const Job &job)
{
    m_shown = job.id;
    m_text->setText(tr("%1 (%2): %3").arg(nameOf(job.action), nameOf(job.state), progressText(job)));
    m_progress->setRange(0, job.state == JobState::Selecting ? 0 : 100);
    m_progress->setValue(percentOf(job));
    m_cancel->setEnabled(job.state != JobState::Selecting);
    setVisible(true);
}

void JobStatus::settle()
{
    const auto left = m_jobs.running();
    if (left.isEmpty())
        hide();
    else
        show(left.last());
}

} // namespace auth::console
