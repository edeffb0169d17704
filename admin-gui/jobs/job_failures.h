#pragma once

#include "jobs/failure_list.h"
#include "shell/bulk_run.h"

namespace auth::console {

/// What can be done with the accounts that a job did not change although it should have.
class JobFailures : public QObject {
    Q_OBJECT

public:
    JobFailures(Workspace &workspace, BulkRun &run, QObject *parent);

    /// As CSV; what came of it is told.
    void exportTo(JobId job, const QString &path);
    /// The same for them, once more.
    void tryAgain(const Job &job);

private:
    void collect(JobId job, qint64 limit, const QString &what, std::function<void(const QList<JobItem> &)> done);
    void write(const QString &path, const QList<JobItem> &items);
    void begin(const BulkChange &change, const QList<JobItem> &items);
    void findRequest(const Job &job, std::function<void(const BulkChange &change)> done);

    Workspace &m_workspace;
    BulkRun &m_run;
};

} // namespace auth::console
