#pragma once

#include "log/log_event.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

namespace auth {

/// What a LineSink may hold, counting from write() until the line is with its output.
struct LineLimits {
    qsizetype lines = 10'000;
    qsizetype bytes = 8 << 20;           ///< Of memory, as memoryUse() counts it.
    std::chrono::milliseconds linger{5}; ///< How long the writer waits for company for a first line.
};

/// Lines that were lost in a row.
struct LineLoss {
    qint64 count = 0;
    Time since{}; ///< Time of the first.

    void add(qint64 lines, Time time);
};

struct QueuedLine {
    SharedLogEvent event = {};
    qsizetype bytes = 0;
    LineLoss before = {}; ///< What was refused since the line before it.
};

/// What the writer takes at once.
struct LineBatch {
    std::vector<QueuedLine> lines;
    LineLoss after; ///< What was refused since; only told when no line has come after it.
};

/// Between the threads that log and the one that writes. It never makes the former wait: over its limits, lines are
/// counted and dropped. The writer is woken for the first line and when half the lines are there, not for each.
class LineQueue {
public:
    explicit LineQueue(LineLimits limits) : m_limits(limits) {}

    void push(const SharedLogEvent &event);
    /// Refuses lines from now on; the writer gets what is there.
    void close();
    /// As close(), and what is there counts as dropped.
    void abandon();

    /// Waits for lines. False when there will be none any more.
    bool take(LineBatch &batch);
    /// The same, but gives up after `patience` with an empty batch.
    bool take(LineBatch &batch, std::chrono::milliseconds patience);
    /// The writer is done with lines it took; `lost` of them could not be written.
    void release(qsizetype lines, qsizetype bytes, qsizetype lost);
    bool isAbandoned() const { return m_abandoned.load(std::memory_order_relaxed); }

    qint64 written() const { return m_written.load(std::memory_order_relaxed); }
    qint64 dropped() const { return m_dropped.load(std::memory_order_relaxed); }
    qsizetype pending() const;

private:
    static constexpr size_t nobodyWaits = static_cast<size_t>(-1);

    bool hasRoom(qsizetype bytes) const;
    bool admit(QueuedLine line);
    bool waitForLines(std::unique_lock<std::mutex> &lock, std::optional<std::chrono::milliseconds> patience);
    bool takeNow(LineBatch &batch, bool isOpen);

    const LineLimits m_limits;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<QueuedLine> m_lines;
    LineLoss m_overflow;
    qsizetype m_pendingLines = 0; ///< Queued or with the writer.
    qsizetype m_pendingBytes = 0;
    size_t m_wakeAt = nobodyWaits; ///< The number of queued lines the writer sleeps for.
    bool m_closed = false;
    std::atomic<bool> m_abandoned{false};
    std::atomic<qint64> m_written{0};
    std::atomic<qint64> m_dropped{0};
};

/// What a LineSink runs on its thread: takes lines from its queue and puts them somewhere.
class QueueWriter {
public:
    explicit QueueWriter(LineLimits limits) : m_queue(limits) {}
    virtual ~QueueWriter() = default;
    Q_DISABLE_COPY_MOVE(QueueWriter)

    LineQueue &queue() { return m_queue; }
    const LineQueue &queue() const { return m_queue; }

    /// Until the queue is closed and empty, or abandoned.
    virtual void run() = 0;

protected:
    LineQueue m_queue;
};

} // namespace auth
