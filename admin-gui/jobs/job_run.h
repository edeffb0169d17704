#pragma once

#include "api/job_messages.h"
#include "shell/workspace.h"

#include <QtCore/QPointer>
#include <QtCore/QSet>

namespace auth::console {

/// What can be done with jobs. Asks before it changes accounts, says what came of it, and tells where the server has a
/// job that is not as it was.
class JobRun : public QObject {
    Q_OBJECT

public:
    /// As many accounts can be named in one job.
    static constexpr qint64 mostNamed = 1500;

    /// Dialogs stand over `window`.
    JobRun(Workspace &workspace, QWidget *window);

    /// Of a dry run, with what it has shown.
    void start(JobId id);
    void cancel(const Job &job);
    void undo(const Job &job);
    /// A dry run for these accounts of what `job` was to do; start() when it is there.
    void tryAgain(const Job &job, const QList<UserId> &users);

Q_SIGNALS:
    void changed(const auth::Job &job);
    /// Another job has come from one.
    void made(const auth::Job &job);

private:
    using Done = std::function<void(const Job &job)>;

    template<class Request>
    void send(const Endpoint<Request, Job> &endpoint, const Request &request, const QString &what, Done done);
    void askToStart(const Job &job);
    void askToUndo(const Job &job);
    void findRequest(const Job &job, std::function<void(const BulkChange &change)> done);
    void plan(const BulkChange &change, const QList<UserId> &users);
    void heedPlan(const Job &job);

    Workspace &m_workspace;
    QWidget *m_window;
    QSet<JobId> m_planning;
};

/// "12 accounts: Changed", a sentence for each outcome of a job.
QStringList outcomeLines(const Job &job);

} // namespace auth::console
