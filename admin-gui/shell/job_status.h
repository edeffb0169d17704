#pragma once

#include "api/job_messages.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QProgressBar)
QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace auth::console {

class JobWatch;

/// The job under way, in the status bar: what, how far, Cancel. A click on the text leads to it.
class JobStatus : public QWidget {
    Q_OBJECT

public:
    explicit JobStatus(JobWatch &jobs, QWidget *parent = nullptr);

Q_SIGNALS:
    void opened(auth::JobId id);

private:
    void show(const Job &job);
    void settle();

    JobWatch &m_jobs;
    JobId m_shown;
    QToolButton *m_text;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
};

} // namespace auth::console
