#pragma once

#include "api/audit_messages.h"
#include "shell/filter_words.h"

namespace auth::console {

/// `actor:UUID person:UUID target:ID action:user. class:security request:ID since:2026-01-01 until:2026-02-01`; a word
/// without a key is an action, or how it begins.
std::optional<FilterProblem> readAuditFilter(const QString &text, AuditQuery &out);

} // namespace auth::console
