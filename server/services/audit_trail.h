#pragma once

#include "model/audit.h"
#include "model/audit_row.h"
#include "services/caller.h"
#include "storage/connection.h"

#include <span>

namespace auth {

class Log;

/// Who did what, on record in the transaction of the change, and after its commit in the log. Thread-safe.
class AuditTrail {
public:
    AuditTrail(const Clock &clock, Log &log) : m_clock(clock), m_log(log) {}

    /// In the transaction of the change, after everything else it does: the end of the chain is held until the commit,
    /// and all that write to the trail wait for it.
    Outcome record(Connection &connection, const Caller &caller, const AuditFact &fact) const
    {
        return record(connection, caller, std::span(&fact, 1));
    }
    Outcome record(Connection &connection, const Caller &caller, std::span<const AuditFact> facts) const;

private:
    void tell(const Caller &caller, const std::vector<AuditRow> &rows) const;

    const Clock &m_clock;
    Log &m_log;
};

} // namespace auth
