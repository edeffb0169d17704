#pragma once

#include "log/log_record.h"

namespace auth::console {

/// Proves that no line is lost and none comes twice: numbers follow each other within a run of the service.
class PlaceTracker {
public:
    enum class Next {
        Follows,
        Repeated, ///< It has been there already.
        Ahead,    ///< Lines before it are missing, or it belongs to another run.
    };

    /// `counts`: false when the service leaves out lines, so that a missing number means nothing.
    explicit PlaceTracker(bool counts) : m_counts(counts) {}

    bool counts() const { return m_counts; }
    const std::optional<LinePlace> &last() const { return m_last; }
    void start(LinePlace last) { m_last = last; }
    void forget() { m_last.reset(); }
    Next judge(LinePlace place) const;
    /// This line comes next, whatever is missing: rows that say so go before it.
    void take(LinePlace place, LogBatch &out) { (tell(place, out), m_last = place); }
    /// Nothing can be had before this line.
    void skipTo(LinePlace next, LogBatch &out);

private:
    void tell(LinePlace next, LogBatch &out);

    const bool m_counts;
    std::optional<LinePlace> m_last;
};

} // namespace auth::console
