#pragma once

#include "api/job_messages.h"
#include "shell/workspace.h"

#include <QtCore/QHash>

namespace auth::console {

/// The same for many users: first the server says what would become of each, then one is asked, then a job of the
/// server's does it to those who were chosen, and nobody else.
class BulkRun : public QObject {
    Q_OBJECT

public:
    /// So many accounts can be named in one request.
    static constexpr qint64 mostNamed = 1500;
    /// Beyond it the number has to be typed.
    static constexpr qint64 mostWithoutTyping = 100;

    /// Dialogs stand over `window`.
    BulkRun(Workspace &workspace, QWidget *window);

    /// `everybody`: all that a filter means, so the number has to be typed.
    void begin(BulkRequest request, bool everybody);
    /// With a dry run that has come to its end; whoever is asked and declines leaves it there.
    void resume(JobId planned);
    /// At once.
    void undo(const Job &job);

Q_SIGNALS:
    /// The server has one job more.
    void made(const auth::Job &job);
    /// Users are not what they were.
    void done();

private:
    struct Plan {
        BulkChange change;
        bool everybody = false;
        bool keep = false; ///< When somebody declines.
    };
    using Taken = std::function<void(const Job &job)>;

    template<class Request>
    void send(const Endpoint<Request, Job> &endpoint, const Request &request, const QString &what, Taken taken);
    void heed(const Job &job);
    void showPlan(const Job &job, const Plan &plan);
    void ask(const Job &job, const Plan &plan, const QStringList &names);
    void start(const Job &job, const BulkChange &change);
    void follow(const Job &job, const BulkChange &change);
    void tell(const Job &job);
    void fail(const QString &what, const Job &job);
    std::vector<MessageAction> links(JobId job);

    Workspace &m_workspace;
    QWidget *m_window;
    QHash<JobId, Plan> m_planning;
    QHash<JobId, BulkChange> m_running;
};

} // namespace auth::console
