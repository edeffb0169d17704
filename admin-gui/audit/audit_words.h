#pragma once

#include "api/audit_messages.h"

namespace auth::console {

/// "Ada (ada@…)" is not known for all: the name of who did it, or "the service".
QString actorText(const AuditEntry &entry);
/// What it was done to: the person's name, or kind and id.
QString targetText(const AuditEntry &entry);

} // namespace auth::console
