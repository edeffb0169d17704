#include "follow_figures.h"

#include <QtCore/QFile>

#include <algorithm>
#include <cmath>
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

} // namespace

void Spread::add(double ms)
{
    const auto tenths = static_cast<std::size_t>(std::lround(std::max(0.0, ms) * 10));
    ++m_counts[std::min(tenths, m_counts.size() - 1)];
    ++m_all;
}

double Spread::at(double part) const
{
    const auto wanted = static_cast<qint64>(std::ceil(static_cast<double>(m_all) * part));
    qint64 passed = 0;
    for (std::size_t tenths = 0; tenths < m_counts.size(); ++tenths) {
        passed += m_counts[tenths];
        if (passed > 0 && passed >= wanted)
            return static_cast<double>(tenths) / 10;
    }
    return 0;
}

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
        m_stalls.add(gap);
        m_work.add(worked - m_worked);
    }
    m_worked = worked;
    m_since.start();
}

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
