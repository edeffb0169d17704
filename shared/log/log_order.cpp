#include "log/log_order.h"

namespace auth {

void LogOrder::add(SharedLogEvent event, SteadyTime now)
{
    if (event->seq < m_next) {
        ++m_late;
        return;
    }
    if (event->seq > m_next) {
        if (m_early.empty())
            m_missingSince = now;
        m_early.emplace(event->seq, std::move(event));
        return;
    }
    ++m_next;
    m_ready.push_back(std::move(event));
    const std::size_t before = m_early.size();
    append();
    if (m_early.size() != before) // whatever is missing now has only been missed since
        m_missingSince = now;
}

/// What has waited for the line just added.
void LogOrder::append()
{
    while (!m_early.empty() && m_early.begin()->first == m_next) {
        m_ready.push_back(std::move(m_early.begin()->second));
        m_early.erase(m_early.begin());
        ++m_next;
    }
}

std::vector<SharedLogEvent> LogOrder::take(SteadyTime now)
{
    if (!m_early.empty() && (now - m_missingSince >= m_patience || m_early.size() > m_most)) {
        m_next = m_early.begin()->first;
        append();
        m_missingSince = now;
    }
    return std::exchange(m_ready, {});
}

} // namespace auth
