#pragma once

#include "log/log_feed.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <vector>

namespace auth::test {

/// What following costs: how long the event loop was kept, which lines came, what memory is held. Measures from its
/// making to its end.
class FollowFigures : public QObject {
    Q_OBJECT

public:
    explicit FollowFigures(console::LogFeed &feed);

    /// Milliseconds for which the event loop did not come back, ascending; without the turns that did next to nothing.
    std::vector<double> stalls() const;
    /// Of each of these what this thread worked; the rest it waited for a processor. Ascending.
    std::vector<double> work() const;
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
    std::vector<double> m_stalls;
    std::vector<double> m_work;
    QTimer m_weigh;
    std::vector<double> m_memory;
    qint64 m_lines = 0;
    qint64 m_breaks = 0;
    console::LinePlace m_last;
};

/// MiB of this process that are in memory.
double residentMebibytes();

} // namespace auth::test
