#include "log/log_times.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace auth::console {

using namespace std::chrono;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 quarterMs = 15 * 60 * 1000;

QString count(const char *text, qint64 number)
{
    return QCoreApplication::translate("LogTime", text, nullptr, static_cast<int>(number));
}

/// The time shifted by the offset, as RFC 3339 spells it without its end.
QString shifted(Time time, seconds offset) { return toRfc3339(time + offset).chopped(1); }

} // namespace

seconds LogTimes::offset(Time time, TimeMode mode)
{
    if (mode == TimeMode::Utc)
        return {};
    const qint64 quarter = toMillis(time) / quarterMs;
    if (std::exchange(m_quarter, quarter) != quarter)
        m_offset = seconds(QDateTime::fromMSecsSinceEpoch(toMillis(time)).offsetFromUtc());
    return m_offset;
}

QString LogTimes::clock(Time time, Time now, TimeMode mode)
{
    const seconds ahead = offset(time, mode);
    QString text = shifted(time, ahead);
    if (floor<days>(time + ahead) == floor<days>(now + ahead))
        return text.sliced(11);
    text[10] = u' ';
    return text;
}

QString LogTimes::full(Time time, TimeMode mode)
{
    const seconds ahead = offset(time, mode);
    QString text = shifted(time, ahead);
    text[10] = u' ';
    const auto minutesAhead = duration_cast<minutes>(ahead < seconds(0) ? -ahead : ahead).count();
    return text + (ahead < seconds(0) ? u" -"_s : u" +"_s) + QString::number(minutesAhead / 60).rightJustified(2, u'0')
           + u':' + QString::number(minutesAhead % 60).rightJustified(2, u'0');
}

QString LogTimes::relative(Time time, Time now)
{
    const auto age = std::max(duration_cast<seconds>(now - time), seconds(0));
    if (age < minutes(1))
        return count(QT_TRANSLATE_N_NOOP("LogTime", "%n s ago"), age.count());
    if (age < hours(1))
        return count(QT_TRANSLATE_N_NOOP("LogTime", "%n min ago"), duration_cast<minutes>(age).count());
    if (age < days(1))
        return count(QT_TRANSLATE_N_NOOP("LogTime", "%n h ago"), duration_cast<hours>(age).count());
    return count(QT_TRANSLATE_N_NOOP("LogTime", "%n day(s) ago"), duration_cast<days>(age).count());
}

QString LogTimes::delta(milliseconds since)
{
    const QString number = QLocale().toString(static_cast<qlonglong>(since.count()));
    return QCoreApplication::translate("LogTime", "%1 ms").arg(since.count() < 0 ? number : u'+' + number);
}

} // namespace auth::console
