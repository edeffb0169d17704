#pragma once

#include "api/log_stream_messages.h"
#include "log/log_matcher.h"
#include "log/log_ring.h"
#include "services/caller.h"

#include <atomic>
#include <mutex>

namespace auth {

struct LogStreamLimits {
    LogRing::Limits kept = {};                   ///< Lines in memory, for all who follow.
    qint64 unsentBytes = 1 << 20;                ///< Who is further behind than this is dropped.
    int perUser = 10;                            ///< Streams of one user.
    std::chrono::milliseconds heartbeat{15'000}; ///< A stream is never silent for longer.
    std::chrono::milliseconds patience{1'000};   ///< For a line that was overtaken by later ones.
};

/// A line's place: which run of the service, and its number there.
struct LogPosition {
    QString epoch;
    qint64 seq = 0;

    /// epoch-seq, in decimal digits.
    QString text() const { return epoch + u'-' + QString::number(seq); }
    static std::optional<LogPosition> parse(QStringView text);
};

/// The parts of the stream, as text/event-stream spells them (HTML Standard section 9.2).
void appendEvent(QByteArray &out, const LogPosition &id, QByteArrayView json);
/// An id alone tells the client where it is, and is no event for it.
void appendId(QByteArray &out, const LogPosition &id);
/// Lines behind `after` and before `next` are there no more.
void appendGap(QByteArray &out, const LogPosition &after, const LogPosition &next);

/// What all who follow the log have done together. Thread-safe.
struct LogStreamCounts {
    std::atomic<qint64> lines{0}; ///< Sent, to each.
    std::atomic<qint64> gaps{0};
    std::atomic<qint64> tooSlow{0};
    std::atomic<qint64> accessEnded{0};
};

/// One client that follows the log: how far it has read in the ring, and what it is sent next. Thread-safe.
class LogSubscription {
public:
    enum class End { TooSlow, AccessEnded, Stopping };

    /// Goes on behind line `after`; `opening` is sent first. What it is given by reference outlives it.
    LogSubscription(const LogRing &ring, LogStreamCounts &counts, const LogStreamLimits &limits, QString epoch,
                    const LogFilter &filter, Caller caller, qint64 after, QByteArray opening);

    /// Lines older than the ring's, in order; before the first ask(). False when there is no room for more.
    bool replay(const QList<LogEvent> &lines);
    /// The client is ready for more.
    void ask(EventStream::Write write);
    /// There may be new lines, or it is time for a sign of life.
    void advance(SteadyTime now);
    /// Sends the reason behind what is under way, and no more lines.
    void end(End why);

    const Caller &caller() const { return m_caller; }

private:
    void send();
    void read();
    void tellPlace();
    void pass(const LogEvent &event, const QByteArray &json);
    bool isTooSlow();
    void finish(End why);

    const LogRing &m_ring;
    LogStreamCounts &m_counts;
    const LogStreamLimits &m_limits;
    const QString m_epoch;
    const LogMatcher m_matcher;
    const Caller m_caller;

    std::mutex m_mutex;
    EventStream::Write m_write; ///< While the client waits.
    QByteArray m_next;          ///< What it gets next.
    qint64 m_read;              ///< Number of the last line looked at.
    qint64 m_told;              ///< Number the client knows of.
    qint64 m_allowance;         ///< Bytes it may be behind: more at the beginning, while it catches up.
    SteadyTime m_lastSent{};
    bool m_hasSent = true; ///< Since advance() last looked.
    bool m_ended = false;
};

} // namespace auth
