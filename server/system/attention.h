#pragma once

#include "system/counters.h"

namespace auth {

/// Free room where this instance writes.
struct DiskSpace {
    QString about; ///< What is written there: "the database", "the log file".
    qint64 freeBytes = 0;
    qint64 totalBytes = 0;
};

/// Of the folders of these files; one whose folder cannot be looked at is left out.
std::optional<DiskSpace> diskSpace(const QString &about, const QString &file);

/// From when on something is worth an administrator's look.
struct AttentionLimits {
    double failureFactor = 3;          ///< Sign-in failures, times the median of the hour.
    qint64 leastFailures = 10;         ///< In the minute judged; fewer say nothing.
    qint64 leastFreeBytes = 1LL << 30; ///< Either of these two is enough room.
    double leastFreeShare = 0.05;
    qsizetype recentMinutes = 5; ///< So long a queue that was full is told.
};

/// What should be looked at, by the minutes of the last hour, oldest first.
QList<Attention> attention(const Counters &now, const QList<MinuteCounts> &hour, const QList<DiskSpace> &disks,
                           const AttentionLimits &limits = {});

} // namespace auth
