#include "storage/placeholders.h"

namespace auth {
namespace {

/// The end of what starts at `at` and is copied as it is: a string, a quoted name, a comment, or one character.
qsizetype endOfToken(QByteArrayView sql, qsizetype at)
{
    const auto after = [&](QByteArrayView end, qsizetype from) {
        const qsizetype found = sql.indexOf(end, from);
        return found < 0 ? sql.size() : found + end.size();
    };
    const QByteArrayView rest = sql.sliced(at);
    if (rest.startsWith("--"))
        return after("\n", at);
    if (rest.startsWith("/*"))
        return after("*/", at + 2);
    if (rest.startsWith('\'') || rest.startsWith('"'))
        return after(rest.first(1), at + 1); // a doubled quote ends one token and starts the next
    return at + 1;
}

} // namespace

QByteArray numberedPlaceholders(const char *sql)
{
    const QByteArrayView text(sql);
    QByteArray numbered;
    int number = 0;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = endOfToken(text, at);
        if (text[at] == '?')
            numbered += '$' + QByteArray::number(++number);
        else
            numbered += text.sliced(at, end - at);
        at = end;
    }
    return numbered;
}

} // namespace auth
