#include "system/process_state.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace auth {

namespace {

QByteArray contentOf(const char *path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 entriesOf(const char *path)
{
    return QDir(QString::fromLatin1(path)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size();
}

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

qint64 fileLimit()
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    return static_cast<qint64>(files.rlim_cur);
}

} // namespace

ProcessState processState()
{
    const QList<QByteArray> pages = contentOf("/proc/self/statm").split(' ');
    const qint64 pageSize = ::sysconf(_SC_PAGESIZE);
    return {.residentBytes = pages.value(1).toLongLong() * pageSize,
            .virtualBytes = pages.value(0).toLongLong() * pageSize,
            .openFiles = entriesOf("/proc/self/fd"),
            .maxOpenFiles = fileLimit(),
            .threads = entriesOf("/proc/self/task"),
            .cpuSeconds = cpuSeconds()};
}

} // namespace auth
