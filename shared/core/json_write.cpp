#include "core/json_write.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace auth::json {

namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";
constexpr qsizetype longestEscape = 6;

/// Makes room at the end of `out`, lets `write` fill it and cuts off what was not used.
template<class Write> void appendInPlace(QByteArray &out, qsizetype room, Write &&write)
{
    const qsizetype size = out.size();
    out.resize(size + room);
    char *const start = out.data();
    const char *const end = write(start + size);
    out.resize(end - start);
}

char shortEscape(char c)
{
    switch (c) {
    case '"':
        return '"';
    case '\\':
        return '\\';
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return '\0';
    }
}

/// RFC 8259 section 7; DEL and the line ends U+2028 and U+2029 need no escape.
bool needsEscape(char16_t c) { return c < 0x20 || c == '"' || c == '\\'; }

char *putEscaped(char *at, char c)
{
    *at++ = '\\';
    if (const char letter = shortEscape(c)) {
        *at++ = letter;
        return at;
    }
    *at++ = 'u';
    *at++ = '0';
    *at++ = '0';
    *at++ = hexDigits[static_cast<unsigned char>(c) >> 4];
    *at++ = hexDigits[c & 15];
    return at;
}

char *putUtf8(char *at, char32_t c)
{
    const auto put = [&at](char32_t byte) { *at++ = static_cast<char>(byte); };
    if (c < 0x800) {
        put(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
    return at;
}

char *putText(char *at, QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (needsEscape(c))
            at = putEscaped(at, static_cast<char>(c));
        else if (c < 0x80)
            *at++ = static_cast<char>(c);
        else if (!QChar::isSurrogate(c))
            at = putUtf8(at, c);
        else if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            at = putUtf8(at, QChar::surrogateToUcs4(c, text[++i].unicode()));
        else
            at = putUtf8(at, QChar::ReplacementCharacter);
    }
    return at;
}

} // namespace

void appendNull(QByteArray &out) { out.append("null"); }
void appendMask(QByteArray &out) { out.append("\"•••\""); }

void appendInteger(QByteArray &out, qint64 value)
{
    appendInPlace(out, 20, [value](char *at) { return std::to_chars(at, at + 20, value).ptr; });
}

void appendDouble(QByteArray &out, double value)
{
    if (!std::isfinite(value))
        return appendNull(out);
    // Large ones with an exponent: without it they would read as integers, beyond 64 bits perhaps.
    const auto format = std::abs(value) < 1e15 ? std::chars_format::general : std::chars_format::scientific;
    appendInPlace(out, 32, [=](char *at) { return std::to_chars(at, at + 32, value, format).ptr; });
}

void appendText(QByteArray &out, QStringView text)
{
    appendInPlace(out, text.size() * longestEscape + 2, [text](char *at) {
        *at++ = '"';
        at = putText(at, text);
        *at++ = '"';
        return at;
    });
}

void appendUtf8(QByteArray &out, QByteArrayView text)
{
    if (!QByteArray::fromRawData(text.data(), text.size()).isValidUtf8())
        return appendText(out, QString::fromUtf8(text));
    appendInPlace(out, text.size() * longestEscape + 2, [text](char *at) {
        *at++ = '"';
        for (const char c : text) {
            if (needsEscape(static_cast<unsigned char>(c)))
                at = putEscaped(at, c);
            else
                *at++ = c;
        }
        *at++ = '"';
        return at;
    });
}

void appendId(QByteArray &out, const IdBytes &id)
{
    appendInPlace(out, 38, [&id](char *at) {
        *at++ = '"';
        for (std::size_t i = 0; i < id.size(); ++i) {
            if (i == 4 || i == 6 || i == 8 || i == 10)
                *at++ = '-';
            *at++ = hexDigits[id[i] >> 4];
            *at++ = hexDigits[id[i] & 15];
        }
        *at++ = '"';
        return at;
    });
}

void appendTime(QByteArray &out, Time time)
{
    const auto text = rfc3339Bytes(time);
    out.append('"').append(text.data(), text.size()).append('"');
}

QByteArray &ObjectWriter::key(QByteArrayView name)
{
    m_out.append(std::exchange(m_empty, false) ? '{' : ',');
    appendUtf8(m_out, name);
    return m_out.append(':');
}

ObjectWriter &ObjectWriter::raw(QByteArrayView name, QByteArrayView json)
{
    key(name).append(json);
    return *this;
}

} // namespace auth::json
