#include "log/sse_parser.h"

#include <algorithm>

namespace auth::console {

namespace {

/// A line of the log is 64 KiB at most.
constexpr qsizetype longest = 1 << 20;
constexpr QByteArrayView byteOrderMark = "\xef\xbb\xbf";

bool isDigit(char c) { return c >= '0' && c <= '9'; }

} // namespace

QList<SseEvent> SseParser::feed(QByteArrayView bytes)
{
    QList<SseEvent> events;
    while (!bytes.isEmpty() && !m_broken) {
        if (std::exchange(m_afterCr, false) && bytes.front() == '\n') {
            bytes = bytes.sliced(1);
            continue;
        }
        const auto end = std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\n' || c == '\r'; });
        const qsizetype size = end - bytes.begin();
        keep(bytes.first(size));
        if (end == bytes.end())
            break;
        m_afterCr = *end == '\r';
        bytes = bytes.sliced(size + 1);
        endLine(events);
    }
    return events;
}

void SseParser::reset()
{
    m_line.clear();
    m_type.clear();
    m_data.clear();
    m_nextId = m_lastEventId;
    m_afterCr = m_hasData = m_broken = false;
    m_firstLine = true;
}

void SseParser::keep(QByteArrayView bytes)
{
    m_line.append(bytes);
    m_broken = m_line.size() + m_data.size() > longest;
}

void SseParser::endLine(QList<SseEvent> &events)
{
    const QByteArray whole = std::exchange(m_line, {});
    QByteArrayView line = whole;
    if (std::exchange(m_firstLine, false) && line.startsWith(byteOrderMark))
        line = line.sliced(byteOrderMark.size());
    if (line.isEmpty())
        return dispatch(events);
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return; // a comment
    if (colon < 0)
        return takeField(line, {});
    const QByteArrayView value = line.sliced(colon + 1);
    takeField(line.first(colon), value.startsWith(' ') ? value.sliced(1) : value);
}

void SseParser::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == "data") {
        if (std::exchange(m_hasData, true))
            m_data.append('\n');
        m_data.append(value);
    } else if (name == "event") {
        m_type = value.toByteArray();
    } else if (name == "id") {
        if (!value.contains('\0'))
            m_nextId = value.toByteArray();
    } else if (name == "retry" && !value.isEmpty() && value.size() <= 9
               && std::all_of(value.begin(), value.end(), isDigit)) {
        m_retry = std::chrono::milliseconds(value.toByteArray().toInt());
    }
}

void SseParser::dispatch(QList<SseEvent> &events)
{
    m_lastEventId = m_nextId;
    const QByteArray type = std::exchange(m_type, {});
    const QByteArray data = std::exchange(m_data, {});
    if (std::exchange(m_hasData, false))
        events.append({type.isEmpty() ? QByteArray("message") : type, data, m_lastEventId});
}

} // namespace auth::console
