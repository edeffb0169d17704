#pragma once

#include "model/page.h"
#include "model/user_sort.h"
#include "storage/connection.h"
#include "storage/user_selection.h"

namespace auth {

/// A place in an order: between this account and the next.
struct ListPosition {
    QString key;   ///< What is sorted by, as text.
    qint64 id = 0; ///< The row's number, for those with the same key.

    bool operator==(const ListPosition &) const = default;
};

struct ListedUser {
    Account account;
    ListPosition position;
};

/// A part of a list: so many after (or, going backward, before) a position, some of them skipped.
struct ListWindow {
    std::optional<ListPosition> from = {};
    bool forward = true;
    int skip = 0;
    int limit = 50;
};

/// Every so many accounts of a list a position.
struct ListAnchors {
    qint64 step = 0;
    QList<ListPosition> positions; ///< The first is after `step` accounts.
    qint64 total = 0;
};

struct ListLimits {
    /// A filter that means so few is answered from whom it means; others by walking along the order's index.
    int few = 10'000;
    /// Of a search by relevance so many of each kind of match are looked at.
    int best = 1000;
    /// So many are looked at to count those who are meant.
    int counted = 20'000;
};

/// The accounts a filter means, in an order, at a cost that does not grow with their number: keyset pages. Who stays is
/// neither missed nor listed twice, whatever comes and goes between two pages.
class UserListing {
public:
    /// Looks which parts of the filter mean few.
    static Result<UserListing> prepare(Connection &connection, const UserFilter &filter, UserSort sort, Time now,
                                       const ListLimits &limits = {});

    /// In the list's order, also when going backward.
    Result<QList<ListedUser>> page(Connection &connection, const ListWindow &window) const;
    /// How many there are; from `cap` on, or where too many would have to be looked at, "at least so many". By
    /// relevance only those who are looked at count. A cap beyond all limits looks at everybody.
    Result<Total> count(Connection &connection, qint64 cap) const;
    /// Positions every `step` accounts. There are fewer than `most`, an even number: at so many the step is doubled.
    Result<ListAnchors> anchors(Connection &connection, qint64 step, int most) const;

    /// True: by relevance, and there may be more than those looked at.
    bool isCut() const { return m_isCut; }
    /// Whom the filter means, as the rest of a statement that begins with SELECT and columns of `users u`. By relevance
    /// only the best.
    SqlText matching() const;

private:
    UserListing(UserSelection selection, UserSort sort, Time now, const ListLimits &limits)
        : m_selection(std::move(selection)), m_sort(sort), m_now(now), m_limits(limits)
    {
    }

    Result<std::optional<SqlText>> fewest(Connection &connection) const;
    SqlText key() const;
    bool isUnique() const;
    bool ascends(bool forward) const;
    Value keyOf(const ListPosition &position) const;
    SqlText order(bool forward) const;
    SqlText window(const ListWindow &window) const;
    SqlText sorted(const ListWindow &window) const;
    SqlText walked(const ListWindow &window) const;
    SqlText leg(const SqlText &where, const SqlText &order, const ListWindow &window) const;
    SqlText source() const;
    bool isFew() const { return !m_source.isEmpty() && !m_isCut; }

    UserSelection m_selection;
    UserSort m_sort;
    Time m_now;
    ListLimits m_limits;
    SqlText m_source;     ///< What to start from; empty: the order's index.
    bool m_isCut = false; ///< The source are the best of more.
};

} // namespace auth
