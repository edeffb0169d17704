#include "log/line_queue.h"

#include <algorithm>

namespace auth {

void LineLoss::add(qint64 lines, Time time)
{
    if (count == 0)
        since = time;
    count += lines;
}

bool LineQueue::hasRoom(qsizetype bytes) const
{
    // One line always fits, or a line over the limit of bytes would be refused for ever.
    return m_pendingLines == 0 || (m_pendingLines < m_limits.lines && m_pendingBytes + bytes <= m_limits.bytes);
}

/// True when the writer sleeps for this line.
bool LineQueue::admit(QueuedLine line)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed || !hasRoom(line.bytes)) {
        m_dropped.fetch_add(1, std::memory_order_relaxed);
        if (!m_closed) // or whoever still logs would keep the writer from its end
            m_overflow.add(1, line.event->time);
        return false;
    }
    line.before = std::exchange(m_overflow, {});
    ++m_pendingLines;
    m_pendingBytes += line.bytes;
    m_lines.push_back(std::move(line));
    if (m_lines.size() < m_wakeAt)
        return false;
    m_wakeAt = nobodyWaits;
    return true;
}

void LineQueue::push(const SharedLogEvent &event)
{
    if (admit({.event = event, .bytes = memoryUse(*event)}))
        m_wake.notify_one();
}

void LineQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_wake.notify_one();
}

void LineQueue::abandon()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_abandoned.store(true, std::memory_order_relaxed);
        m_dropped.fetch_add(std::exchange(m_pendingLines, 0), std::memory_order_relaxed);
        m_lines.clear();
    }
    m_wake.notify_one();
}

/// False when there are none and patience is over.
bool LineQueue::waitForLines(std::unique_lock<std::mutex> &lock, std::optional<std::chrono::milliseconds> patience)
{
    const auto hasNews = [this] { return m_closed || !m_lines.empty() || m_overflow.count > 0; };
    m_wakeAt = 1;
    if (!patience)
        m_wake.wait(lock, hasNews);
    else if (!m_wake.wait_for(lock, *patience, hasNews))
        return false;
    const size_t half = static_cast<size_t>(std::max<qsizetype>(m_limits.lines / 2, 1));
    m_wakeAt = half;
    m_wake.wait_for(lock, m_limits.linger, [this, half] { return m_closed || m_lines.size() >= half; });
    m_wakeAt = nobodyWaits;
    return true;
}

bool LineQueue::take(LineBatch &batch)
{
    std::unique_lock lock(m_mutex);
    waitForLines(lock, std::nullopt);
    return takeNow(batch, false);
}

bool LineQueue::take(LineBatch &batch, std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    const bool isOpen = !waitForLines(lock, patience);
    return takeNow(batch, isOpen);
}

/// With the lock held.
bool LineQueue::takeNow(LineBatch &batch, bool isOpen)
{
    batch.lines.clear();
    batch.lines.swap(m_lines);
    // While lines are there, the loss may still grow: one gap, one marker.
    batch.after = batch.lines.empty() ? std::exchange(m_overflow, {}) : LineLoss{};
    return isOpen || (!isAbandoned() && (!batch.lines.empty() || batch.after.count > 0));
}

void LineQueue::release(qsizetype lines, qsizetype bytes, qsizetype lost)
{
    const std::lock_guard lock(m_mutex);
    if (isAbandoned()) // they have been counted as dropped
        return;
    m_pendingLines -= lines;
    m_pendingBytes -= bytes;
    m_written.fetch_add(lines - lost, std::memory_order_relaxed);
    m_dropped.fetch_add(lost, std::memory_order_relaxed);
}

qsizetype LineQueue::pending() const
{
    const std::lock_guard lock(m_mutex);
    return m_pendingLines;
}

} // namespace auth
