#pragma once

#include "model/listed_session.h"
#include "storage/connection.h"

namespace auth {

/// A part of the list of sessions: those that began before another.
struct SessionWindow {
    std::optional<SessionId> before = {};
    int limit = 50;
    int lookedAt = 20'000; ///< Sessions that are read for those that fit, where no index finds them.
};

struct SessionPage {
    QList<ListedSession> sessions;
    std::optional<SessionId> next; ///< Where to go on; nothing: that was all.
};

/// Everybody's live sessions, newest first: ids begin with the moment they were made.
class SessionListing {
public:
    /// Fewer than the limit, and a place to go on, when among those looked at there were no more.
    static Result<SessionPage> page(Connection &connection, const SessionFilter &filter, const SessionWindow &window,
                                    Time now);
};

} // namespace auth
