#pragma once

#include "api/job_messages.h"
#include "client/api_client.h"

namespace auth::console {

/// The accounts that a job did not change although it should have, page by page from the server. GUI thread.
class FailureList : public QObject {
    Q_OBJECT

public:
    /// At most `limit` of them; then the rest is left out.
    FailureList(ApiClient &client, JobId job, qint64 limit, QObject *parent);

    void load();
    const QList<JobItem> &items() const { return m_items; }

Q_SIGNALS:
    void finished();
    void failed(const auth::console::ApiError &error);

private:
    void ask(qint64 after);
    void take(const auth::Page<JobItem> &page);

    ApiClient &m_client;
    const JobId m_job;
    const qint64 m_limit;
    QList<JobItem> m_items;
};

/// What was done with the account, or what would be.
QString outcomeOf(const JobItem &item);
/// RFC 4180, with a line of titles.
QByteArray failuresAsCsv(const QList<JobItem> &items);

} // namespace auth::console
