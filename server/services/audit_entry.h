#pragma once

#include "api/audit_messages.h"
#include "model/audit_row.h"

namespace auth {

/// The row for people: its data taken apart, names as they were when it was put on record.
AuditEntry entryOf(const AuditRow &row);

} // namespace auth
