#pragma once

#include "log/line_queue.h"

#include <future>
#include <memory>
#include <thread>

namespace auth {

class LineOutput;
class Log;

/// Writes lines from a thread of its own, through a bounded queue: whatever the output does, write() never waits for
/// it. Outlives the threads that log.
class LineSink : public QObject {
    Q_OBJECT

public:
    /// As lines of JSON.
    explicit LineSink(std::unique_ptr<LineOutput> output, LineLimits limits = {});
    explicit LineSink(std::shared_ptr<QueueWriter> writer);
    /// Flushes for at most two seconds.
    ~LineSink() override;

    /// Takes every line of the log from now on.
    void follow(const Log &log);
    /// Thread-safe; never waits.
    void write(const SharedLogEvent &event);
    /// Refuses lines from now on and waits until the others are written. An output that is stuck longer than `deadline`
    /// is left to the end of the process. Returns how many lines were lost by stopping.
    qint64 stop(std::chrono::milliseconds deadline);

    qint64 written() const;    ///< Lines given to the output, markers not counted.
    qint64 dropped() const;    ///< Lines refused, unwritable or abandoned.
    qsizetype pending() const; ///< Lines waiting or being written.

private:
    std::shared_ptr<QueueWriter> m_writer; ///< Shared with the thread, which may have to be left behind.
    std::future<void> m_finished;
    std::thread m_thread;
};

} // namespace auth
