#include "shell/permission_words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QMetaEnum>

namespace auth::console {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::PermissionWords)
};

} // namespace

QString meaningOf(Permission permission)
{
    switch (permission) {
    case Permission::UsersRead:
        return Words::tr("Look up and list accounts");
    case Permission::UsersWrite:
        return Words::tr("Create, change and deactivate accounts");
    case Permission::SessionsRead:
        return Words::tr("See other people's sessions");
    case Permission::SessionsRevoke:
        return Words::tr("End other people's sessions");
    case Permission::LogsRead:
        return Words::tr("Search and follow the log");
    case Permission::AuditRead:
        return Words::tr("Read the audit trail");
    case Permission::SystemRead:
        return Words::tr("See settings, queues and numbers of the server");
    case Permission::SystemManage:
        return Words::tr("Reset circuits and change log levels");
    case Permission::RolesManage:
        return Words::tr("Create and change roles");
    }
    return {};
}

QString meaningOf(const QString &permission)
{
    const auto known = permissionFromName(permission);
    return known ? meaningOf(*known) : permission;
}

QList<Permission> allPermissions()
{
    QList<Permission> all;
    const QMetaEnum meta = QMetaEnum::fromType<Permission>();
    for (int i = 0; i < meta.keyCount(); ++i)
        all += static_cast<Permission>(meta.value(i));
    return all;
}

} // namespace auth::console
