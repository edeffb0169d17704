#pragma once

#include "api/messages.h"
#include "api/user_list_messages.h"
#include "services/audit_trail.h"
#include "storage/database.h"
#include "storage/user_listing.h"

namespace auth {

/// Gives lists of accounts out as files. Thread-safe.
class UserExport {
public:
    /// `piece`: accounts that are read and kept in memory at a time.
    UserExport(Database &database, const AuditTrail &audit, const Clock &clock, int piece = 1000);

    /// On record before the first byte. What it lists it lists as the pages would: who stays is in it once.
    /// It takes users.write, which administrators have and who helps people has not: these look accounts up one by
    /// one, and nobody who may not change them should take them all away. It takes users.read too.
    Result<Stream> start(const UserExportRequest &request, const Caller &caller);

private:
    class Source;

    Outcome record(const UserExportRequest &request, const Caller &caller);

    Database &m_database;
    const AuditTrail &m_audit;
    const Clock &m_clock;
    const int m_piece;
};

} // namespace auth
