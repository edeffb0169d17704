#pragma once

#include <QtCore/QtGlobal>

namespace auth {

/// What the kernel says of this process (proc(5), getrusage(2)). What it does not say is 0.
struct ProcessState {
    qint64 residentBytes = 0;
    qint64 virtualBytes = 0;
    qint64 openFiles = 0;
    qint64 maxOpenFiles = 0;
    qint64 threads = 0;
    double cpuSeconds = 0;
};

/// A few system calls; one more for every hundred open files or so.
ProcessState processState();

} // namespace auth
