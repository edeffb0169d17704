#include "widgets/json_text.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace auth::console {

using namespace Qt::StringLiterals;

QString displayText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Undefined:
        return u"–"_s;
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Bool:
    case QJsonValue::Double:
        break;
    }
    return value.toVariant().toString();
}

QString indentedJson(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented)).trimmed();
}

std::vector<FieldDifference> differences(const QJsonObject &before, const QJsonObject &after)
{
    QStringList fields = before.keys() + after.keys();
    fields.sort();
    fields.removeDuplicates();
    std::vector<FieldDifference> found;
    for (const QString &field : fields) {
        if (before.value(field) != after.value(field))
            found.push_back({field, before.value(field), after.value(field)});
    }
    return found;
}

} // namespace auth::console
