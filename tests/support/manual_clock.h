#pragma once

#include "core/clock.h"

#include <atomic>

namespace auth::test {

/// Stands still until it is told otherwise. Thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(qint64 millis = 1'800'000'000'000) : m_wall(millis), m_steady(millis) {}

    Time now() const override { return fromMillis(m_wall); }
    SteadyTime steady() const override { return SteadyTime{std::chrono::milliseconds{m_steady}}; }

    /// Time goes by.
    void advance(std::chrono::milliseconds by)
    {
        m_wall += by.count();
        m_steady += by.count();
    }
    /// Somebody sets the wall clock; the steady one does not notice.
    void adjust(std::chrono::milliseconds by) { m_wall += by.count(); }

private:
    std::atomic<qint64> m_wall;
    std::atomic<qint64> m_steady;
};

} // namespace auth::test
