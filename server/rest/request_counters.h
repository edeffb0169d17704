#pragma once

#include "core/error.h"

#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <optional>

namespace auth {

/// How long requests take is counted in 31 ranges that end at 0.1 ms, 0.15, 0.25, 0.35, 0.5, 0.7, 1 ms ... 10 s, and
/// one without an end.
inline constexpr auto durationBounds = [] {
    std::array<std::chrono::microseconds, 31> bounds{};
    constexpr std::array steps{100, 150, 250, 350, 500, 700};
    int scale = 1;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        bounds.at(i) = std::chrono::microseconds(steps.at(i % steps.size()) * scale);
        scale *= i % steps.size() == steps.size() - 1 ? 10 : 1;
    }
    return bounds;
}();
using DurationCounts = std::array<quint64, durationBounds.size() + 1>;

/// What the answers of one endpoint have come to.
struct RequestCounts {
    std::array<quint64, 5> byClass{};    ///< 1xx to 5xx.
    std::map<ErrorCode, quint64> errors; ///< By what was wrong.
    DurationCounts durations{};          ///< In each range; not cumulated.
    std::chrono::microseconds total{0};  ///< Of all durations.

    quint64 requests() const;
    quint64 succeeded() const { return byClass[1]; }
    RequestCounts &operator+=(const RequestCounts &other);
};

/// The counts that have been added since an earlier look.
RequestCounts operator-(RequestCounts now, const RequestCounts &before);

/// The duration that a share of the requests (0.99) did not exceed, by linear interpolation within its range; beyond
/// the last bound, that bound. Nothing without requests.
std::optional<std::chrono::microseconds> quantile(const DurationCounts &durations, double share);

/// The same, being counted by several threads. Four additions to memory for each request.
class RequestCounters {
public:
    void record(int status, std::optional<ErrorCode> error, std::chrono::nanoseconds took);
    /// Requests counted meanwhile may be in some members and not yet in others.
    RequestCounts snapshot() const;

private:
    using Count = std::atomic<quint64>;
    static void add(Count &count, quint64 by = 1) { count.fetch_add(by, std::memory_order_relaxed); }

    std::array<Count, 5> m_byClass{};
    std::array<Count, static_cast<std::size_t>(ErrorCode::CircuitOpen) + 1> m_errors{}; ///< CircuitOpen is the last.
    std::array<Count, durationBounds.size() + 1> m_durations{};
    Count m_totalMicros{0};
};

} // namespace auth
