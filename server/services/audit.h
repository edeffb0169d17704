#pragma once

#include "api/audit_messages.h"
#include "api/messages.h"
#include "model/audit_filter.h"
#include "model/page.h"
#include "services/audit_signer.h"
#include "services/audit_trail.h"

namespace auth {

/// The trail for those who may read it.
class Audit {
public:
    Audit(Database &database, const AuditTrail &trail, AuditSigner &signer, const Clock &clock);

    /// Newest first.
    Result<Page<AuditEntry>> list(const AuditQuery &query, const Caller &caller);
    /// The whole trail up to this export's own row, which is signed.
    Result<Stream> exported(const AuditExportRequest &request, const Caller &caller);
    /// Destroys what the trail knows of a person beyond the id. Conflict for an account that is in use, UserNotFound
    /// when neither the accounts nor the trail have them.
    Result<NoContent> erase(const AuditErasure &request, const Caller &caller);

private:
    Result<AuditFilter> filterOf(Connection &connection, const AuditQuery &query);
    Result<Page<AuditEntry>> page(Connection &connection, const AuditQuery &query);
    Outcome eraseOnRecord(Connection &connection, UserId person, const Caller &caller);

    Database &m_database;
    const AuditTrail &m_trail;
    AuditSigner &m_signer;
    const Clock &m_clock;
};

} // namespace auth
