#pragma once

#include "api/system_messages.h"

#include <functional>
#include <vector>

namespace auth::console {

/// A number of one minute; NaN where it is not known.
using Sample = std::function<double(const MinuteCounts &minute)>;

/// The last hour, a place for every minute; NaN for minutes nothing is known of.
class MinuteSeries {
public:
    static constexpr int length = 60;

    MinuteSeries() = default;
    explicit MinuteSeries(const SystemSummary &summary);

    std::vector<double> samples(const Sample &sample) const;
    /// When the minute of a place began.
    Time startOf(int index) const;
    /// Of the last two minutes, brought to one minute; of less than a minute as many as there were.
    double perMinute(const Sample &count) const;
    double sum(const Sample &count) const;
    double recentSum(const Sample &count) const;
    /// The newest that is known; NaN when none is.
    double latest(const Sample &level) const;
    double greatest(const Sample &level) const;

private:
    QList<MinuteCounts> m_minutes;
    Time m_last{};
};

} // namespace auth::console
