#pragma once

#include "core/field_text.h"
#include "core/json_raw.h"

#include <QtCore/QJsonObject>

namespace auth::json {

/// Whose schema: a request takes nothing it does not know; an answer may grow.
enum class Use { Request, Answer };

QJsonObject textSchema(const FieldFacts &facts);
QJsonObject numberSchema(const QString &type, const FieldFacts &facts);
QJsonObject secretSchema(const FieldFacts &facts, Use use);
QJsonObject listSchema(const QJsonObject &items, const FieldFacts &facts);
QJsonObject enumSchema(const QList<EnumName> &names);
QJsonObject formatted(const QString &format);
/// The same, or null.
QJsonObject nullable(QJsonObject schema);
/// With what the facts say of any type: description, format.
QJsonObject described(QJsonObject schema, const FieldFacts &facts);
QJsonObject objectSchema(const QJsonObject &properties, const QStringList &required, Use use);

template<Described T> QJsonObject schema(Use use, const QList<QByteArrayView> &elsewhere = {});

namespace detail {

template<class T> struct SchemaOf {
    static QJsonObject make(const FieldFacts &facts, Use use)
    {
        if constexpr (Described<T>)
            return schema<T>(use);
        else if constexpr (std::is_same_v<T, bool>)
            return {{QStringLiteral("type"), QStringLiteral("boolean")}};
        else if constexpr (Integer<T>)
            return numberSchema(QStringLiteral("integer"), facts);
        else if constexpr (std::is_floating_point_v<T>)
            return numberSchema(QStringLiteral("number"), facts);
        else if constexpr (std::is_enum_v<T>)
            return enumSchema(enumNames<T>());
        else if constexpr (std::is_same_v<T, Secret>)
            return secretSchema(facts, use);
        else if constexpr (std::is_same_v<T, Raw>)
            return {{QStringLiteral("type"), QStringLiteral("object")}};
        else if constexpr (std::is_same_v<T, Time>)
            return formatted(QStringLiteral("date-time"));
        else
            return textSchema(facts);
    }
};

template<class Kind> struct SchemaOf<Id<Kind>> {
    static QJsonObject make(const FieldFacts &, Use) { return formatted(QStringLiteral("uuid")); }
};

template<class T> struct SchemaOf<std::optional<T>> {
    static QJsonObject make(const FieldFacts &facts, Use use) { return nullable(SchemaOf<T>::make(facts, use)); }
};

template<class T> struct SchemaOf<QList<T>> {
    static QJsonObject make(const FieldFacts &facts, Use use)
    {
        return listSchema(SchemaOf<T>::make(FieldFacts{.name = facts.name}, use), facts);
    }
};

} // namespace detail

/// JSON Schema 2020-12, as OpenAPI 3.1 has it, of what decode() takes and encode() writes. Members `elsewhere`, and
/// those that travel in headers, are left out.
template<Described T> QJsonObject schema(Use use, const QList<QByteArrayView> &elsewhere)
{
    QJsonObject properties;
    QStringList required;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        if (field.facts.in != In::Body || elsewhere.contains(field.facts.name))
            return;
        const QString name = QString::fromUtf8(field.facts.name);
        properties[name] = described(detail::SchemaOf<V>::make(field.facts, use), field.facts);
        if (!isOptional<V>)
            required += name;
    });
    return objectSchema(properties, required, use);
}

} // namespace auth::json
