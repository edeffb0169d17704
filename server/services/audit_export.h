#pragma once

#include "model/audit.h"
#include "services/audit_lines.h"
#include "storage/database.h"

namespace auth {

/// The trail from its beginning to a row, piece by piece. One thread at a time.
class AuditExport {
public:
    AuditExport(Database &database, AuditFormat format, const AuditExportHead &head);

    /// Some rows; empty at the end. An error when something went from the trail meanwhile: what was sent cannot be
    /// verified.
    Result<QByteArray> next();

private:
    Result<QByteArray> pageBehind(Connection &connection);
    Outcome checkUnchanged();
    QByteArray text(const SaltedAuditRow &row) const;

    Database &m_database;
    const AuditFormat m_format;
    const AuditExportHead m_head;
    qint64 m_seq;
    bool m_begun = false;
};

} // namespace auth
