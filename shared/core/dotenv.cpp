#include "core/dotenv.h"

#include <algorithm>
#include <optional>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isName(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isNameCharacter)
           && (text[0] < '0' || text[0] > '9');
}

bool isCommentOrEmpty(QByteArrayView text) { return text.isEmpty() || text.startsWith('#'); }

QByteArray unquoted(QByteArrayView text)
{
    const qsizetype comment = std::min({text.indexOf(" #"), text.indexOf("\t#")},
                                       [](qsizetype a, qsizetype b) { return size_t(a) < size_t(b); });
    return (comment < 0 ? text : text.first(comment)).trimmed().toByteArray();
}

std::optional<QByteArray> singleQuoted(QByteArrayView text)
{
    const qsizetype end = text.indexOf('\'', 1);
    if (end < 0 || !isCommentOrEmpty(text.sliced(end + 1).trimmed()))
        return std::nullopt;
    return text.sliced(1, end - 1).toByteArray();
}

std::optional<char> escaped(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case '"':
    case '\\':
    case '$':
        return c;
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> doubleQuoted(QByteArrayView text)
{
    QByteArray value;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == '"')
            return isCommentOrEmpty(text.sliced(i + 1).trimmed()) ? std::optional(value) : std::nullopt;
        if (text[i] != '\\') {
            value += text[i];
            continue;
        }
        const auto c = ++i < text.size() ? escaped(text[i]) : std::nullopt;
        if (!c)
            return std::nullopt;
        value += *c;
    }
    return std::nullopt;
}

std::optional<QByteArray> valueOf(QByteArrayView text)
{
    if (text.startsWith('\''))
        return singleQuoted(text);
    if (text.startsWith('"'))
        return doubleQuoted(text);
    return text.startsWith('#') ? QByteArray() : unquoted(text);
}

std::optional<DotenvEntry> entryOf(QByteArrayView line, int number)
{
    if (line.startsWith("export ") || line.startsWith("export\t"))
        line = line.sliced(7).trimmed();
    const qsizetype equals = line.indexOf('=');
    const QByteArrayView name = equals < 0 ? QByteArrayView() : line.first(equals).trimmed();
    const auto value = isName(name) ? valueOf(line.sliced(equals + 1).trimmed()) : std::nullopt;
    if (!value)
        return std::nullopt;
    return DotenvEntry{name.toByteArray(), *value, number};
}

Error atLine(const QString &fileName, int line, const QString &what)
{
    return {.code = ErrorCode::ValidationError, .message = u"%1, line %2: %3"_s.arg(fileName).arg(line).arg(what)};
}

} // namespace

Result<QList<DotenvEntry>> parseDotenv(QByteArrayView text, const QString &fileName)
{
    QList<DotenvEntry> entries;
    QHash<QByteArray, int> lineOf;
    int number = 0;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype newline = text.indexOf('\n', start);
        const qsizetype end = newline < 0 ? text.size() : newline;
        const QByteArrayView line = text.sliced(start, end - start).trimmed();
        start = end + 1;
        ++number;
        if (isCommentOrEmpty(line))
            continue;
        const auto entry = entryOf(line, number);
        if (!entry)
            return atLine(fileName, number, u"not NAME=VALUE"_s);
        if (const int before = lineOf.value(entry->name))
            return atLine(fileName, number,
                          u"%1 was set in line %2"_s.arg(QString::fromLatin1(entry->name)).arg(before));
        lineOf[entry->name] = number;
        entries += *entry;
    }
    return entries;
}

QByteArray dotenvQuoted(const QByteArray &value)
{
    const bool plain = std::none_of(value.begin(), value.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '#' || c == '\'' || c == '"' || c == '\\' || c == '$';
    });
    if (plain)
        return value;
    QByteArray quoted = value;
    quoted.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$");
    quoted.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t");
    return '"' + quoted + '"';
}

} // namespace auth
