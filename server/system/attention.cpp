#include "system/attention.h"

#include "core/enum_name.h"

#include <QtCore/QFileInfo>
#include <QtCore/QStorageInfo>

#include <algorithm>
#include <numeric>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

void judgeBreakers(QList<Attention> &found, const Counters &now)
{
    for (const BreakerCounts &breaker : now.breakers) {
        if (breaker.status.state != CircuitState::Closed)
            found.append({u"breaker_open"_s,
                          u"The circuit to the %1 is not closed: requests are answered 503."_s.arg(breaker.name)});
    }
}

qint64 attempts(const MinuteCounts &minute) { return minute.loginsOk + minute.loginsFailed; }

double failureRate(const MinuteCounts &minute)
{
    return static_cast<double>(minute.loginsFailed) / static_cast<double>(attempts(minute));
}

/// Of the minutes in which anybody tried; 0 when nobody did.
double medianRate(const QList<MinuteCounts> &minutes)
{
    std::vector<double> rates;
    for (const MinuteCounts &each : minutes) {
        if (attempts(each) > 0)
            rates.push_back(failureRate(each));
    }
    if (rates.empty())
        return 0;
    const auto middle = rates.begin() + static_cast<std::ptrdiff_t>(rates.size() / 2);
    std::nth_element(rates.begin(), middle, rates.end());
    return *middle;
}

/// The minute under way may be too short to tell, so the one before counts as well.
void judgeFailures(QList<Attention> &found, const QList<MinuteCounts> &hour, const AttentionLimits &limits)
{
    const qsizetype recent = std::min<qsizetype>(2, hour.size());
    const double usual = medianRate(hour.first(hour.size() - recent));
    for (const MinuteCounts &minute : hour.last(recent)) {
        if (minute.loginsFailed < limits.leastFailures || failureRate(minute) <= limits.failureFactor * usual)
            continue;
        found.append({u"failure_rate"_s, u"%1 % of the sign-ins fail; in the last hour it was %2 %."_s
                                             .arg(qRound(failureRate(minute) * 100))
                                             .arg(qRound(usual * 100))});
        return;
    }
}

template<class Member> qint64 sumOf(const QList<MinuteCounts> &minutes, Member member)
{
    return std::accumulate(minutes.begin(), minutes.end(), qint64{0},
                           [&](qint64 sum, const MinuteCounts &each) { return sum + each.*member; });
}

void judgeDisk(QList<Attention> &found, const DiskSpace &disk, const AttentionLimits &limits)
{
    const auto share = static_cast<double>(disk.freeBytes) / static_cast<double>(disk.totalBytes);
    if (disk.freeBytes >= limits.leastFreeBytes || share >= limits.leastFreeShare)
        return;
    found.append({u"disk_space"_s, u"%1 MiB are left on the disk of %2."_s.arg(disk.freeBytes >> 20).arg(disk.about)});
}

} // namespace

std::optional<DiskSpace> diskSpace(const QString &about, const QString &file)
{
    const QStorageInfo storage(QFileInfo(file).absolutePath());
    if (!storage.isValid() || storage.bytesTotal() <= 0)
        return std::nullopt;
    return DiskSpace{about, storage.bytesAvailable(), storage.bytesTotal()};
}

QList<Attention> attention(const Counters &now, const QList<MinuteCounts> &hour, const QList<DiskSpace> &disks,
                           const AttentionLimits &limits)
{
    QList<Attention> found;
    judgeBreakers(found, now);
    judgeFailures(found, hour, limits);
    if (const qint64 lost = sumOf(hour, &MinuteCounts::logDropped))
        found.append({u"log_dropped"_s, u"%1 log lines were lost in the last hour."_s.arg(lost)});
    for (const DiskSpace &disk : disks)
        judgeDisk(found, disk, limits);
    const auto recent = hour.last(std::min(limits.recentMinutes, hour.size()));
    if (const qint64 full = sumOf(recent, &MinuteCounts::queueFull))
        found.append({u"queue_full"_s, u"%1 requests were turned away because a queue was full."_s.arg(full)});
    return found;
}

} // namespace auth
