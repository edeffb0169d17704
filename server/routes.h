#pragma once

#include "rest/router.h"

namespace auth {

class Accounts;
class Audit;
class AuditRetention;
class Documents;
class Health;
class Jobs;
class LogStream;
class PasswordResets;
class LogLevels;
class Metrics;
class Registration;
class Roles;
class SessionAdministration;
class SignIn;
class UserDirectory;
class UserImport;
class UserAdministration;
class Summary;
class SystemService;

struct Services {
    Registration &registration;
    SignIn &signIn;
    Accounts &accounts;
    PasswordResets &passwordResets;
    UserImport &userImport;
    UserAdministration &users;
    SessionAdministration &sessions;
    Roles &roles;
    Health &health;
    Documents &documents;
    Jobs &jobs;
    UserDirectory &userDirectory;
    LogStream &logStream;
    Audit &audit;
    AuditRetention &auditRetention;
    SystemService &system;
    Summary &summary;
    LogLevels &logLevels;
    Metrics &metrics;
};

/// The wiring: one line per endpoint of shared/api/endpoints.h.
void bindRoutes(Router &router, Services services);

} // namespace auth
