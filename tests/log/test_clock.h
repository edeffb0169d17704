#pragma once

#include "core/clock.h"

#include <atomic>

namespace auth {

/// A clock that stands still until it is told otherwise.
class TestClock final : public Clock {
public:
    explicit TestClock(qint64 millis = 0) : m_millis(millis) {}

    Time now() const override { return fromMillis(m_millis); }
    SteadyTime steady() const override { return SteadyTime{std::chrono::milliseconds{m_millis}}; }
    void advance(std::chrono::milliseconds by) { m_millis += by.count(); }

private:
    std::atomic<qint64> m_millis;
};

} // namespace auth
