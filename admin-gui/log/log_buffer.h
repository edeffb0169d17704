#pragma once

#include "log/log_chunk.h"

#include <map>

namespace auth::console {

/// How much a LogBuffer keeps.
struct LogLimits {
    qint64 rows = 500'000;
    qint64 bytes = 128LL << 20;

    bool operator==(const LogLimits &) const = default;
};

/// The newest rows of a log in memory. Each has an absolute id that it keeps: the first row ever has 0. Of one thread;
/// others read snapshots.
class LogBuffer {
public:
    explicit LogBuffer(LogLimits limits = {}) : m_limits(limits) {}

    /// May leave more than the limits allow, until evict().
    void append(const LogBatch &batch);
    /// The first row of those that the limits leave.
    qint64 firstToKeep() const;
    /// Drops the chunks before it.
    void evict();
    void setLimits(LogLimits limits) { m_limits = limits; }
    const LogLimits &limits() const { return m_limits; }
    /// Drops all rows; their ids are not used again.
    void clear();

    qint64 firstRow() const { return m_first; }
    qint64 endRow() const { return m_end; } ///< Behind the last row.
    qint64 count() const { return m_end - m_first; }
    qint64 bytes() const { return m_bytes + (m_growing ? m_growing->bytes() : 0); }
    bool has(qint64 row) const { return row >= m_first && row < m_end; }
    LogRow row(qint64 row) const;
    const std::shared_ptr<const LogChunk> &chunkOf(qint64 row) const;
    LogSnapshot snapshot() const;

    /// Colours that somebody gave to rows, 1 and up; 0 takes it away.
    void mark(qint64 row, int colour);
    int markOf(qint64 row) const;
    const std::map<qint64, int> &marks() const { return m_marks; }

private:
    void seal();
    void makeRoom(std::size_t textBytes);

    LogLimits m_limits;
    std::deque<std::shared_ptr<const LogChunk>> m_chunks; ///< The last one is m_growing when there is one.
    std::shared_ptr<LogChunk> m_growing;
    std::map<qint64, int> m_marks;
    qint64 m_first = 0;
    qint64 m_end = 0;
    qint64 m_bytes = 0; ///< Of sealed chunks.
};

} // namespace auth::console
