#include "live_logs/server_lines.h"

#include "api/endpoints/logs.h"
#include "core/json_document.h"

#include <algorithm>

namespace auth::console {

namespace {

constexpr qint64 pageSize = 200;

} // namespace

ServerLines::ServerLines(ApiClient &client, LogQuery query, qint64 most, QObject *context, Done done)
    : QObject(context), m_client(client), m_query(std::move(query)), m_most(most), m_done(std::move(done))
{
    m_query.limit = static_cast<int>(std::min(pageSize, most));
}

void ServerLines::ask()
{
    m_client.start(api::call(api::searchLog, m_query), this, [this](const Answer<QByteArray> &body) {
        if (body)
            return take(*body);
        deleteLater();
        m_done(body.error());
    });
}

/// The lines are read as JSON, not as LogLine: they keep members this program does not know.
void ServerLines::take(const QByteArray &body)
{
    const auto document = json::Document::parse(body, {.size = HttpLink::largestAnswer});
    if (!document || document->root().kind() != json::Node::Kind::Object) {
        deleteLater();
        return m_done(nonsense({}));
    }
    LogBatch page;
    QString next;
    for (const json::Member &member : document->root().members()) {
        if (member.key == "items" && member.value.kind() == json::Node::Kind::List) {
            for (const json::Node line : member.value.items()) {
                if (m_parser.parse(line, page))
                    continue;
                page.addMark(RowKind::Gap, page.isEmpty() ? LinePlace() : page.records.back().place, 1);
                m_readable = false;
            }
        } else if (member.key == "next_cursor" && member.value.kind() == json::Node::Kind::Text) {
            next = QString::fromUtf8(member.value.text());
        }
    }
    m_rows += page.size();
    m_pages.push_back(std::move(page));
    if (next.isEmpty() || m_rows >= m_most)
        return finish(next.isEmpty());
    const bool oldestFirst = m_query.sequence == LineSequence::OldestFirst;
    (oldestFirst ? m_query.after : m_query.before) = next;
    ask();
}

void ServerLines::finish(bool complete)
{
    Fetched fetched{.lines = {}, .complete = complete && m_readable};
    const bool newestFirst = m_query.sequence != LineSequence::OldestFirst;
    if (newestFirst)
        std::reverse(m_pages.begin(), m_pages.end());
    for (const LogBatch &page : m_pages) {
        for (qsizetype i = 0; i < page.size(); ++i)
            fetched.lines.appendRow(page.row(static_cast<std::size_t>(newestFirst ? page.size() - 1 - i : i)));
    }
    deleteLater();
    m_done(std::move(fetched));
}

} // namespace auth::console
