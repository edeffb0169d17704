#include "overview/minute_series.h"

#include <cmath>
#include <numeric>

namespace auth::console {

namespace {

constexpr qsizetype recent = 2;

double sumOf(const QList<MinuteCounts> &minutes, const Sample &count)
{
    return std::accumulate(minutes.begin(), minutes.end(), 0.0,
                           [&](double sum, const MinuteCounts &each) { return sum + count(each); });
}

} // namespace

MinuteSeries::MinuteSeries(const SystemSummary &summary) : m_minutes(summary.minutes)
{
    m_last = m_minutes.isEmpty() ? summary.time : m_minutes.last().from;
}

Time MinuteSeries::startOf(int index) const { return m_last - std::chrono::minutes(length - 1 - index); }

std::vector<double> MinuteSeries::samples(const Sample &sample) const
{
    std::vector<double> all(length, std::nan(""));
    for (const MinuteCounts &minute : m_minutes) {
        const auto ago = std::chrono::round<std::chrono::minutes>(m_last - minute.from).count();
        if (ago >= 0 && ago < length)
            all[static_cast<size_t>(length - 1 - ago)] = sample(minute);
    }
    return all;
}

double MinuteSeries::sum(const Sample &count) const { return sumOf(m_minutes, count); }

double MinuteSeries::recentSum(const Sample &count) const
{
    return sumOf(m_minutes.last(std::min(recent, m_minutes.size())), count);
}

double MinuteSeries::perMinute(const Sample &count) const
{
    const double seconds = recentSum([](const MinuteCounts &minute) { return minute.seconds; });
    return recentSum(count) * 60 / std::max(60.0, seconds);
}

double MinuteSeries::latest(const Sample &level) const
{
    for (auto minute = m_minutes.rbegin(); minute != m_minutes.rend(); ++minute) {
        if (const double value = level(*minute); !std::isnan(value))
            return value;
    }
    return std::nan("");
}

double MinuteSeries::greatest(const Sample &level) const
{
    double greatest = std::nan("");
    for (const MinuteCounts &minute : m_minutes)
        greatest = std::fmax(greatest, level(minute)); // which ignores what is not known
    return greatest;
}

} // namespace auth::console
