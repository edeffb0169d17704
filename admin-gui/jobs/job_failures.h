#pragma once

#include "jobs/failure_list.h"
#include "jobs/job_run.h"

namespace auth::console {

/// What can be done with the accounts that a job did not change although it should have.
class JobFailures : public QObject {
    Q_OBJECT

public:
    JobFailures(Workspace &workspace, JobRun &run, QObject *parent);

    /// As CSV; what came of it is told.
    void exportTo(JobId job, const QString &path);
    /// A dry run of the same for them, then what start() asks.
    void tryAgain(const Job &job);

private:
    void collect(JobId job, qint64 limit, const QString &what, std::function<void(const QList<JobItem> &)> done);
    void write(const QString &path, const QList<JobItem> &items);

    Workspace &m_workspace;
    JobRun &m_run;
};

} // namespace auth::console
