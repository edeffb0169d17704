#pragma once

#include "log/log_record.h"

#include <mutex>

namespace auth::console {

/// Rows on their way from the thread that reads to the one that shows. Bounded in rows and bytes: what does not fit is
/// counted, and a row that says so follows once there is room. Thread-safe.
class BatchQueue {
public:
    static constexpr qsizetype usualBytes = 256 << 20;

    /// `mostBytes`: of the rows' texts.
    explicit BatchQueue(qint64 most, qsizetype mostBytes = usualBytes) : m_most(most), m_mostBytes(mostBytes) {}

    /// True when it was empty before. Leaves `batch` empty.
    bool put(LogBatch &batch);
    /// Everything there is.
    LogBatch take();
    qint64 dropped() const;
    /// How many more rows fit; none once texts take half of what they may: the next ones may be long.
    qint64 room() const;

private:
    bool hasRoom(const LogBatch &batch) const;
    void tellDropped();

    const qint64 m_most;
    const qsizetype m_mostBytes;
    mutable std::mutex m_mutex;
    LogBatch m_waiting;
    qint64 m_dropped = 0; ///< In all,
    qint64 m_untold = 0;  ///< and since a row last said so.
    LinePlace m_place;    ///< Of the last one dropped.
};

} // namespace auth::console
