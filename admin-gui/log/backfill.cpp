#include "log/backfill.h"

#include "api/endpoints/logs.h"

namespace auth::console {

using namespace std::chrono_literals;
using json::Node;

namespace {

constexpr int linesPerPage = 200;
constexpr int mostFailures = 3;
constexpr json::Limits pageLimits{.size = 32 << 20, .depth = 32};

const json::Member *memberNamed(const QVarLengthArray<json::Member, 16> &members, QByteArrayView name)
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const json::Member &each) { return each.key == name; });
    return found == members.end() ? nullptr : found;
}

} // namespace

Backfill::Backfill(FeedLink &link, const FeedSettings &settings, PlaceTracker &tracker, BatchQueue &queue)
    : m_link(link), m_settings(settings), m_tracker(tracker), m_queue(queue)
{
    m_pause.setParent(this);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Backfill::ask);
}

void Backfill::start(LinePlace before)
{
    m_before = before;
    m_fetched = 0;
    m_failures = 0;
    m_running = true;
    LinePlace after = *m_tracker.last();
    if (after.epoch == before.epoch) // of a gap that is too wide its end counts
        after.seq = std::max(after.seq, before.seq - 1 - m_settings.mostFetched);
    m_after = QString::fromLatin1(after.text());
    ask();
}

void Backfill::stop()
{
    m_running = false;
    m_pause.stop();
    m_reply.reset();
}

void Backfill::ask()
{
    if (m_queue.room() < linesPerPage) {
        m_pause.start(m_settings.times.frame);
        return;
    }
    LogQuery query;
    static_cast<LogFilter &>(query) = m_settings.filter;
    query.after = m_after;
    query.before = QString::fromLatin1(m_before.text());
    query.sequence = LineSequence::OldestFirst;
    query.limit = linesPerPage;
    m_reply = m_link.get(api::call(api::searchLog, query), m_settings.times.silence);
    connect(m_reply.get(), &QNetworkReply::finished, this, &Backfill::read);
}

void Backfill::read()
{
    const ReplyHandle reply = std::move(m_reply);
    const int status = statusOf(*reply);
    if (status == 200 && reply->error() == QNetworkReply::NoError) {
        m_failures = 0;
        takePage(reply->readAll());
    } else if (status == 401) {
        Q_EMIT refused(problemOf(*reply));
    } else if (status >= 400 && status < 500 && status != 429) {
        end(false);
    } else {
        askAgainLater();
    }
}

void Backfill::askAgainLater()
{
    if (++m_failures >= mostFailures)
        return end(false);
    m_pause.start(m_settings.times.firstRetry);
}

void Backfill::takePage(const QByteArray &body)
{
    const auto document = json::Document::parse(body, pageLimits);
    if (!document || document->root().kind() != Node::Kind::Object)
        return end(false);
    const auto members = document->root().members();
    const json::Member *items = memberNamed(members, "items");
    if (!items || items->value.kind() != Node::Kind::List)
        return end(false);
    takeLines(items->value);
    const json::Member *cursor = memberNamed(members, "next_cursor");
    if (!cursor || cursor->value.kind() != Node::Kind::Text)
        return end(true);
    if (m_fetched >= m_settings.mostFetched)
        return end(false);
    m_after = QString::fromUtf8(cursor->value.text());
    ask();
}

void Backfill::takeLines(Node items)
{
    LogBatch lines;
    LogBatch out;
    for (const Node item : items.items()) {
        if (!m_parser.parse(item, lines) && !m_tracker.counts()) // otherwise its number is missed
            lines.addMark(RowKind::Gap, lines.isEmpty() ? *m_tracker.last() : lines.records.back().place, 1);
    }
    for (std::size_t i = 0; i < lines.records.size(); ++i) {
        const LogRecord &record = lines.records[i];
        if (record.kind == RowKind::Line) {
            if (record.place == m_before || m_tracker.judge(record.place) == PlaceTracker::Next::Repeated)
                continue;
            m_tracker.take(record.place, out);
        }
        out.appendRow(lines.row(i));
    }
    m_fetched += out.size();
    if (m_queue.put(out))
        Q_EMIT fetched();
}

void Backfill::end(bool complete)
{
    LogBatch out;
    const LinePlace last = *m_tracker.last();
    if (!complete && (!m_tracker.counts() || last.epoch != m_before.epoch))
        out.addMark(RowKind::Gap, last, -1); // what was lost cannot be counted
    m_tracker.skipTo(m_before, out);
    stop();
    if (m_queue.put(out))
        Q_EMIT fetched();
    Q_EMIT finished();
}

} // namespace auth::console
