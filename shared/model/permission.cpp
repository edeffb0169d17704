#include "model/permission.h"

#include <QtCore/QMetaEnum>

namespace auth {

QString wireName(Permission permission)
{
    QString name;
    for (const QChar c :
         QString::fromLatin1(QMetaEnum::fromType<Permission>().valueToKey(static_cast<int>(permission)))) {
        if (c.isUpper() && !name.isEmpty())
            name += u'.';
        name += c.toLower();
    }
    return name;
}

QStringList wireNames(Permissions permissions)
{
    QStringList names;
    const QMetaEnum all = QMetaEnum::fromType<Permission>();
    for (int i = 0; i < all.keyCount(); ++i) {
        const auto permission = static_cast<Permission>(all.value(i));
        if (permissions.testFlag(permission))
            names += wireName(permission);
    }
    return names;
}

std::optional<Permission> permissionFromName(QStringView name)
{
    const QMetaEnum all = QMetaEnum::fromType<Permission>();
    for (int i = 0; i < all.keyCount(); ++i) {
        const auto permission = static_cast<Permission>(all.value(i));
        if (wireName(permission) == name)
            return permission;
    }
    return std::nullopt;
}

} // namespace auth
