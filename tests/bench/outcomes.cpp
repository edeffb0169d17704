#include "outcomes.h"

#include <algorithm>
#include <cmath>

namespace auth::bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Nearest rank: a latency that was really seen.
double percentileMillis(const std::vector<std::uint32_t> &sorted, double share)
{
    if (sorted.empty())
        return 0;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1] / 1e3;
}

} // namespace

void Outcomes::addAnswer(std::chrono::steady_clock::duration taken)
{
    m_micros.push_back(static_cast<std::uint32_t>(taken / 1us));
}

int Outcomes::errors() const
{
    int sum = 0;
    for (const auto &[kind, times] : m_errors)
        sum += times;
    return sum;
}

QJsonObject Outcomes::report(double seconds) const
{
    auto sorted = m_micros;
    std::sort(sorted.begin(), sorted.end());
    QJsonObject errorsByKind;
    for (const auto &[kind, times] : m_errors)
        errorsByKind[QString::fromStdString(kind)] = times;
    return {{u"count"_s, static_cast<qint64>(sorted.size())}, {u"rps"_s, static_cast<double>(sorted.size()) / seconds},
            {u"p50_ms"_s, percentileMillis(sorted, 0.50)},    {u"p99_ms"_s, percentileMillis(sorted, 0.99)},
            {u"max_ms"_s, percentileMillis(sorted, 1)},       {u"errors"_s, errorsByKind}};
}

} // namespace auth::bench
