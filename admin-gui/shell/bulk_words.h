#pragma once

#include "api/job_messages.h"

namespace auth::console {

// How a change of many users is called.

/// "Deactivate 12 users", for titles and buttons. Without a role in it, it is one that nobody here knows.
QString bulkTitle(const BulkChange &change, qint64 count);
/// "12 users are deactivated."
QString bulkResult(JobAction action, qint64 count);
/// What it means for them, as sentences.
QStringList bulkConsequences(JobAction action);
/// It takes something away.
bool isDestructive(JobAction action);

} // namespace auth::console
