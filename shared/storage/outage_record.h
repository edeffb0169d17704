#pragma once

#include "core/clock.h"

#include <atomic>
#include <mutex>
#include <optional>

namespace auth {

/// When the database did not do as it was asked: what was done in that time may have been done without an answer.
struct Outage {
    Time from{};
    Time to{}; ///< Its end, or now.
};

/// The last outage as one process knows it. Outages close to each other are one: a server that flaps answers nobody in
/// between either. Thread-safe; worked() costs next to nothing while all is well.
class OutageRecord {
public:
    explicit OutageRecord(const Clock &clock) : m_clock(clock) {}

    /// Something that began then failed, or nobody knows whether it was done.
    void failed(Time since);
    /// Something has been committed.
    void worked();
    /// One that others saw.
    void add(const Outage &outage);

    std::optional<Outage> last() const;

private:
    void extend(const Outage &outage);

    const Clock &m_clock;
    std::atomic<bool> m_out{false};
    mutable std::mutex m_mutex;
    std::optional<Outage> m_last; ///< Guarded by m_mutex.
};

} // namespace auth
