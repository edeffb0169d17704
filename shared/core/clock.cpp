#include "core/clock.h"

#include <algorithm>

namespace auth {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace {

using std::chrono::sys_days;
using std::chrono::year;

constexpr Time earliest = sys_days{year{0} / 1 / 1};
constexpr Time latest = sys_days{year{10000} / 1 / 1} - milliseconds{1};

/// Writes `width` decimal digits at `at`.
void putDigits(char *at, int width, unsigned value)
{
    for (char *digit = at + width; digit != at; value /= 10)
        *--digit = static_cast<char>('0' + value % 10);
}

/// Takes `width` decimal digits from the front; -1 when there are fewer.
int takeDigits(QByteArrayView &text, int width)
{
    if (text.size() < width)
        return -1;
    int value = 0;
    for (const char c : text.first(width)) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    text = text.sliced(width);
    return value;
}

bool takeOneOf(QByteArrayView &text, QByteArrayView allowed)
{
    if (text.isEmpty() || !allowed.contains(text.front()))
        return false;
    text = text.sliced(1);
    return true;
}

std::optional<sys_days> takeDate(QByteArrayView &text)
{
    const int y = takeDigits(text, 4);
    const int m = takeOneOf(text, "-") ? takeDigits(text, 2) : -1;
    const int d = takeOneOf(text, "-") ? takeDigits(text, 2) : -1;
    if (y < 0 || m < 0 || d < 0)
        return std::nullopt;
    const auto date = year{y} / m / d;
    return date.ok() ? std::optional(sys_days{date}) : std::nullopt;
}

std::optional<milliseconds> takeTimeOfDay(QByteArrayView &text)
{
    const int h = takeDigits(text, 2);
    const int m = takeOneOf(text, ":") ? takeDigits(text, 2) : -1;
    const int s = takeOneOf(text, ":") ? takeDigits(text, 2) : -1;
    if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59)
        return std::nullopt;
    return std::chrono::hours{h} + std::chrono::minutes{m} + std::chrono::seconds{s};
}

std::optional<milliseconds> takeFraction(QByteArrayView &text)
{
    if (!takeOneOf(text, "."))
        return milliseconds{0};
    int digits = 0;
    int value = 0;
    for (int digit = takeDigits(text, 1); digit >= 0; digit = takeDigits(text, 1)) {
        if (digits++ < 3)
            value = value * 10 + digit;
    }
    if (digits == 0)
        return std::nullopt;
    return milliseconds{digits == 1 ? value * 100 : digits == 2 ? value * 10 : value};
}

std::optional<milliseconds> takeOffset(QByteArrayView &text)
{
    if (takeOneOf(text, "Zz"))
        return milliseconds{0};
    const bool west = text.startsWith('-');
    const int h = takeOneOf(text, "+-") ? takeDigits(text, 2) : -1;
    const int m = takeOneOf(text, ":") ? takeDigits(text, 2) : -1;
    if (h < 0 || h > 23 || m < 0 || m > 59)
        return std::nullopt;
    return (west ? -1 : 1) * (std::chrono::hours{h} + std::chrono::minutes{m});
}

} // namespace

std::array<char, 24> rfc3339Bytes(Time time)
{
    using namespace std::chrono;
    const Time shown = std::clamp(time, earliest, latest);
    const auto day = floor<days>(shown);
    const year_month_day date{day};
    const hh_mm_ss clock{shown - day};
    std::array<char, 24> text{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0',
                              '0', ':', '0', '0', ':', '0', '0', '.', '0', '0', '0', 'Z'};
    putDigits(&text[0], 4, static_cast<unsigned>(static_cast<int>(date.year())));
    putDigits(&text[5], 2, static_cast<unsigned>(date.month()));
    putDigits(&text[8], 2, static_cast<unsigned>(date.day()));
    putDigits(&text[11], 2, static_cast<unsigned>(clock.hours().count()));
    putDigits(&text[14], 2, static_cast<unsigned>(clock.minutes().count()));
    putDigits(&text[17], 2, static_cast<unsigned>(clock.seconds().count()));
    putDigits(&text[20], 3, static_cast<unsigned>(clock.subseconds().count()));
    return text;
}

QString toRfc3339(Time time)
{
    const auto text = rfc3339Bytes(time);
    return QString::fromLatin1(text.data(), text.size());
}

std::optional<Time> parseRfc3339(QByteArrayView text)
{
    const auto date = takeDate(text);
    const auto timeOfDay = date && takeOneOf(text, "Tt ") ? takeTimeOfDay(text) : std::nullopt;
    const auto fraction = timeOfDay ? takeFraction(text) : std::nullopt;
    const auto offset = fraction ? takeOffset(text) : std::nullopt;
    if (!offset || !text.isEmpty())
        return std::nullopt;
    return Time{*date} + *timeOfDay + *fraction - *offset;
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
