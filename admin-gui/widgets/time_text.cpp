#include "widgets/time_text.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QTimeZone>

#include <cmath>

namespace auth::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QDateTime utc(Time time) { return QDateTime::fromMSecsSinceEpoch(toMillis(time), Qt::UTC); }

/// Rounded to whole units: there are that many of the larger and this rest of the smaller.
QString twoUnits(double seconds, qint64 larger, qint64 smaller, const QString &pattern)
{
    const auto whole = static_cast<qint64>(std::floor(seconds / static_cast<double>(smaller)));
    const qint64 perLarger = larger / smaller;
    return pattern.arg(numberText(whole / perLarger), numberText(whole % perLarger));
}

QString decimal(double number) { return QLocale().toString(number, 'f', number < 0.995 ? 2 : number < 9.95 ? 1 : 0); }

} // namespace

TimeText::TimeText(const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_today(utc(clock.now()).toLocalTime().date())
{
    m_tick.setInterval(30s);
    connect(&m_tick, &QTimer::timeout, this, &TimeText::tick);
    m_tick.start();
}

void TimeText::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    Q_EMIT modeChanged();
    Q_EMIT changed();
}

void TimeText::nextMode() { setMode(static_cast<Mode>((static_cast<int>(m_mode) + 1) % 3)); }

void TimeText::tick()
{
    const QDate today = utc(m_clock.now()).toLocalTime().date();
    if (std::exchange(m_today, today) != today || m_mode == Mode::Relative)
        Q_EMIT changed();
}

QString TimeText::clockText(Time time, const QString &format) const
{
    const bool inUtc = m_mode == Mode::Utc;
    const QDateTime shown = inUtc ? utc(time) : utc(time).toLocalTime();
    const QDateTime now = inUtc ? utc(m_clock.now()) : utc(m_clock.now()).toLocalTime();
    const QString clock = shown.toString(format);
    if (shown.date() == now.date())
        return clock;
    return u"%1 %2"_s.arg(shown.toString(u"yyyy-MM-dd"_s), clock);
}

QString TimeText::text(Time time) const
{
    return m_mode == Mode::Relative ? relativeText(time) : clockText(time, u"HH:mm:ss.zzz"_s);
}

QString TimeText::shortText(Time time) const
{
    return m_mode == Mode::Relative ? relativeText(time) : clockText(time, u"HH:mm"_s);
}

QString TimeText::toolTip(Time time) const
{
    const QString format = u"yyyy-MM-dd HH:mm:ss.zzz"_s;
    const QDateTime local = utc(time).toLocalTime();
    const QString zone = local.timeZone().displayName(local, QTimeZone::OffsetName, QLocale::c());
    return tr("%1 local (%2)\n%3 UTC").arg(local.toString(format), zone, utc(time).toString(format));
}

QString TimeText::relativeText(Time time) const
{
    const auto past = std::chrono::duration_cast<std::chrono::seconds>(m_clock.now() - time).count();
    const qint64 seconds = std::abs(past);
    if (seconds < 45)
        return past >= 0 ? tr("just now") : tr("in a moment");
    const auto minutes = static_cast<int>((seconds + 30) / 60);
    if (minutes < 60)
        return past >= 0 ? tr("%Ln min ago", nullptr, minutes) : tr("in %Ln min", nullptr, minutes);
    const int hours = (minutes + 30) / 60;
    if (hours < 36)
        return past >= 0 ? tr("%Ln h ago", nullptr, hours) : tr("in %Ln h", nullptr, hours);
    const int days = (hours + 12) / 24;
    return past >= 0 ? tr("%Ln days ago", nullptr, days) : tr("in %Ln days", nullptr, days);
}

QString numberText(qint64 number) { return QLocale().toString(number); }

QString shortNumberText(double number)
{
    if (std::abs(number) < 999.5)
        return QLocale().toString(number, 'g', 3);
    if (std::abs(number) < 999'500)
        return TimeText::tr("%1k").arg(decimal(number / 1e3));
    return TimeText::tr("%1M").arg(decimal(number / 1e6));
}

QString durationText(std::chrono::duration<double> duration)
{
    const double seconds = duration.count();
    if (seconds < 0.9995)
        return TimeText::tr("%1 ms").arg(decimal(seconds * 1e3));
    if (seconds < 59.95)
        return TimeText::tr("%1 s").arg(decimal(seconds));
    if (seconds < 3600)
        return twoUnits(seconds, 60, 1, TimeText::tr("%1 min %2 s"));
    if (seconds < 86'400)
        return twoUnits(seconds, 3600, 60, TimeText::tr("%1 h %2 min"));
    return twoUnits(seconds, 86'400, 3600, TimeText::tr("%1 d %2 h"));
}

} // namespace auth::console
