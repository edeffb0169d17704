#pragma once

#include "api/log_messages.h"
#include "log_store/stored_line.h"
#include "model/audit_row.h"

namespace auth {

/// What the lines of a request tell, and what it put on record, in the order it began.
QList<StoryEntry> storyEntries(const QList<StoredLine> &lines, const QList<AuditRow> &rows);

/// Parts of a story put together, by time, with `atMs` counted anew from the first.
QList<StoryEntry> merged(const QList<QList<StoryEntry>> &parts);

} // namespace auth
