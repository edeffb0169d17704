#pragma once

#include "log/log_event.h"

#include <map>
#include <vector>

namespace auth {

/// Puts the lines of several threads back into the order of their numbers: a line is numbered before it is handed over,
/// so a thread may be overtaken in between. A number that does not come within `patience`, or before `most` lines wait
/// for it, is given up. Not thread-safe.
class LogOrder {
public:
    LogOrder(std::chrono::milliseconds patience, std::size_t most) : m_patience(patience), m_most(most) {}

    void add(SharedLogEvent event, SteadyTime now);
    /// The lines that are next.
    std::vector<SharedLogEvent> take(SteadyTime now);

    qint64 late() const { return m_late; } ///< Lines that came after they had been given up.
    bool isWaiting() const { return !m_early.empty(); }

private:
    void append();

    const std::chrono::milliseconds m_patience;
    const std::size_t m_most;
    qint64 m_next = 1;
    qint64 m_late = 0;
    std::vector<SharedLogEvent> m_ready;
    std::map<qint64, SharedLogEvent> m_early; ///< Beyond one that is missing.
    SteadyTime m_missingSince{};
};

} // namespace auth
