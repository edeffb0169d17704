#pragma once

#include "rest/router.h"

namespace auth {

class Accounts;
class Documents;
class Health;
class Jobs;
class LogLevels;
class Metrics;
class Registration;
class SignIn;
class UserDirectory;
class UserImport;
class Summary;
class SystemService;

struct Services {
    Registration &registration;
    SignIn &signIn;
    Accounts &accounts;
    UserImport &userImport;
    Health &health;
    Documents &documents;
    Jobs &jobs;
    UserDirectory &userDirectory;
    SystemService &system;
    Summary &summary;
    LogLevels &logLevels;
    Metrics &metrics;
};

/// The wiring: one line per endpoint of shared/api/endpoints.h.
void bindRoutes(Router &router, Services services);

} // namespace auth
