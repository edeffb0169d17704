#pragma once

#include "log/json_line.h"

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace auth {

/// A line, encoded once for all who read it.
struct LiveLine {
    LogEvent event;  ///< Without its trace.
    QByteArray json; ///< Without its newline.
    qint64 end = 0;  ///< Bytes of JSON up to and with this line, since the start.
};
using LiveLines = std::vector<std::shared_ptr<const LiveLine>>;

/// The newest lines in memory, for any number of readers, each of which knows how far it has read. The oldest go when
/// there are too many. Thread-safe; one thread appends.
class LogRing {
public:
    struct Limits {
        qsizetype lines = 10'000;
        qsizetype bytes = 4 << 20; ///< Of memory, as memoryUse() counts it, and JSON. One line always fits.
    };

    explicit LogRing(Limits limits) : m_limits(limits) {}

    /// `event.seq` is greater than that of every line before.
    void append(const LogEvent &event);
    /// At most so many lines beyond that number, oldest first.
    LiveLines after(qint64 seq, qsizetype most) const;
    /// Bytes of JSON beyond that number.
    qint64 bytesAfter(qint64 seq) const;

    qint64 first() const; ///< Number of the oldest line; of the next one when there is none.
    qint64 last() const;  ///< Number of the newest line ever; 0 before there is one.
    qsizetype bytes() const;

private:
    using Lines = std::deque<std::shared_ptr<const LiveLine>>;

    Lines::const_iterator beyond(qint64 seq) const;
    static qsizetype cost(const LiveLine &line) { return memoryUse(line.event) + line.json.size(); }

    const Limits m_limits;
    JsonLine m_encoder; ///< Of the thread that appends, as is m_text.
    QByteArray m_text;
    mutable std::mutex m_mutex;
    Lines m_lines;
    qint64 m_last = 0;
    qint64 m_end = 0;
    qsizetype m_bytes = 0;
};

} // namespace auth
