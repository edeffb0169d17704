#include "core/json_schema.h"

#include <QtCore/QJsonArray>

namespace auth::json {

using namespace Qt::StringLiterals;

namespace {

void putLimits(QJsonObject &schema, const FieldFacts &facts, const QString &least, const QString &greatest)
{
    if (facts.min)
        schema[least] = static_cast<qint64>(*facts.min);
    if (facts.max)
        schema[greatest] = static_cast<qint64>(*facts.max);
}

} // namespace

QJsonObject textSchema(const FieldFacts &facts)
{
    QJsonObject schema{{u"type"_s, u"string"_s}};
    putLimits(schema, facts, u"minLength"_s, u"maxLength"_s);
    return schema;
}

QJsonObject numberSchema(const QString &type, const FieldFacts &facts)
{
    QJsonObject schema{{u"type"_s, type}};
    putLimits(schema, facts, u"minimum"_s, u"maximum"_s);
    return schema;
}

QJsonObject secretSchema(const FieldFacts &facts, Use use)
{
    QJsonObject schema = textSchema(facts);
    schema[u"format"_s] = u"password"_s;
    if (use == Use::Request)
        schema[u"writeOnly"_s] = true;
    return schema;
}

QJsonObject listSchema(const QJsonObject &items, const FieldFacts &facts)
{
    QJsonObject schema{{u"type"_s, u"array"_s}, {u"items"_s, items}};
    putLimits(schema, facts, u"minItems"_s, u"maxItems"_s);
    return schema;
}

QJsonObject enumSchema(const QList<EnumName> &names)
{
    QJsonArray values;
    for (const EnumName &each : names)
        values += QString::fromLatin1(each.name);
    return {{u"type"_s, u"string"_s}, {u"enum"_s, values}};
}

QJsonObject formatted(const QString &format) { return {{u"type"_s, u"string"_s}, {u"format"_s, format}}; }

QJsonObject nullable(QJsonObject schema)
{
    schema[u"type"_s] = QJsonArray{schema.value(u"type"_s), u"null"_s};
    if (auto values = schema.value(u"enum"_s).toArray(); !values.isEmpty()) {
        values += QJsonValue();
        schema[u"enum"_s] = values;
    }
    return schema;
}

QJsonObject described(QJsonObject schema, const FieldFacts &facts)
{
    if (*facts.about)
        schema[u"description"_s] = QString::fromUtf8(facts.about);
    if (*facts.format)
        schema[u"format"_s] = QString::fromUtf8(facts.format);
    return schema;
}

QJsonObject objectSchema(const QJsonObject &properties, const QStringList &required, Use use)
{
    QJsonObject schema{{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
    if (!required.isEmpty())
        schema[u"required"_s] = QJsonArray::fromStringList(required);
    if (use == Use::Request)
        schema[u"additionalProperties"_s] = false;
    return schema;
}

} // namespace auth::json
