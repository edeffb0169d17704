#include "log/log_ring.h"

#include <algorithm>

namespace auth {

void LogRing::append(const LogEvent &event)
{
    m_text.resize(0);
    m_encoder.append(m_text, event);
    auto line = std::make_shared<LiveLine>();
    line->json = QByteArray(m_text.constData(), m_text.size() - 1); // of its own size: the encoder reserves more
    line->event = event;
    line->event.trace.reset();
    Lines gone; // let go without the lock
    const std::lock_guard lock(m_mutex);
    m_end += line->json.size();
    line->end = m_end;
    m_last = line->event.seq;
    m_bytes += cost(*line);
    m_lines.push_back(std::move(line));
    while (m_lines.size() > 1 && (std::ssize(m_lines) > m_limits.lines || m_bytes > m_limits.bytes)) {
        m_bytes -= cost(*m_lines.front());
        gone.push_back(std::move(m_lines.front()));
        m_lines.pop_front();
    }
}

LogRing::Lines::const_iterator LogRing::beyond(qint64 seq) const
{
    return std::upper_bound(m_lines.begin(), m_lines.end(), seq,
                            [](qint64 wanted, const auto &line) { return wanted < line->event.seq; });
}

LiveLines LogRing::after(qint64 seq, qsizetype most) const
{
    const std::lock_guard lock(m_mutex);
    const auto from = beyond(seq);
    return {from, from + std::min<qsizetype>(most, m_lines.end() - from)};
}

qint64 LogRing::bytesAfter(qint64 seq) const
{
    const std::lock_guard lock(m_mutex);
    const auto from = beyond(seq);
    return from == m_lines.end() ? 0 : m_end - (*from)->end + (*from)->json.size();
}

qint64 LogRing::first() const
{
    const std::lock_guard lock(m_mutex);
    return m_lines.empty() ? m_last + 1 : m_lines.front()->event.seq;
}

qint64 LogRing::last() const
{
    const std::lock_guard lock(m_mutex);
    return m_last;
}

qsizetype LogRing::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace auth
