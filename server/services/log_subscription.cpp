#include "services/log_subscription.h"

#include "core/json.h"
#include "log/json_line.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pieceBytes = 64 * 1024;
// No more lines than this are looked at for a piece, as that is done on an I/O thread too, and none may match.
constexpr qsizetype linesPerLook = 200;
constexpr int looksPerPiece = 5;
/// So many lines that did not match may go by until the client is told where it is.
constexpr qint64 linesUntold = 1000;

QString reasonOf(LogSubscription::End why)
{
    switch (why) {
    case LogSubscription::End::TooSlow:
        return u"too_slow"_s;
    case LogSubscription::End::AccessEnded:
        return u"access_ended"_s;
    case LogSubscription::End::Stopping:
        return u"stopping"_s;
    }
    Q_UNREACHABLE();
}

void appendIdLine(QByteArray &out, const LogPosition &id)
{
    out.append("id: ").append(id.epoch.toLatin1()).append('-').append(QByteArray::number(id.seq)).append('\n');
}

bool isNumber(QStringView text, qsizetype most)
{
    return !text.isEmpty() && text.size() <= most
           && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

std::optional<LogPosition> LogPosition::parse(QStringView text)
{
    const qsizetype dash = text.indexOf(u'-');
    if (dash < 0 || !isNumber(text.first(dash), 19) || !isNumber(text.sliced(dash + 1), 18)) // 18 digits always fit
        return std::nullopt;
    return LogPosition{text.first(dash).toString(), text.sliced(dash + 1).toLongLong()};
}

void appendEvent(QByteArray &out, const LogPosition &id, QByteArrayView json)
{
    appendIdLine(out, id);
    out.append("data: ").append(json).append("\n\n");
}

void appendId(QByteArray &out, const LogPosition &id)
{
    appendIdLine(out, id);
    out.append('\n');
}

void appendGap(QByteArray &out, const LogPosition &after, const LogPosition &next)
{
    appendIdLine(out, {next.epoch, next.seq - 1}); // or it would be announced again after a reconnection
    out.append("event: gap\ndata: ").append(json::encode(LogGap{after.text(), next.text()})).append("\n\n");
}

LogSubscription::LogSubscription(const LogRing &ring, LogStreamCounts &counts, const LogStreamLimits &limits,
                                 QString epoch, const LogFilter &filter, Caller caller, qint64 after,
                                 QByteArray opening)
    : m_ring(ring), m_counts(counts), m_limits(limits), m_epoch(std::move(epoch)), m_matcher(filter),
      m_caller(std::move(caller)), m_next(std::move(opening)), m_read(after), m_told(after),
      m_allowance(std::max(limits.unsentBytes, ring.bytesAfter(after)))
{
}

bool LogSubscription::replay(const QList<LogEvent> &lines)
{
    const std::lock_guard lock(m_mutex);
    JsonLine encoder;
    for (const LogEvent &event : lines) {
        if (m_next.size() >= m_limits.unsentBytes)
            return false;
        QByteArray json;
        encoder.append(json, event);
        json.chop(1);
        pass(event, json);
    }
    m_allowance = std::max(m_limits.unsentBytes, m_ring.bytesAfter(m_read));
    return m_next.size() < m_limits.unsentBytes;
}

void LogSubscription::ask(EventStream::Write write)
{
    const std::lock_guard lock(m_mutex);
    m_write = std::move(write);
    if (m_ended)
        return send(); // the second time there is nothing, which ends the stream
    read();
    if (!m_next.isEmpty())
        send();
}

void LogSubscription::advance(SteadyTime now)
{
    const std::lock_guard lock(m_mutex);
    if (m_ended)
        return;
    if (std::exchange(m_hasSent, false))
        m_lastSent = now;
    if (!m_write) {
        if (isTooSlow())
            finish(End::TooSlow);
        return;
    }
    read();
    if (m_next.isEmpty() && now - m_lastSent >= m_limits.heartbeat) {
        if (m_read > m_told)
            tellPlace();
        m_next.append(":\n\n");
    }
    if (!m_next.isEmpty())
        send();
}

void LogSubscription::end(End why)
{
    const std::lock_guard lock(m_mutex);
    finish(why);
}

void LogSubscription::finish(End why)
{
    if (std::exchange(m_ended, true))
        return;
    if (why != End::Stopping)
        (why == End::TooSlow ? m_counts.tooSlow : m_counts.accessEnded).fetch_add(1, std::memory_order_relaxed);
    m_next.append("event: end\ndata: ").append(json::encode(LogStreamEnd{reasonOf(why)})).append("\n\n");
    if (m_write)
        send();
}

void LogSubscription::send()
{
    m_hasSent = true;
    std::exchange(m_write, nullptr)(std::exchange(m_next, {}));
}

/// The client is behind by more than it may be. What it may be shrinks while it catches up.
bool LogSubscription::isTooSlow()
{
    const qint64 behind = m_ring.bytesAfter(m_read);
    if (behind > m_allowance)
        return true;
    m_allowance = std::max(m_limits.unsentBytes, behind);
    return false;
}

/// Fills the next piece from the ring.
void LogSubscription::read()
{
    for (int look = 0; look < looksPerPiece && m_next.size() < pieceBytes; ++look) {
        const LiveLines lines = m_ring.after(m_read, linesPerLook);
        for (const auto &line : lines) {
            pass(line->event, line->json);
            if (m_next.size() >= pieceBytes)
                return;
        }
        if (lines.empty())
            break;
    }
    if (m_read - m_told >= linesUntold)
        tellPlace();
}

/// So that lines nobody wants are not looked at again after a reconnection.
void LogSubscription::tellPlace()
{
    m_told = m_read;
    appendId(m_next, {m_epoch, m_told});
}

void LogSubscription::pass(const LogEvent &event, const QByteArray &json)
{
    if (event.seq != m_read + 1) {
        appendGap(m_next, {m_epoch, m_read}, {m_epoch, event.seq});
        m_told = event.seq - 1;
        m_counts.gaps.fetch_add(1, std::memory_order_relaxed);
    }
    m_read = event.seq;
    if (!m_matcher.matches(event))
        return;
    appendEvent(m_next, {m_epoch, event.seq}, json);
    m_told = event.seq;
    m_counts.lines.fetch_add(1, std::memory_order_relaxed);
}

} // namespace auth
