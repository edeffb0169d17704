#include "log/batch_queue.h"

namespace auth::console {

bool BatchQueue::put(LogBatch &batch)
{
    const std::lock_guard lock(m_mutex);
    const bool wasEmpty = m_waiting.isEmpty();
    if (!hasRoom(batch)) {
        m_dropped += batch.size();
        m_untold += batch.size();
        if (!batch.isEmpty())
            m_place = batch.records.back().place;
    } else {
        tellDropped();
        m_waiting.append(batch);
    }
    batch.clear();
    return wasEmpty && !m_waiting.isEmpty();
}

bool BatchQueue::hasRoom(const LogBatch &batch) const
{
    return m_waiting.size() + batch.size() <= m_most
           && std::ssize(m_waiting.texts) + std::ssize(batch.texts) <= m_mostBytes;
}

void BatchQueue::tellDropped()
{
    if (m_untold > 0)
        m_waiting.addMark(RowKind::Overflow, m_place, std::exchange(m_untold, 0));
}

LogBatch BatchQueue::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_waiting, {});
}

qint64 BatchQueue::dropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_dropped;
}

qint64 BatchQueue::room() const
{
    const std::lock_guard lock(m_mutex);
    return std::ssize(m_waiting.texts) > m_mostBytes / 2 ? 0 : m_most - m_waiting.size();
}

} // namespace auth::console
