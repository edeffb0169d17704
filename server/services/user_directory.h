#pragma once

#include "api/messages.h"
#include "api/user_list_messages.h"
#include "crypto/page_cursor.h"
#include "services/caller.h"
#include "services/short_cache.h"
#include "storage/database.h"
#include "storage/user_listing.h"

namespace auth {

struct UserDirectoryLimits {
    int page = 50;         ///< Accounts on a page unless asked otherwise.
    qint64 total = 10'000; ///< Totals are counted up to here unless asked otherwise.
    int step = 1000;
    int anchors = 4000;             ///< Fewer in each answer; even.
    std::size_t cachedAnchors = 16; ///< Filters with an order; each takes up to 0.6 MiB.
    std::size_t cachedTotals = 256; ///< Filters that mean more than `total`.
    std::chrono::seconds anchorLife{30};
    std::chrono::seconds totalLife{60};
    ListLimits listing = {};
};

/// Finds accounts among any number of them. Thread-safe.
class UserDirectory {
public:
    UserDirectory(Database &database, const KeyRing &keys, const Clock &clock, const UserDirectoryLimits &limits = {});

    Result<Page<Account>> list(const UserListRequest &request, const Caller &caller);
    /// Places to jump to. They may be some seconds old, which does no harm: a place stays where it is in the order.
    Result<UserAnchors> anchors(const UserAnchorsRequest &request, const Caller &caller);
    /// Whom a filter means, at most so many, to do something with them.
    Result<QList<UserId>> everybody(const UserFilter &filter, int most);

    ShortCacheCounters anchorCounters() const { return m_anchors.counters(); }
    ShortCacheCounters totalCounters() const { return m_overTotal.counters(); }

private:
    struct Question;

    Result<Question> ask(const UserFilter &filter, std::optional<UserSort> sort) const;
    Result<UserListing> prepare(Connection &connection, const Question &question) const;
    Result<ListWindow> windowOf(const UserListRequest &request, const Question &question) const;
    QString cursor(const Question &question, const ListPosition &position, bool forward) const;
    Result<Page<Account>> page(Connection &connection, const UserListing &listing, const Question &question,
                               ListWindow window, CountMode mode);
    Result<Total> total(Connection &connection, const UserListing &listing, const Question &question, CountMode mode);

    Database &m_database;
    const PageCursors m_cursors;
    const Clock &m_clock;
    const UserDirectoryLimits m_limits;
    ShortCache<ListAnchors> m_anchors;
    ShortCache<Total> m_overTotal;
};

} // namespace auth
