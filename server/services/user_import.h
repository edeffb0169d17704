#pragma once

#include "api/import_messages.h"
#include "crypto/password_hasher.h"
#include "services/audit_trail.h"
#include "storage/database.h"

namespace auth {

/// Taking over accounts of another system. The same rows again change nothing, so whoever does not know how far an
/// import has come starts it again.
class UserImport {
public:
    UserImport(Database &database, const PasswordHasher &hasher, const AuditTrail &trail, const Clock &clock);

    /// All rows that are right, in one transaction; each has its own verdict. Nobody gives a role that may do more than
    /// they may. ValidationError for no rows and for more than ImportRequest::mostRows.
    Result<ImportReport> importUsers(const ImportRequest &request, const Caller &caller);
    /// The same for whoever runs a command on the machine, who may give every role.
    Result<ImportReport> importOffline(const ImportRequest &request);

private:
    Result<ImportReport> run(const ImportRequest &request, const Caller &caller, std::optional<Permissions> mayGive);

    Database &m_database;
    const PasswordHasher &m_hasher;
    const AuditTrail &m_trail;
    const Clock &m_clock;
};

} // namespace auth
