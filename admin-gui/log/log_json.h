#pragma once

#include "log/log_record.h"

namespace auth::console {

/// A row's line put together from its parts, as the service's JsonLine does it.
QByteArray composedJson(const LogRow &row, LogRow::Epoch epoch);

/// ,"name":text with what must be escaped.
void appendJsonMember(QByteArray &out, QByteArrayView name, QByteArrayView utf8);
void appendJsonUtf8(QByteArray &out, QByteArrayView utf8);
void appendJsonNumber(QByteArray &out, qint64 number);
/// "null" for what is no number.
void appendJsonNumber(QByteArray &out, double number);

/// Calls visit(name, json) for each of the members in a text ,"name":value,"other":value whose names have no escapes.
/// Stops when it returns false.
template<class Visit> void forEachMember(QByteArrayView members, Visit &&visit);
/// The JSON of one of them; null when there is none of that name.
QByteArrayView memberIn(QByteArrayView members, QByteArrayView name);
/// What people read of a scalar's JSON: a string without quotes and escapes.
QString plainText(QByteArrayView json);

/// The end of the JSON string whose quotation mark is at `at`, behind its other one.
qsizetype endOfString(QByteArrayView json, qsizetype at);

template<class Visit> void forEachMember(QByteArrayView members, Visit &&visit)
{
    for (qsizetype at = 0; at + 1 < members.size();) {
        const qsizetype nameEnd = endOfString(members, at + 1);
        const qsizetype start = nameEnd + 1;
        if (start >= members.size())
            return;
        qsizetype end = members[start] == '"' ? endOfString(members, start) : members.indexOf(',', start);
        end = end < 0 ? members.size() : end;
        if (!visit(members.sliced(at + 2, nameEnd - at - 3), members.sliced(start, end - start)))
            return;
        at = end;
    }
}

} // namespace auth::console
