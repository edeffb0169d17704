#pragma once

#include "core/json_read.h"
#include "core/result.h"

#include <QtCore/QList>

namespace auth {

/// One name=value of a query string, decoded.
struct QueryPair {
    QByteArray name;
    QByteArray value;
    bool valid = true; ///< False: a broken percent sign, or bytes that are no UTF-8.
};

/// As HTML forms, browsers and other clients write it: pairs joined by '&', '+' is a space, the rest percent-encoded.
QList<QueryPair> splitQuery(QByteArrayView query);
/// Appends name=value, joined by '&', everything but unreserved characters percent-encoded.
void appendQuery(QByteArray &query, QByteArrayView name, QByteArrayView value);

/// True for what has a text of its own: objects, and lists of them, travel in JSON alone.
template<class T> inline constexpr bool isTextual = !Described<T>;
template<class T> inline constexpr bool isTextual<std::optional<T>> = isTextual<T>;
template<class T> inline constexpr bool isTextual<QList<T>> = isTextual<T>;

template<class V> Verdict readText(QByteArrayView text, const FieldFacts &facts, V &out)
{
    if constexpr (isTextual<V>)
        return fromText(text, facts, out);
    else
        return wrongType(QStringLiteral("in a JSON body"));
}

/// Sets the member of that name from text, such as a path segment. ValidationError; NotFound when T has no such member.
template<Described T> Outcome assignMember(T &out, QByteArrayView name, QByteArrayView text)
{
    Verdict violation;
    const bool known =
        visitField<T>({name.data(), static_cast<std::size_t>(name.size())}, [&](const auto &field, std::size_t) {
            violation = readText(text, field.facts, out.*field.member);
        });
    const QString field = QString::fromUtf8(name);
    if (!known)
        return fieldError(ErrorCode::NotFound, field, QStringLiteral("unknown"), json::unknownMember().sentence(field));
    if (violation)
        return fieldError(ErrorCode::ValidationError, field, violation->code, violation->sentence(field));
    return Done{};
}

/// A described type from a query string: the same members, limits and errors as in JSON. Members are plain values; a
/// list is separated by commas.
template<Described T> Result<T> decodeQuery(QByteArrayView query, const json::Expectation &expectation = {})
{
    T value{};
    json::Problems problems;
    std::bitset<fieldCount<T>> seen;
    const json::Place whole;
    const auto add = [&](QByteArrayView name, const Violation &why) {
        problems.add(json::Place{&whole, name}.path(), why);
    };
    for (const QueryPair &pair : splitQuery(query)) {
        bool expected = false;
        visitField<T>({pair.name.data(), static_cast<std::size_t>(pair.name.size())}, [&](const auto &field,
                                                                                          std::size_t i) {
            expected = expectation.covers(field.facts);
            if (expected && seen.test(i))
                add(pair.name, json::duplicateMember());
            else if (expected && !pair.valid)
                add(pair.name, invalid(QStringLiteral("percent-encoded UTF-8")));
            else if (auto violation = expected ? readText(pair.value, field.facts, value.*field.member) : std::nullopt)
                add(pair.name, *violation);
            seen.set(i);
        });
        if (!expected && !expectation.ignoreUnknown)
            add(pair.name, json::unknownMember());
    }
    std::size_t i = 0;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        if (!seen[i++] && !isOptional<V> && expectation.covers(field.facts))
            add(field.facts.name, json::missingMember());
    });
    if (!problems.isEmpty())
        return problems.error();
    return value;
}

/// The reverse. Absent optionals are left out.
template<Described T> QByteArray encodeQuery(const T &value, const json::Expectation &expectation = {})
{
    QByteArray query;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        if (!expectation.covers(field.facts))
            return;
        if constexpr (!isOptional<V>)
            appendQuery(query, field.facts.name, toText(value.*field.member).toUtf8());
        else if (value.*field.member)
            appendQuery(query, field.facts.name, toText(*(value.*field.member)).toUtf8());
    });
    return query;
}

} // namespace auth
