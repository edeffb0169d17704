#pragma once

#include "core/clock.h"

#include <QtCore/QString>

namespace auth::console {

enum class TimeMode {
    Local,
    Utc,
    Relative, ///< "3 min ago".
    Delta,    ///< Milliseconds since the row before.
};

/// Writes times for people. Remembers what the local clock is ahead, as asking for it is dear.
class LogTimes {
public:
    /// 09:14:02.123, after the date when that is another one than that of `now`. For Local and Utc.
    QString clock(Time time, Time now, TimeMode mode);
    /// 2026-11-21 09:14:02.123 +01:00.
    QString full(Time time, TimeMode mode);
    static QString relative(Time time, Time now);
    static QString delta(std::chrono::milliseconds since);

private:
    std::chrono::seconds offset(Time time, TimeMode mode);

    qint64 m_quarter = -1; ///< Of an hour since 1970: offsets change between them and at no other time.
    std::chrono::seconds m_offset{};
};

} // namespace auth::console
