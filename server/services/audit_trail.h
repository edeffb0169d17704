#pragma once

#include "model/audit.h"
#include "services/caller.h"
#include "storage/connection.h"

#include <span>

namespace auth {

/// Who did what, on record in the transaction of the change. Thread-safe.
class AuditTrail {
public:
    explicit AuditTrail(const Clock &clock) : m_clock(clock) {}

    /// In the transaction of the change, after everything else it does: the end of the chain is held until the commit,
    /// and all that write to the trail wait for it.
    Outcome record(Connection &connection, const Caller &caller, const AuditFact &fact) const
    {
        return record(connection, caller, std::span(&fact, 1));
    }
    Outcome record(Connection &connection, const Caller &caller, std::span<const AuditFact> facts) const;

private:
    const Clock &m_clock;
};

} // namespace auth
