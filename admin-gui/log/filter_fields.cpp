#include "log/filter_fields.h"

#include <QtCore/QCoreApplication>

#include <array>
#include <cmath>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

using Verdict = std::variant<FilterValue, QString>;

struct FieldName {
    const char16_t *name;
    FilterField field;
};

/// The first name of each field is the one that is written.
constexpr std::array names{FieldName{u"level", FilterField::Level},
                           FieldName{u"status", FilterField::Status},
                           FieldName{u"dur", FilterField::Duration},
                           FieldName{u"duration", FilterField::Duration},
                           FieldName{u"duration_ms", FilterField::Duration},
                           FieldName{u"req", FilterField::Request},
                           FieldName{u"request", FilterField::Request},
                           FieldName{u"request_id", FilterField::Request},
                           FieldName{u"user", FilterField::User},
                           FieldName{u"user_id", FilterField::User},
                           FieldName{u"session", FilterField::Session},
                           FieldName{u"session_id", FilterField::Session},
                           FieldName{u"event", FilterField::Event},
                           FieldName{u"module", FilterField::Module},
                           FieldName{u"ip", FilterField::Ip},
                           FieldName{u"client_ip", FilterField::Ip},
                           FieldName{u"method", FilterField::Method},
                           FieldName{u"route", FilterField::Route},
                           FieldName{u"instance", FilterField::Instance}};

/// Takes ">=", "<" and so on from the front.
QStringView takeComparison(QStringView &text)
{
    for (const QStringView sign : {u">=", u"<=", u">", u"<", u"="}) {
        if (text.startsWith(sign)) {
            text = text.sliced(sign.size());
            return sign;
        }
    }
    return {};
}

/// From `value` up, or down, or it alone. `step` lies between two values.
void setRange(FilterValue &out, QStringView comparison, double value, double step)
{
    if (comparison == u">=" || comparison == u">")
        out.low = comparison == u">" ? value + step : value;
    else if (comparison == u"<=" || comparison == u"<")
        out.high = comparison == u"<" ? value - step : value;
    else
        out.low = out.high = value;
}

std::optional<LogLevel> levelNamed(QStringView name)
{
    if (name.compare(u"warn", Qt::CaseInsensitive) == 0)
        return LogLevel::Warning;
    return parseLogLevel(name);
}

Verdict level(FilterValue value)
{
    QStringView rest = value.text;
    const QStringView comparison = takeComparison(rest);
    const auto named = levelNamed(rest);
    if (!named)
        return QCoreApplication::translate(
            "LogFilter",
            "A level is debug, info, warning or error, with >= before it for that one and more urgent ones.");
    setRange(value, comparison, static_cast<double>(*named), 1);
    value.text = comparison.toString() + wireName(*named);
    return value;
}

Verdict status(FilterValue value)
{
    const QString problem = QCoreApplication::translate(
        "LogFilter", "A status is a number such as 404, >=400, a class such as 5xx, or a range: 400..499.");
    QStringView rest = value.text;
    if (rest.size() == 3 && rest.endsWith(u"xx", Qt::CaseInsensitive) && rest.front() >= u'1' && rest.front() <= u'5') {
        value.low = 100 * (rest.front().unicode() - u'0');
        value.high = value.low + 99;
        return value;
    }
    const QStringView comparison = takeComparison(rest);
    const qsizetype dots = rest.indexOf(u".."_s);
    bool first = false;
    bool last = true;
    const int low = rest.first(dots < 0 ? rest.size() : dots).toInt(&first);
    const int high = dots < 0 ? low : rest.sliced(dots + 2).toInt(&last);
    if (!first || !last || (dots >= 0 && !comparison.isEmpty()))
        return problem;
    setRange(value, comparison, low, 1);
    if (dots >= 0)
        value.high = high;
    value.low = std::max(value.low, 1.0); // a line without a status has none that is small
    return value;
}

std::optional<double> milliseconds(QStringView text)
{
    struct Unit {
        QStringView name;
        double ms;
    };
    static constexpr std::array units{Unit{u"ms", 1}, Unit{u"us", 0.001}, Unit{u"min", 60000}, Unit{u"s", 1000}};
    double factor = 1;
    for (const Unit &unit : units) {
        if (text.endsWith(unit.name)) {
            text.chop(unit.name.size());
            factor = unit.ms;
            break;
        }
    }
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber && number >= 0 && std::isfinite(number) ? std::optional(number * factor) : std::nullopt;
}

Verdict duration(FilterValue value)
{
    QStringView rest = value.text;
    const QStringView comparison = takeComparison(rest);
    const auto ms = milliseconds(rest);
    if (!ms)
        return QCoreApplication::translate("LogFilter",
                                           "A duration is a number with us, ms, s or min behind it, such as >250ms.");
    setRange(value, comparison, *ms, 1e-6);
    value.low = std::max(value.low, 0.0);
    return value;
}

int digit(QChar c)
{
    const char16_t small = c.toLower().unicode();
    if (small >= u'0' && small <= u'9')
        return small - u'0';
    return small >= u'a' && small <= u'f' ? small - u'a' + 10 : -1;
}

/// The beginning of a UUID, with or without its dashes; false for what is none.
bool readId(QStringView text, FilterValue &out)
{
    std::size_t i = 0;
    for (const QChar c : text) {
        if (c == u'-')
            continue;
        const int value = digit(c);
        if (value < 0 || i >= 32)
            return false;
        const int shift = i % 2 == 0 ? 4 : 0;
        out.id[i / 2] = static_cast<unsigned char>(out.id[i / 2] | value << shift);
        out.mask[i / 2] = static_cast<unsigned char>(out.mask[i / 2] | 15 << shift);
        ++i;
    }
    return i > 0;
}

Verdict id(FilterField field, FilterValue value)
{
    QStringView text = value.text;
    if (!value.quoted && text.endsWith(u".."))
        text.chop(2);
    else if (!value.quoted && text.endsWith(u'*'))
        text.chop(1);
    if (readId(text, value))
        return value;
    if (field != FilterField::Request)
        return QCoreApplication::translate(
            "LogFilter", "An id is made of the digits 0 to 9 and the letters a to f; its beginning is enough.");
    value.id = value.mask = {};
    return value;
}

} // namespace

std::optional<FilterField> fieldNamed(QStringView name)
{
    for (const FieldName &each : names) {
        if (name.compare(QStringView(each.name), Qt::CaseInsensitive) == 0)
            return each.field;
    }
    return std::nullopt;
}

QString nameOf(FilterField field)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const FieldName &each) { return each.field == field; });
    return found == names.end() ? QString() : QString::fromUtf16(found->name);
}

std::variant<FilterValue, QString> readValue(FilterField field, const QString &text, bool quoted)
{
    FilterValue value{.text = text, .quoted = quoted};
    switch (field) {
    case FilterField::Level:
        return level(value);
    case FilterField::Status:
        return status(value);
    case FilterField::Duration:
        return duration(value);
    case FilterField::Request:
    case FilterField::User:
    case FilterField::Session:
        return id(field, value);
    default:
        return value;
    }
}

} // namespace auth::console
