#include "storage/user_listing.h"

#include "storage/account_columns.h"
#include "storage/account_repository.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

/// Leaves every other one.
void thin(ListAnchors &anchors)
{
    QList<ListPosition> left;
    for (qsizetype i = 1; i < anchors.positions.size(); i += 2)
        left.append(anchors.positions[i]);
    anchors.positions = left;
    anchors.step *= 2;
}

Result<std::optional<qint64>> roleNumber(Connection &connection, const std::optional<QString> &name)
{
    if (!name)
        return std::optional<qint64>();
    return connection.one("SELECT id FROM roles WHERE name = ?", {*name},
                          [](const Row &row) { return row.integer(0); });
}

Result<qint64> sizeOf(Connection &connection, const SqlText &source, qint64 cap)
{
    SqlText sql("SELECT count(*) FROM (SELECT id FROM (");
    sql.add(source).add(") AS source LIMIT ?) AS counted", {cap});
    const auto size = connection.one(sql, [](const Row &row) { return row.integer(0); });
    return size ? Result<qint64>(size->value_or(0)) : size.error();
}

} // namespace

Result<UserListing> UserListing::prepare(Connection &connection, const UserFilter &filter, UserSort sort, Time now,
                                         const ListLimits &limits)
{
    const auto role = roleNumber(connection, filter.role);
    if (!role)
        return role.error();
    UserListing listing(
        UserSelection(
            filter,
            {.now = now, .dialect = connection.dialect(), .role = *role, .ranked = sort == UserSort::Relevance}),
        sort, now, limits);
    const auto fewest = listing.fewest(connection);
    if (!fewest)
        return fewest.error();
    listing.m_isCut = !*fewest && sort == UserSort::Relevance;
    if (*fewest)
        listing.m_source = **fewest;
    else if (listing.m_isCut)
        listing.m_source = listing.m_selection.bestMatches(limits.best);
    return listing;
}

Result<QList<ListedUser>> UserListing::page(Connection &connection, const ListWindow &window) const
{
    SqlText sql("WITH listed (id, sort_key) AS MATERIALIZED (");
    sql.add(this->window(window))
        .add(Sql(") SELECT " ACCOUNT_COLUMNS_SQLITE ", l.id, l.sort_key FROM listed l CROSS JOIN users u"
                 " WHERE u.id = l.id ORDER BY l.sort_key",
                 ") SELECT " ACCOUNT_COLUMNS_POSTGRES ", l.id, l.sort_key FROM listed l CROSS JOIN users u"
                 " WHERE u.id = l.id ORDER BY l.sort_key"))
        .add(ascends(true) ? Sql(", l.id") : Sql(" DESC, l.id DESC"));
    return connection.all(sql, [&](const Row &row) {
        return ListedUser{AccountRepository::accountOf(row, m_now), {row.text(15), row.integer(14)}};
    });
}

Result<Total> UserListing::count(Connection &connection, qint64 cap) const
{
    const qint64 looked = std::max<qint64>(cap, m_limits.counted);
    SqlText sql("SELECT count(*) FROM (SELECT 1 FROM (SELECT ");
    if (source().isEmpty())
        sql.add("* FROM users LIMIT ?) AS u WHERE 1 = 1", {looked});
    else
        sql.add("id FROM (")
            .add(source())
            .add(") AS whole LIMIT ?) AS source CROSS JOIN users u WHERE u.id = source.id", {looked});
    sql.add(m_selection.conditions()).add(" LIMIT ?) AS counted", {cap});
    const auto value = connection.one(sql, [](const Row &row) { return row.integer(0); });
    if (!value)
        return value.error();
    if (m_isCut)
        return Total{.value = **value, .exact = **value < std::min<qint64>(m_limits.best, cap)};
    if (**value >= cap || looked == cap || isFew())
        return Total{.value = **value, .exact = **value < cap};
    const auto size = sizeOf(connection, source().isEmpty() ? SqlText("SELECT id FROM users") : source(), looked + 1);
    return size ? Result<Total>(Total{.value = **value, .exact = *size <= looked}) : size.error();
}

Result<ListAnchors> UserListing::anchors(Connection &connection, qint64 step, int most) const
{
    ListAnchors anchors{.step = step, .positions = {}};
    ListWindow next;
    for (;;) {
        next.skip = int(anchors.step) - 1;
        next.limit = 1;
        const auto found = connection.one(window(next), [](const Row &row) {
            return ListPosition{row.text(1), row.integer(0)};
        });
        if (!found)
            return found.error();
        if (!*found)
            break;
        next.from = **found;
        anchors.positions.append(**found);
        if (anchors.positions.size() >= most)
            thin(anchors);
    }
    next.skip = 0;
    next.limit = int(anchors.step);
    const auto rest = connection.each(window(next), [](const Row &) {});
    if (!rest)
        return rest.error();
    anchors.total = anchors.positions.size() * anchors.step + *rest;
    return anchors;
}

SqlText UserListing::matching() const
{
    SqlText sql;
    if (source().isEmpty())
        sql.add(" FROM users u WHERE 1 = 1");
    else
        sql.add(" FROM (").add(source()).add(") AS source CROSS JOIN users u WHERE u.id = source.id");
    return sql.add(m_selection.conditions());
}

