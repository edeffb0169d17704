#pragma once

#include "api/messages.h"
#include "api/session_list_messages.h"
#include "crypto/page_cursor.h"
#include "services/caller.h"
#include "storage/database.h"
#include "storage/session_listing.h"

namespace auth {

/// Finds everybody's live sessions. Thread-safe.
class SessionDirectory {
public:
    /// `window`: the size of a page unless asked otherwise, and how many are looked at for one.
    SessionDirectory(Database &database, const KeyRing &keys, const Clock &clock, const SessionWindow &window = {});

    /// Newest first. The total is what this page knows.
    Result<Page<ListedSession>> list(const SessionListRequest &request, const Caller &caller);

private:
    Result<SessionWindow> windowOf(const SessionListRequest &request, const QByteArray &name) const;

    Database &m_database;
    const PageCursors m_cursors;
    const Clock &m_clock;
    const SessionWindow m_window;
};

} // namespace auth
