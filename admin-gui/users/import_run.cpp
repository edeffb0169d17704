#include "users/import_run.h"

#include "api/endpoints/users.h"

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// What a server takes in one request, unless it is told otherwise (MAX_BODY_BYTES).
constexpr qsizetype mostBytes = 65'536;

} // namespace

ImportRun::ImportRun(ApiClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void ImportRun::begin(QList<QByteArray> lines, bool dryRun)
{
    m_call.cancel();
    m_lines = std::move(lines);
    m_dryRun = dryRun;
    m_next = 0;
    m_created = 0;
    m_existing = 0;
    m_failures.clear();
    m_state = State::Idle;
    resume();
}

void ImportRun::resume()
{
    if (m_state == State::Running || m_state == State::Finished)
        return;
    m_state = State::Running;
    if (!m_call.isUnderWay())
        send();
}

void ImportRun::pause()
{
    if (m_state == State::Running)
        m_state = State::Paused;
}

void ImportRun::send()
{
    const qsizetype end = std::min(m_lines.size(), m_next + ImportRequest::mostRows);
    QByteArray rows;
    for (qsizetype i = m_next; i < end && (rows.isEmpty() || rows.size() + m_lines[i].size() <= mostBytes); ++i)
        rows += m_lines[i];
    ImportRequest request;
    request.dryRun = m_dryRun;
    m_call = m_client.send(
        api::importUsers, request, this,
        [this](const Answer<ImportReport> &report) {
            m_call = {};
            take(report);
        },
        rows);
}

void ImportRun::take(const Answer<ImportReport> &report)
{
    if (!report) {
        m_state = State::Paused;
        Q_EMIT progressed();
        Q_EMIT stuck(report.error());
        return;
    }
    m_created += report->created;
    m_existing += report->existing;
    for (const ImportedRow &row : report->rows) {
        if (row.verdict == ImportVerdict::Error)
            m_failures += {m_next + row.row - 1, row.detail.value_or(row.code.value_or(QString()))};
    }
    m_next += report->rows.size();
    if (m_next >= m_lines.size())
        m_state = State::Finished;
    Q_EMIT progressed();
    if (m_state == State::Finished)
        Q_EMIT finished();
    else if (m_state == State::Running)
        send();
}

} // namespace auth::console
