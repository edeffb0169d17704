#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <vector>

namespace auth::console {

/// A value on one line: texts without quotes, objects and lists as compact JSON.
QString displayText(const QJsonValue &value);
/// Readable JSON with every nested value on a line of its own.
QString indentedJson(const QJsonObject &object);

/// A field that differs.
struct FieldDifference {
    QString field;
    QJsonValue before; ///< Undefined: was not there.
    QJsonValue after;  ///< Undefined: is not there any more.
};

/// By name of the field; equal ones are left out.
std::vector<FieldDifference> differences(const QJsonObject &before, const QJsonObject &after);

} // namespace auth::console
