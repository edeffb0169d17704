#include "rest/request_counters.h"

#include <algorithm>
#include <numeric>

namespace auth {

using std::chrono::microseconds;

quint64 RequestCounts::requests() const { return std::accumulate(byClass.begin(), byClass.end(), quint64{0}); }

RequestCounts &RequestCounts::operator+=(const RequestCounts &other)
{
    for (std::size_t i = 0; i < byClass.size(); ++i)
        byClass.at(i) += other.byClass.at(i);
    for (std::size_t i = 0; i < durations.size(); ++i)
        durations.at(i) += other.durations.at(i);
    for (const auto &[code, count] : other.errors)
        errors[code] += count;
    total += other.total;
    return *this;
}

RequestCounts operator-(RequestCounts now, const RequestCounts &before)
{
    for (std::size_t i = 0; i < now.byClass.size(); ++i)
        now.byClass.at(i) -= before.byClass.at(i);
    for (std::size_t i = 0; i < now.durations.size(); ++i)
        now.durations.at(i) -= before.durations.at(i);
    for (const auto &[code, count] : before.errors)
        now.errors[code] -= count;
    now.total -= before.total;
    return now;
}

std::optional<microseconds> quantile(const DurationCounts &durations, double share)
{
    const auto all = static_cast<double>(std::accumulate(durations.begin(), durations.end(), quint64{0}));
    if (all == 0)
        return std::nullopt;
    const double rank = share * all;
    double below = 0;
    for (std::size_t i = 0; i < durationBounds.size(); ++i) {
        const auto here = static_cast<double>(durations.at(i));
        if (here > 0 && below + here >= rank) {
            const auto from = static_cast<double>(i == 0 ? 0 : durationBounds.at(i - 1).count());
            const auto to = static_cast<double>(durationBounds.at(i).count());
            return microseconds(static_cast<qint64>(from + (to - from) * (rank - below) / here));
        }
        below += here;
    }
    return durationBounds.back();
}

void RequestCounters::record(int status, std::optional<ErrorCode> error, std::chrono::nanoseconds took)
{
    const auto micros = std::max(std::chrono::duration_cast<microseconds>(took), microseconds(0));
    const auto range = std::lower_bound(durationBounds.begin(), durationBounds.end(), micros) - durationBounds.begin();
    add(m_byClass.at(static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)));
    add(m_durations.at(static_cast<std::size_t>(range)));
    add(m_totalMicros, static_cast<quint64>(micros.count()));
    if (error)
        add(m_errors.at(static_cast<std::size_t>(*error)));
}

RequestCounts RequestCounters::snapshot() const
{
    RequestCounts counts;
    std::copy(m_byClass.begin(), m_byClass.end(), counts.byClass.begin());
    std::copy(m_durations.begin(), m_durations.end(), counts.durations.begin());
    counts.total = microseconds(m_totalMicros.load());
    for (std::size_t code = 0; code < m_errors.size(); ++code) {
        if (const quint64 count = m_errors.at(code))
            counts.errors[static_cast<ErrorCode>(code)] = count;
    }
    return counts;
}

} // namespace auth
