#pragma once

#include <QtCore/QFlags>
#include <QtCore/QObject>
#include <QtCore/QStringList>

#include <optional>

namespace auth {
inline namespace permissions { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// What a role allows. Endpoints are guarded by permissions, never by role names. The number is what the database
/// keeps.
enum class Permission : quint32 {
    UsersRead = 1 << 0,      ///< users.read: look up and list accounts.
    UsersWrite = 1 << 1,     ///< users.write: create, change and deactivate accounts.
    SessionsRead = 1 << 2,   ///< sessions.read: see other people's sessions.
    SessionsRevoke = 1 << 3, ///< sessions.revoke: end other people's sessions.
    LogsRead = 1 << 4,       ///< logs.read: search and follow the log.
    AuditRead = 1 << 5,      ///< audit.read: read the audit trail.
    SystemRead = 1 << 6,     ///< system.read: settings, lanes, metrics.
    SystemManage = 1 << 7,   ///< system.manage: reset breakers, change log levels.
    RolesManage = 1 << 8,    ///< roles.manage: create and change roles.
};
Q_ENUM_NS(Permission)
Q_DECLARE_FLAGS(Permissions, Permission)
Q_DECLARE_OPERATORS_FOR_FLAGS(Permissions)
} // namespace permissions

/// "users.read" for UsersRead.
QString wireName(Permission permission);
/// The wire names of all that are set, in the order of the enumeration.
QStringList wireNames(Permissions permissions);
/// The reverse of wireName(); nothing for a text that names none.
std::optional<Permission> permissionFromName(QStringView name);

} // namespace auth
