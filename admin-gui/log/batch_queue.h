#pragma once

#include "log/log_record.h"

#include <mutex>

namespace auth::console {

/// Rows on their way from the thread that reads to the one that shows. Bounded: what does not fit is counted, and a row
/// that says so follows once there is room. Thread-safe.
class BatchQueue {
public:
    explicit BatchQueue(qint64 most) : m_most(most) {}

    /// True when it was empty before. Leaves `batch` empty.
    bool put(LogBatch &batch);
    /// Everything there is.
    LogBatch take();
    qint64 dropped() const;
    qint64 room() const;

private:
    void tellDropped();

    const qint64 m_most;
    mutable std::mutex m_mutex;
    LogBatch m_waiting;
    qint64 m_dropped = 0; ///< In all,
    qint64 m_untold = 0;  ///< and since a row last said so.
    LinePlace m_place;    ///< Of the last one dropped.
};

} // namespace auth::console
