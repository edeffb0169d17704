#pragma once

#include "log/log_feed.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <vector>

namespace auth::test {

/// How values between 0 and 1,000 ms are spread. Takes the same memory however many they are.
class Spread {
public:
    void add(double ms);
    /// What that part of the values does not exceed, to a tenth; 0 without values.
    double at(double part) const;

private:
    std::vector<qint64> m_counts = std::vector<qint64>(10'001);
    qint64 m_all = 0;
};

/// What following costs: how long the event loop was kept, which lines came, what memory is held. Measures from its
/// making to its end.
class FollowFigures : public QObject {
    Q_OBJECT

public:
    explicit FollowFigures(console::LogFeed &feed);

    /// Milliseconds for which the event loop did not come back, without the turns that did next to nothing.
    const Spread &stalls() const { return m_stalls; }
    /// Of each of these what this thread worked; the rest it waited for a processor.
    const Spread &work() const { return m_work; }
    qint64 lines() const { return m_lines; }
    /// Rows that say that something is missing, and lines whose number does not follow the one before.
    qint64 breaks() const { return m_breaks; }
    /// MiB, each ten seconds.
    const std::vector<double> &memory() const { return m_memory; }

private:
    void probe();
    void count(const console::LogBatch &batch);

    QTimer m_probe;
    QElapsedTimer m_since;
    double m_worked; ///< ms of this thread, at the last probe
    Spread m_stalls;
    Spread m_work;
    QTimer m_weigh;
    std::vector<double> m_memory;
    qint64 m_lines = 0;
    qint64 m_breaks = 0;
    console::LinePlace m_last;
};

/// MiB of this process that are in memory.
double residentMebibytes();

} // namespace auth::test
