#pragma once

#include "core/clock.h"
#include "core/enum_name.h"
#include "core/field_check.h"
#include "core/ids.h"
#include "core/secret.h"

#include <QtCore/QList>

#include <concepts>
#include <limits>

namespace auth {

/// Values from plain text: what settings, query strings, path segments and the strings of JSON have in common.
/// The text must be valid UTF-8 and the whole of it is the value: nothing is trimmed. The limits in `facts` are
/// checked.
Verdict fromText(QByteArrayView text, const FieldFacts &facts, QString &out);
Verdict fromText(QByteArrayView text, const FieldFacts &facts, QByteArray &out);
Verdict fromText(QByteArrayView text, const FieldFacts &facts, Secret &out);
Verdict fromText(QByteArrayView text, const FieldFacts &facts, double &out);
/// true, yes, on, 1 and their opposites, in any case.
Verdict fromText(QByteArrayView text, const FieldFacts &facts, bool &out);
/// RFC 3339.
Verdict fromText(QByteArrayView text, const FieldFacts &facts, Time &out);

/// Decimal digits with an optional minus, within min and max.
Verdict parseInteger(QByteArrayView text, qint64 min, qint64 max, qint64 &out);
/// The items of a JSON list of strings, or of a comma-separated one with the spaces around its items dropped.
std::optional<QList<QByteArray>> splitList(QByteArrayView text);

template<class T>
concept Integer = std::integral<T> && !std::same_as<T, bool>;

/// The number as an I; a number that I cannot hold is too small or too large.
template<Integer I> Verdict narrow(qint64 number, const FieldFacts &facts, I &out)
{
    static_assert(sizeof(I) < sizeof(qint64) || std::signed_integral<I>,
                  "use qint64: JSON and SQL have no larger integer");
    constexpr qint64 min = std::numeric_limits<I>::min();
    constexpr qint64 max = std::numeric_limits<I>::max();
    if (number < min)
        return tooSmall(facts.min.value_or(min));
    if (number > max)
        return tooLarge(facts.max.value_or(max));
    out = static_cast<I>(number);
    return checkNumber(number, facts);
}

template<Integer I> Verdict fromText(QByteArrayView text, const FieldFacts &facts, I &out)
{
    qint64 number = 0;
    if (auto violation = parseInteger(text, facts.min.value_or(std::numeric_limits<I>::min()),
                                      facts.max.value_or(std::numeric_limits<I>::max()), number))
        return violation;
    return narrow(number, facts, out);
}

template<class Kind> Verdict fromText(QByteArrayView text, const FieldFacts &, Id<Kind> &out)
{
    const auto id = Id<Kind>::parse(QString::fromUtf8(text));
    if (!id)
        return invalid(QStringLiteral("a UUID in lower case"));
    out = *id;
    return std::nullopt;
}

template<class E>
requires std::is_enum_v<E> Verdict fromText(QByteArrayView text, const FieldFacts &, E &out,
                                            Qt::CaseSensitivity sensitivity = Qt::CaseSensitive)
{
    const auto value = enumFromName<E>(text, sensitivity);
    if (!value)
        return invalid(alternatives(enumNames<E>()));
    out = *value;
    return std::nullopt;
}

template<class T> Verdict fromText(QByteArrayView text, const FieldFacts &facts, std::optional<T> &out)
{
    return fromText(text, facts, out.emplace());
}

template<class T> Verdict fromText(QByteArrayView text, const FieldFacts &facts, QList<T> &out)
{
    const auto items = splitList(text);
    if (!items)
        return wrongType(QStringLiteral("a JSON list of strings, or items separated by commas"));
    out.clear();
    for (const QByteArray &item : *items) {
        T value{};
        if (auto violation = fromText(item, FieldFacts{.name = facts.name}, value))
            return violation;
        out.append(std::move(value));
    }
    return checkItems(out.size(), facts);
}

/// What fromText() reads. Secrets have no text: print them masked.
inline QString toText(const QString &value) { return value; }
inline QString toText(const QByteArray &value) { return QString::fromUtf8(value); }
inline QString toText(bool value) { return value ? QStringLiteral("true") : QStringLiteral("false"); }
inline QString toText(Time value) { return toRfc3339(value); }
QString toText(double value);
QString toText(const Secret &) = delete;

template<Integer I> QString toText(I value) { return QString::number(value); }

template<class Kind> QString toText(const Id<Kind> &value) { return value.text(); }

template<class E>
requires std::is_enum_v<E> QString toText(E value) { return QString::fromLatin1(enumName(value)); }

/// Items joined by commas, or as JSON where an item has a comma or nothing in it.
QString joinList(const QStringList &items);

template<class T> QString toText(const QList<T> &value)
{
    QStringList items;
    for (const T &item : value)
        items += toText(item);
    return joinList(items);
}

} // namespace auth
