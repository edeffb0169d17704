#include "model/audit.h"

#include "core/enum_name.h"

namespace auth {

QString wireName(AuditAction action)
{
    QByteArray name = snakeCase(QMetaEnum::fromType<AuditAction>().valueToKey(static_cast<int>(action)));
    name[name.indexOf('_')] = '.';
    return QString::fromLatin1(name);
}

AuditClass classOf(AuditAction action)
{
    switch (action) {
    case AuditAction::UserLocked:
    case AuditAction::UserUnlocked:
    case AuditAction::UserRolesChanged:
    case AuditAction::UserPasswordChanged:
    case AuditAction::UserPasswordReset:
    case AuditAction::UserPasswordSet:
    case AuditAction::UserPasswordChangeRequired:
    case AuditAction::SessionRevoked:
    case AuditAction::SessionReused:
    case AuditAction::RoleCreated:
    case AuditAction::RoleChanged:
    case AuditAction::RoleDeleted:
        return AuditClass::Security;
    case AuditAction::UserRegistered:
    case AuditAction::UserCreated:
    case AuditAction::UserImported:
    case AuditAction::UserChanged:
    case AuditAction::UserActivated:
    case AuditAction::UserDeactivated:
    case AuditAction::UserDeleted:
    case AuditAction::UserRestored:
    case AuditAction::UserPurged:
    case AuditAction::UserErased:
    case AuditAction::UserExported:
        return AuditClass::Accounts;
    case AuditAction::JobStarted:
    case AuditAction::JobCancelled:
    case AuditAction::JobFinished:
    case AuditAction::AuditExported:
    case AuditAction::AuditPruned:
    case AuditAction::SystemLogLevelChanged:
    case AuditAction::SystemBreakerReset:
        return AuditClass::System;
    }
    return AuditClass::System;
}

} // namespace auth
