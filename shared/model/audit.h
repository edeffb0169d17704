#pragma once

#include "core/clock.h"
#include "core/ids.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QString>

namespace auth {
inline namespace audit_actions { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// What goes on record. UserRolesChanged is user.roles_changed on the wire and in the database; a name is never reused.
/// Signing in, refreshing and signing out are not here: they are no changes to administer, many times as many, and on
/// record as attempts, sessions and log lines.
enum class AuditAction {
    UserRegistered, ///< By themselves.
    UserCreated,    ///< By somebody else, who invites them.
    UserImported,
    UserChanged, ///< Name or address.
    UserActivated,
    UserDeactivated,
    UserLocked,
    UserUnlocked,
    UserRolesChanged,
    UserPasswordChanged,        ///< By themselves, knowing the old one.
    UserPasswordReset,          ///< A token to choose a new one was given out.
    UserPasswordSet,            ///< With such a token, or that of an invitation.
    UserPasswordChangeRequired, ///< The old one opens nothing else any more.
    UserDeleted,                ///< Can be restored for a while.
    UserRestored,
    UserPurged, ///< Deleted for good.
    UserErased, ///< What the trail knew of the person beyond the id was destroyed.
    UserExported,
    SessionRevoked, ///< One or all of an account, by somebody else.
    SessionReused,  ///< A used refresh token was presented.
    RoleCreated,
    RoleChanged,
    RoleDeleted,
    JobStarted,
    JobCancelled,
    JobFinished,
    AuditExported,
    AuditPruned,
    SystemLogLevelChanged,
    SystemBreakerReset,
};
Q_ENUM_NS(AuditAction)

/// Kinds of entries that are kept for different times.
enum class AuditClass {
    Security, ///< Who may do what, passwords, sessions.
    Accounts, ///< Who there is.
    System,   ///< The service itself: jobs, exports, the trail.
};
Q_ENUM_NS(AuditClass)

/// What an entry is about.
enum class AuditTarget {
    User,
    Session,
    Role,
    Job,
    Trail,
    System,
};
Q_ENUM_NS(AuditTarget)

/// What the trail is exported as.
enum class AuditFormat {
    Ndjson, ///< For `auth-serve audit verify --export`.
    Csv,    ///< For spreadsheets; cannot be verified.
};
Q_ENUM_NS(AuditFormat)
} // namespace audit_actions

QString wireName(AuditAction action);
AuditClass classOf(AuditAction action);

/// What is to be put on record, beside who did it and when.
struct AuditFact {
    AuditAction action;
    AuditTarget target;
    QString targetId;       ///< Of a user or session the UUID, of a role its name.
    UserId person = {};     ///< Whose data `before`, `after` and `reason` are; null: nobody's.
    QByteArray before = {}; ///< A JSON object of the members that changed, or nothing.
    QByteArray after = {};
    QString reason = {};
};

} // namespace auth
