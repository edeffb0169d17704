#pragma once

#include "core/result.h"
#include "log/line_sink.h"
#include "services/live_log.h"

namespace auth {

/// At most so many stored lines of a run of the service behind `after.seq` and before `before`, oldest first.
using LogHistory = std::function<QList<LogEvent>(const LogPosition &after, qint64 before, qsizetype most)>;

/// The log, live: GET /api/logs/stream. Needs nothing but memory. Thread-safe; outlives the threads that log.
class LogStream {
public:
    struct Counters {
        int open = 0;
        qint64 lines = 0;       ///< Sent, to each.
        qint64 gaps = 0;        ///< Announced.
        qint64 tooSlow = 0;     ///< Streams ended because the client did not keep up,
        qint64 accessEnded = 0; ///< or lost its session or permission.
        qint64 dropped = 0;     ///< Lines refused by the full queue.
        qint64 late = 0;        ///< Lines that came after they had been given up.
        qsizetype kept = 0;     ///< Bytes in memory.
    };
    using Check = std::function<Outcome(const Caller &)>;

    /// `history`: for what memory does not hold any more; may be null.
    LogStream(Log &log, LineLimits queue, LogStreamLimits limits, LogHistory history, const Clock &clock);
    /// Ends all streams and takes no more.
    ~LogStream() { stop(); }
    void stop() { m_sink.stop(std::chrono::seconds(1)); }

    /// ValidationError for what is no id of an event; Conflict when the user has too many streams.
    Result<EventStream> open(const LogStreamRequest &request, const Caller &caller);
    /// Ends the streams of callers who may not have them any more. An outage ends none: nothing has been taken away
    /// that anybody could know of.
    void check(const Check &mayFollow) const;

    Counters counters() const;

private:
    Result<LogPosition> positionOf(const LogStreamRequest &request) const;
    void replay(LogSubscription &subscription, qint64 after) const;

    const QString m_epoch;
    const LogHistory m_history;
    const std::shared_ptr<LiveLog> m_live;
    LineSink m_sink;
};

} // namespace auth
