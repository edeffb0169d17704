#pragma once

#include "api/job_messages.h"
#include "client/api_client.h"

#include <QtCore/QHash>
#include <QtCore/QTimer>

namespace auth::console {

/// Jobs on the server that this window has started, until they have ended. GUI thread.
class JobWatch : public QObject {
    Q_OBJECT

public:
    explicit JobWatch(ApiClient &client, QObject *parent = nullptr);

    /// From now on its progress is told.
    void follow(const Job &job);
    void cancel(JobId id);
    QList<Job> running() const { return m_jobs.values(); }

Q_SIGNALS:
    void progressed(const auth::Job &job);
    /// Finished, cancelled or failed; a dry run also when it is planned.
    void ended(const auth::Job &job);
    void failed(const auth::console::ApiError &error);
    /// Nothing more is heard of it: it is gone, or the user may not see it any more.
    void lost(const auth::Job &job, const auth::console::ApiError &why);

private:
    void ask();
    void note(const Job &job);
    void lose(JobId id, const ApiError &why);

    ApiClient &m_client;
    QHash<JobId, Job> m_jobs;
    QTimer m_timer;
    qsizetype m_asked = 0; ///< Questions of this round without an answer.
};

} // namespace auth::console
