#pragma once

#include <QtCore/QByteArrayView>
#include <QtCore/QString>

#include <array>
#include <atomic>
#include <chrono>
#include <optional>

namespace auth {

/// A moment, UTC, in milliseconds: what the database and the wire carry.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;
/// A moment on a clock that never jumps; only differences mean something.
using SteadyTime = std::chrono::steady_clock::time_point;

inline qint64 toMillis(Time time) { return time.time_since_epoch().count(); }
inline Time fromMillis(qint64 millis) { return Time{std::chrono::milliseconds{millis}}; }

/// RFC 3339 in UTC with milliseconds: 2026-11-21T05:41:00.123Z. What it cannot say is moved to its ends, the years 0
/// and 9999.
QString toRfc3339(Time time);
/// The same as ASCII without a terminator, for the hot path of answers and log lines.
std::array<char, 24> rfc3339Bytes(Time time);
/// Any RFC 3339 spelling but a leap second, offsets included; what is finer than a millisecond is cut off.
std::optional<Time> parseRfc3339(QByteArrayView text);

/// Where time comes from. Thread-safe. Tests pass a clock of their own.
class Clock {
public:
    virtual ~Clock() = default;
    /// Wall clock. Never goes back while the process lives.
    virtual Time now() const = 0;
    /// For time-outs, rate windows and durations.
    virtual SteadyTime steady() const = 0;
};

/// The machine's clocks. A wall clock that is set back is followed only after a restart: until then time goes on
/// from where it was, so that nothing that has expired becomes valid again. Forward steps are taken at once.
class SystemClock final : public Clock {
public:
    Time now() const override;
    SteadyTime steady() const override { return std::chrono::steady_clock::now(); }

private:
    mutable std::atomic<qint64> m_offset{0}; ///< Largest wall minus steady seen, ms.
};

} // namespace auth
