#pragma once

#include "services/audit_verifier.h"
#include "storage/database.h"

class QIODevice;

namespace auth {

/// What a verification came to.
struct AuditVerdict {
    std::optional<AuditFinding> finding; ///< Nothing: all is what was put on record.
    AuditHead head;                      ///< Up to where.
    AuditSignature signedUpTo;           ///< seq 0: nowhere.
    std::optional<Time> unsignedSince;   ///< When the first row behind that was put on record.
    qint64 rows = 0, stubs = 0, withoutPersonalData = 0;
};

/// What has gone from the trail, by its own account.
Result<AuditCheckpoint> checkpointOf(Connection &connection);

/// The whole trail of a database, while it may go on. Reads a page at a time.
Result<AuditVerdict> verifyTrail(Database &database, const AuditVerifier::Keys &keys);
/// Only what came after `known`, or else the last signature by one of the keys; not the personal data, which may go
/// meanwhile, nor signatures by other keys, such as one used before.
Result<AuditVerdict> verifyTail(Database &database, const AuditVerifier::Keys &keys,
                                const std::optional<AuditHead> &known);

/// An export, line by line: NDJSON as api::auditExport gives it.
Result<AuditVerdict> verifyExport(QIODevice &lines, const AuditVerifier::Keys &keys);

AuditVerdict verdictOf(const AuditVerifier &verifier, const std::optional<AuditFinding> &finding);

} // namespace auth
