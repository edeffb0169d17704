#include "core/clock.h"

#include <QtCore/QDateTime>

#include <array>
#include <cstdio>

namespace auth {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

QString toRfc3339(Time time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    std::array<char, 48> text{};
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                                     static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                     static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                                     static_cast<int>(clock.minutes().count()),
                                     static_cast<int>(clock.seconds().count()),
                                     static_cast<int>(clock.subseconds().count()));
    return QString::fromLatin1(text.data(), length);
}

Time SystemClock::now() const
{
    const qint64 steadyNow = duration_cast<milliseconds>(steady().time_since_epoch()).count();
    const qint64 wall = duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    qint64 seen = m_offset.load(std::memory_order_relaxed);
    while (wall - steadyNow > seen && !m_offset.compare_exchange_weak(seen, wall - steadyNow)) {
    }
    return fromMillis(steadyNow + std::max(seen, wall - steadyNow));
}

} // namespace auth
