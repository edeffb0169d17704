#pragma once

#include "core/field_text.h"

namespace auth {

/// A value as a field of CSV (RFC 4180), quoted where it must be. Spreadsheets take what begins with = + - @, tab or
/// carriage return for a formula and execute it, so such a value gets an apostrophe before it.
QByteArray csvField(const QString &value);
/// A field, without its quotes, as the value that csvField() was given: without that apostrophe.
QString csvValue(const QString &field);

/// The names of T's members, and the end of a line.
template<Described T> QByteArray csvHeader()
{
    QByteArray line;
    forEachField<T>([&](const auto &field) { line += (line.isEmpty() ? "" : ",") + QByteArray(field.facts.name); });
    return line + "\r\n";
}

/// The members of a value, absent ones empty, and the end of a line. A type with a secret does not compile.
template<Described T> QByteArray csvLine(const T &value)
{
    QByteArrayList fields;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        if constexpr (!isOptional<V>)
            fields += csvField(toText(value.*field.member));
        else
            fields += value.*field.member ? csvField(toText(*(value.*field.member))) : QByteArray();
    });
    return fields.join(',') + "\r\n";
}

} // namespace auth
