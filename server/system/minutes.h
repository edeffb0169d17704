#pragma once

#include "storage/session_repository.h"
#include "system/counters.h"

#include <deque>
#include <mutex>

namespace auth {

/// What hashing took in the last minutes.
struct HashLoad {
    quint64 hashes = 0;
    std::chrono::nanoseconds time{0}; ///< In all of them.
    std::chrono::nanoseconds over{0}; ///< So long ago it began.
};

/// The counters of this instance minute by minute, for a day, in memory. A minute is one of the steady clock, so that
/// none is lost or twice as long when the wall clock is set. Thread-safe.
class Minutes {
public:
    static constexpr std::chrono::minutes memory{24 * 60};

    Minutes(const Counters &now, const Clock &clock);

    /// To be called every second or so: ends the minute when it is over, and sees how long queues get.
    void note(const Counters &now);
    /// Of the database: belongs to the minutes that end until the next is told.
    void note(const std::optional<SessionActivity> &activity);

    /// Oldest first, and the one under way.
    QList<MinuteCounts> last(std::chrono::minutes window, const Counters &now) const;
    HashLoad hashLoad(std::chrono::minutes window, const Counters &now) const;

private:
    /// What the minute under way is measured from.
    struct Start {
        SteadyTime steady;
        Time wall;
        Counters counters;
    };
    struct Peaks {
        int storeQueue = 0;
        int hashQueue = 0;
        qint64 poolUsed = 0;
    };
    struct Ended {
        SteadyTime end;
        MinuteCounts counts;
        HashLoad hashing;
    };

    void see(const Counters &now);
    MinuteCounts since(const Start &start, const Counters &now) const;
    HashLoad hashingSince(const Start &start, const Counters &now) const;
    void forgetOld();

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    Start m_start; ///< Guarded by m_mutex, as are the others.
    Peaks m_peaks;
    std::optional<SessionActivity> m_activity;
    std::deque<Ended> m_ended;
};

} // namespace auth
