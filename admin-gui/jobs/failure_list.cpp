#include "jobs/failure_list.h"

#include "api/endpoints/jobs.h"
#include "core/csv.h"
#include "shell/outcome_words.h"

namespace auth::console {

namespace {

constexpr qint64 pageSize = 200;

} // namespace

QString outcomeOf(const JobItem &item) { return item.outcome ? *item.outcome : item.plan.value_or(QString()); }

QByteArray failuresAsCsv(const QList<JobItem> &items)
{
    QByteArray csv = "user_id,username,email,outcome,meaning\r\n";
    for (const JobItem &item : items) {
        const QByteArrayList fields{csvField(item.userId.text()), csvField(item.username), csvField(item.email),
                                    csvField(outcomeOf(item)), csvField(outcomeText(outcomeOf(item)))};
        csv += fields.join(',') + "\r\n";
    }
    return csv;
}

FailureList::FailureList(ApiClient &client, JobId job, qint64 limit, QObject *parent)
    : QObject(parent), m_client(client), m_job(job), m_limit(limit)
{
}

void FailureList::load() { ask(0); }

void FailureList::ask(qint64 after)
{
    const JobItemsRequest request{.id = m_job, .outcome = {}, .after = after, .limit = pageSize};
    m_client.send(api::jobItems, request, this, [this](const Answer<auth::Page<JobItem>> &page) {
        if (page)
            take(*page);
        else
            Q_EMIT failed(page.error());
    });
}

void FailureList::take(const auth::Page<JobItem> &page)
{
    for (const JobItem &item : page.items) {
        if (!isFailure(outcomeOf(item)))
            continue;
        if (m_items.size() == m_limit) {
            Q_EMIT finished();
            return;
        }
        m_items += item;
    }
    if (page.nextCursor)
        return ask(page.items.last().position);
    Q_EMIT finished();
}

} // namespace auth::console
