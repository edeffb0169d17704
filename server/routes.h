#pragma once

#include "rest/router.h"

namespace auth {

class Accounts;
class Audit;
class AuditRetention;
class Documents;
class Health;
class Jobs;
class Registration;
class SignIn;
class UserDirectory;
class UserImport;

struct Services {
    Registration &registration;
    SignIn &signIn;
    Accounts &accounts;
    UserImport &userImport;
    Health &health;
    Documents &documents;
    Jobs &jobs;
    UserDirectory &userDirectory;
    Audit &audit;
    AuditRetention &auditRetention;
};

/// The wiring: one line per endpoint of shared/api/endpoints.h.
void bindRoutes(Router &router, Services services);

} // namespace auth
