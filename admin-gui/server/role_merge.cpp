#include "server/role_merge.h"

#include "shell/permission_words.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

const QString description = u"description"_s;

} // namespace

QJsonObject mergeFields(const Role &role)
{
    QJsonObject fields{{description, role.description}};
    for (const Permission permission : allPermissions())
        fields.insert(wireName(permission), role.permissions.contains(wireName(permission)));
    return fields;
}

Role roleFrom(const QJsonObject &fields, Role like)
{
    like.description = fields[description].toString();
    like.permissions.clear();
    for (const Permission permission : allPermissions()) {
        if (fields[wireName(permission)].toBool())
            like.permissions += wireName(permission);
    }
    return like;
}

QHash<QString, QString> mergeLabels()
{
    QHash<QString, QString> labels{{description, QCoreApplication::translate("RoleDialog", "Description")}};
    for (const Permission permission : allPermissions())
        labels.insert(wireName(permission), meaningOf(permission));
    return labels;
}

std::optional<Role> currentOf(const ApiError &error)
{
    if (!error.is(ErrorCode::PreconditionFailed))
        return std::nullopt;
    const auto role = json::decode<Role>(error.current, {}, {.ignoreUnknown = true});
    return role ? std::optional(*role) : std::nullopt;
}

} // namespace auth::console
