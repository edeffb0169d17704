#pragma once

#include "log/log_record.h"

#include <atomic>
#include <deque>
#include <memory>

namespace auth::console {

/// Consecutive rows in two blocks of memory that never move, so that other threads read the rows there are while one
/// thread appends.
class LogChunk {
public:
    static constexpr int capacity = 4096;

    /// Of rows whose texts take so many bytes together.
    LogChunk(qint64 firstRow, int rows, std::size_t textBytes);

    bool hasRoom(std::size_t textBytes) const { return count() < m_rows && m_used + textBytes <= m_textBytes; }
    void append(const LogRow &row);
    /// The same rows in as little memory as they need.
    std::shared_ptr<const LogChunk> sealed() const;

    qint64 firstRow() const { return m_firstRow; }
    int count() const { return m_count.load(std::memory_order_acquire); }
    LogRow row(int i) const { return {m_records[static_cast<std::size_t>(i)], m_texts.get()}; }
    const LogRecord *records() const { return m_records.get(); }
    const char *texts() const { return m_texts.get(); }
    qint64 bytes() const;

private:
    const qint64 m_firstRow;
    const int m_rows;
    const std::size_t m_textBytes;
    std::unique_ptr<LogRecord[]> m_records;
    std::unique_ptr<char[]> m_texts;
    std::size_t m_used = 0; ///< Of the texts; of the thread that appends.
    std::atomic<int> m_count{0};
};

/// Rows that stay where they are while somebody has this, in any thread.
struct LogSnapshot {
    std::vector<std::shared_ptr<const LogChunk>> chunks;
    qint64 first = 0; ///< Absolute id of the first row,
    qint64 end = 0;   ///< and the one behind the last.

    /// How many of the chunk's rows belong to it.
    int countIn(const LogChunk &chunk) const
    {
        return static_cast<int>(std::min<qint64>(chunk.count(), end - chunk.firstRow()));
    }
};

} // namespace auth::console
