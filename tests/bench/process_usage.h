#pragma once

#include <QtCore/QJsonObject>

#include <chrono>

namespace auth::bench {

/// CPU time and memory of a process and all its descendants. Linux only: read from /proc.
struct ProcessUsage {
    double cpuMicros = 0;
    double residentKb = 0;
    double peakKb = 0;
};

/// Usage of the tree under `pid`; all zero when there is no such process.
ProcessUsage usageOf(int pid);

/// Starts the peak resident size of the tree under `pid` again from its present size.
void resetPeak(int pid);

/// CPU time of this process, microseconds.
double ownCpuMicros();

/// The stretch of time between construction and `close()`: who used the machine's processors in it.
class UsageWindow {
public:
    /// `pid` is the process under test, `databasePid` what it asks in turn; 0 for none.
    explicit UsageWindow(int pid = 0, int databasePid = 0);

    /// Microseconds of CPU of these two, of ourselves, and the share of the machine that others used.
    QJsonObject close() const;

private:
    struct Machine {
        double busyMicros = 0;
        double stolenMicros = 0;
    };
    static Machine machine();

    int m_pid, m_databasePid;
    std::chrono::steady_clock::time_point m_began;
    Machine m_machine;
    double m_processMicros, m_databaseMicros;
    double m_ownMicros;
};

} // namespace auth::bench
