#include "log/json_line.h"

#include <array>
#include <charconv>
#include <cmath>

namespace auth {

namespace {

bool isPlain(char16_t c) { return c >= 0x20 && c < 0x7f && c != u'"' && c != u'\\'; }

bool mustBeEscaped(char16_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e)
           || (c >= 0x2066 && c <= 0x2069);
}

char *putEscaped(char *to, char16_t c)
{
    static constexpr char digits[] = "0123456789abcdef";
    for (const char part : {'\\', 'u', digits[c >> 12], digits[c >> 8 & 15], digits[c >> 4 & 15], digits[c & 15]})
        *to++ = part;
    return to;
}

char tail(char32_t c, int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3f)); }

char *putUtf8(char *to, char32_t c)
{
    if (c < 0x80) {
        *to++ = static_cast<char>(c);
    } else if (c < 0x800) {
        *to++ = static_cast<char>(0xc0 | c >> 6);
        *to++ = tail(c, 0);
    } else if (c < 0x10000) {
        *to++ = static_cast<char>(0xe0 | c >> 12);
        *to++ = tail(c, 6);
        *to++ = tail(c, 0);
    } else {
        *to++ = static_cast<char>(0xf0 | c >> 18);
        *to++ = tail(c, 12);
        *to++ = tail(c, 6);
        *to++ = tail(c, 0);
    }
    return to;
}

/// The code point at `i`, which moves past it.
char32_t codePoint(QStringView text, qsizetype &i)
{
    const QChar c = text[i++];
    if (!c.isSurrogate())
        return c.unicode();
    if (c.isHighSurrogate() && i < text.size() && text[i].isLowSurrogate())
        return QChar::surrogateToUcs4(c, text[i++]);
    return QChar::ReplacementCharacter;
}

char *putText(char *to, QStringView text)
{
    for (qsizetype i = 0; i < text.size();) {
        const char16_t c = text[i].unicode();
        if (isPlain(c)) {
            *to++ = static_cast<char>(c);
            ++i;
        } else if (c == u'"' || c == u'\\') {
            *to++ = '\\';
            *to++ = static_cast<char>(c);
            ++i;
        } else if (mustBeEscaped(c)) {
            to = putEscaped(to, c);
            ++i;
        } else {
            to = putUtf8(to, codePoint(text, i));
        }
    }
    return to;
}

template<class Number> void appendNumber(QByteArray &out, Number number)
{
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

void appendValue(QByteArray &out, const QString &text) { appendJsonText(out, text); }
void appendValue(QByteArray &out, qint64 number) { appendNumber(out, number); }
void appendValue(QByteArray &out, int number) { appendNumber(out, number); }
void appendValue(QByteArray &out, LogLevel level) { appendJsonText(out, wireName(level)); }

void appendValue(QByteArray &out, bool flag) { out.append(flag ? "true" : "false"); }

void appendValue(QByteArray &out, double number)
{
    if (std::isfinite(number))
        appendNumber(out, number);
    else
        out.append("null");
}

template<class Kind> void appendValue(QByteArray &out, const Id<Kind> &id) { appendJsonText(out, id.text()); }

template<class T> void appendValue(QByteArray &out, const std::optional<T> &value) { appendValue(out, *value); }

bool isPresent(const QString &text) { return !text.isEmpty(); }
bool isPresent(qint64 number) { return number != 0; }
bool isPresent(LogLevel) { return true; }
template<class T> bool isPresent(const std::optional<T> &value) { return value.has_value(); }

void appendKey(QByteArray &out, QByteArrayView name) { out.append(",\"").append(name).append("\":"); }

} // namespace

void appendJsonText(QByteArray &out, QStringView text)
{
    const qsizetype start = out.size();
    out.resize(start + 6 * text.size() + 2); // 6: the longest form of a code unit is \uXXXX
    char *to = out.data() + start;
    *to++ = '"';
    to = putText(to, text);
    *to++ = '"';
    out.resize(to - out.constData());
}

const QByteArray &JsonLine::timeText(Time time)
{
    if (m_timeText.isEmpty() || time != m_time) {
        m_timeText = toRfc3339(time).toLatin1();
        m_time = time;
    }
    return m_timeText;
}

void JsonLine::append(QByteArray &out, const LogEvent &event)
{
    out.append("{\"time\":\"").append(timeText(event.time)).append('"');
    forEachField<LogEvent>([&](const auto &described) {
        const auto &value = event.*described.member;
        if constexpr (!std::same_as<std::remove_cvref_t<decltype(value)>, Time>) {
            if (isPresent(value)) {
                appendKey(out, described.facts.name);
                appendValue(out, value);
            }
        }
    });
    for (const LogField &extra : event.extra) {
        out.append(',');
        appendJsonText(out, extra.name);
        out.append(':');
        std::visit([&out](const auto &value) { appendValue(out, value); }, extra.value.variant());
    }
    out.append("}\n");
}

} // namespace auth
