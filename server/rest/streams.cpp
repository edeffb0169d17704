#include "rest/streams.h"

namespace auth {

Streams::Place::~Place() { m_streams.m_open.fetch_sub(1, std::memory_order_relaxed); }

void Streams::Place::ended(qint64 bytes, bool complete) const
{
    m_streams.m_bytes.fetch_add(bytes, std::memory_order_relaxed);
    (complete ? m_streams.m_complete : m_streams.m_broken).fetch_add(1, std::memory_order_relaxed);
}

Result<std::shared_ptr<Streams::Place>> Streams::enter()
{
    if (m_open.fetch_add(1, std::memory_order_relaxed) < m_limit)
        return std::make_shared<Place>(*this);
    m_open.fetch_sub(1, std::memory_order_relaxed);
    m_refused.fetch_add(1, std::memory_order_relaxed);
    return Error{.code = ErrorCode::Overloaded,
                 .message = QStringLiteral("As many exports and live logs are open as may be. Try again later."),
                 .retryAfter = std::chrono::seconds(5)};
}

Streams::Counters Streams::counters() const
{
    return {.open = m_open, .refused = m_refused, .complete = m_complete, .broken = m_broken, .bytes = m_bytes};
}

} // namespace auth