/// What to start from without an order. Where all parts of the filter mean many, any of them still means fewer than
/// everybody.
SqlText UserListing::source() const
{
    return m_source.isEmpty() && !m_selection.sources().isEmpty() ? m_selection.sources().first() : m_source;
}

/// The first part of the filter that means few.
Result<std::optional<SqlText>> UserListing::fewest(Connection &connection) const
{
    for (const SqlText &source : m_selection.sources()) {
        const auto size = sizeOf(connection, source, m_limits.few + 1);
        if (!size)
            return size.error();
        if (*size <= m_limits.few)
            return std::optional(source);
    }
    return std::optional<SqlText>();
}

SqlText UserListing::key() const
{
    switch (m_sort) {
    case UserSort::Relevance:
        return m_selection.relevance();
    case UserSort::CreatedAt:
    case UserSort::CreatedAtDescending:
        return SqlText("u.created_at");
    case UserSort::LastLogin:
    case UserSort::LastLoginDescending:
        return SqlText("coalesce(u.last_login, 0)");
    case UserSort::Email:
    case UserSort::EmailDescending:
        return SqlText("u.email_norm");
    case UserSort::Username:
    case UserSort::UsernameDescending:
        return SqlText("u.username_norm");
    }
    Q_UNREACHABLE();
}

bool UserListing::isUnique() const
{
    switch (m_sort) {
    case UserSort::CreatedAt:
    case UserSort::CreatedAtDescending:
    case UserSort::LastLogin:
    case UserSort::LastLoginDescending:
        return false;
    default:
        return true;
    }
}

bool UserListing::ascends(bool forward) const
{
    switch (m_sort) {
    case UserSort::CreatedAtDescending:
    case UserSort::LastLoginDescending:
    case UserSort::EmailDescending:
    case UserSort::UsernameDescending:
        return !forward;
    default:
        return forward;
    }
}

Value UserListing::keyOf(const ListPosition &position) const
{
    return isUnique() ? Value(position.key) : Value(position.key.toLongLong());
}

/// Names the columns as their index has them: an alias would be another expression to SQLite.
SqlText UserListing::order(bool forward) const
{
    SqlText sql(" ORDER BY ");
    sql.add(key());
    if (isUnique())
        return sql.add(ascends(forward) ? Sql("") : Sql(" DESC"));
    return sql.add(ascends(forward) ? Sql(", u.id") : Sql(" DESC, u.id DESC"));
}

/// Number and key of each account of the window, in the direction it is gone through.
SqlText UserListing::window(const ListWindow &window) const
{
    return m_source.isEmpty() ? walked(window) : sorted(window);
}

/// From a few, of which all are looked at.
SqlText UserListing::sorted(const ListWindow &window) const
{
    SqlText sql("SELECT u.id AS id, ");
    sql.add(key()).add(" AS sort_key").add(matching());
    const bool up = ascends(window.forward);
    if (window.from && isUnique())
        sql.add(" AND (").add(key()).add(up ? Sql(") > ?") : Sql(") < ?"), {keyOf(*window.from)});
    else if (window.from)
        sql.add(" AND (").add(key()).add(up ? Sql(", u.id) > (?, ?)") : Sql(", u.id) < (?, ?)"),
                                         {keyOf(*window.from), window.from->id});
    return sql.add(order(window.forward)).add(" LIMIT ? OFFSET ?", {window.limit, window.skip});
}

/// Along the index of the order. Accounts with the same key are a leg of their own, because SQLite would read all of
/// them to find the place among them.
SqlText UserListing::walked(const ListWindow &window) const
{
    const bool up = ascends(window.forward);
    SqlText beyond;
    if (window.from)
        beyond.add(" AND ").add(key()).add(up ? Sql(" > ?") : Sql(" < ?"), {keyOf(*window.from)});
    if (!window.from || isUnique())
        return leg(beyond, order(window.forward), window);
    SqlText same(" AND ");
    same.add(key()).add(up ? Sql(" = ? AND u.id > ?") : Sql(" = ? AND u.id < ?"),
                        {keyOf(*window.from), window.from->id});
    const SqlText byId(up ? Sql(" ORDER BY u.id") : Sql(" ORDER BY u.id DESC"));
    const ListWindow whole{.from = {}, .forward = window.forward, .skip = 0, .limit = window.limit + window.skip};
    SqlText sql("SELECT id, sort_key FROM (SELECT * FROM (");
    sql.add(leg(same, byId, whole))
        .add(") AS same UNION ALL SELECT * FROM (")
        .add(leg(beyond, order(window.forward), whole));
    return sql.add(up ? Sql(") AS beyond) AS legs ORDER BY sort_key, id LIMIT ? OFFSET ?")
                      : Sql(") AS beyond) AS legs ORDER BY sort_key DESC, id DESC LIMIT ? OFFSET ?"),
                   {window.limit, window.skip});
}

SqlText UserListing::leg(const SqlText &where, const SqlText &order, const ListWindow &window) const
{
    SqlText sql("SELECT u.id AS id, ");
    sql.add(key()).add(" AS sort_key FROM users u WHERE 1 = 1").add(m_selection.conditions()).add(where);
    return sql.add(order).add(" LIMIT ? OFFSET ?", {window.limit, window.skip});
}

} // namespace auth
