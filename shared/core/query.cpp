#include "core/query.h"

#include <algorithm>

namespace auth {

namespace {

bool isHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool isPercentEncoded(QByteArrayView text)
{
    for (qsizetype at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
        if (at + 2 >= text.size() || !isHexDigit(text[at + 1]) || !isHexDigit(text[at + 2]))
            return false;
    }
    return true;
}

QByteArray decoded(QByteArrayView text)
{
    return QByteArray::fromPercentEncoding(text.toByteArray().replace('+', ' '));
}

QueryPair pairOf(QByteArrayView text)
{
    const qsizetype equals = text.indexOf('=');
    QueryPair pair;
    pair.name = decoded(equals < 0 ? text : text.first(equals));
    pair.value = decoded(equals < 0 ? QByteArrayView() : text.sliced(equals + 1));
    pair.valid = isPercentEncoded(text) && pair.value.isValidUtf8();
    return pair;
}

} // namespace

QList<QueryPair> splitQuery(QByteArrayView query)
{
    QList<QueryPair> pairs;
    for (qsizetype start = 0; start < query.size();) {
        qsizetype end = query.indexOf('&', start);
        end = end < 0 ? query.size() : end;
        if (end > start)
            pairs.append(pairOf(query.sliced(start, end - start)));
        start = end + 1;
    }
    return pairs;
}

void appendQuery(QByteArray &query, QByteArrayView name, QByteArrayView value)
{
    if (!query.isEmpty())
        query += '&';
    query += name.toByteArray().toPercentEncoding() + '=' + value.toByteArray().toPercentEncoding();
}

} // namespace auth
