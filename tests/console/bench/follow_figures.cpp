#include "follow_figures.h"

#include <QtCore/QFile>

#include <algorithm>
#include <ctime>

namespace auth::test {

using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds probeEach{1};
constexpr double nextToNothing = 2; ///< ms between two probes when there is nothing to do, and some

double workedMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

std::vector<double> sorted(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values;
}

} // namespace

FollowFigures::FollowFigures(LogFeed &feed) : m_worked(workedMs())
{
    m_probe.setTimerType(Qt::PreciseTimer);
    connect(&m_probe, &QTimer::timeout, this, &FollowFigures::probe);
    connect(&m_weigh, &QTimer::timeout, this, [this] { m_memory.push_back(residentMebibytes()); });
    connect(&feed, &LogFeed::linesArrived, this, &FollowFigures::count);
    m_since.start();
    m_probe.start(probeEach);
    m_weigh.start(std::chrono::seconds(10));
}

void FollowFigures::probe()
{
    const double gap = static_cast<double>(m_since.nsecsElapsed()) / 1e6;
    const double worked = workedMs();
    if (gap > nextToNothing) {
        m_stalls.push_back(gap);
        m_work.push_back(worked - m_worked);
    }
    m_worked = worked;
    m_since.start();
}

std::vector<double> FollowFigures::stalls() const { return sorted(m_stalls); }

std::vector<double> FollowFigures::work() const { return sorted(m_work); }

void FollowFigures::count(const LogBatch &batch)
{
    for (const LogRecord &record : batch.records) {
        const bool isLine = record.kind == RowKind::Line;
        const bool follows = m_lines == 0 || (record.place.epoch == m_last.epoch && record.place.seq == m_last.seq + 1);
        m_breaks += isLine && follows ? 0 : 1;
        m_lines += isLine ? 1 : 0;
        m_last = record.place;
    }
}

double residentMebibytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return static_cast<double>(line.sliced(6).trimmed().split(' ').front().toLongLong()) / 1024;
    }
    return 0;
}

} // namespace auth::test
