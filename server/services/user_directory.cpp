#include "services/user_directory.h"

#include "core/query.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace auth {

/// Who is meant and in which order, and the name this has in cursors and caches.
struct UserDirectory::Question {
    UserFilter filter;
    UserSort sort;
    QByteArray name;
    Time now;
};

namespace {

UserSort usualSort(const UserFilter &filter) { return filter.q ? UserSort::Relevance : UserSort::CreatedAtDescending; }

Outcome checkSort(const UserFilter &filter, UserSort sort)
{
    if (sort != UserSort::Relevance || filter.q)
        return Done{};
    return fieldError(ErrorCode::ValidationError, u"sort"_s, u"needs_q"_s,
                      u"Relevance is the order of a search: send q."_s);
}

QByteArray nameOf(const UserFilter &filter, UserSort sort)
{
    return "users " + toText(sort).toLatin1() + '?' + encodeQuery(filter);
}

// A cursor is the direction, the row's number and its key: "+17 anna@example.org".

QByteArray toBytes(const ListPosition &position, bool forward)
{
    return (forward ? '+' : '-') + QByteArray::number(position.id) + ' ' + position.key.toUtf8();
}

ListWindow fromBytes(const QByteArray &bytes)
{
    const qsizetype space = bytes.indexOf(' ');
    return {.from = ListPosition{QString::fromUtf8(bytes.sliced(space + 1)), bytes.sliced(1, space - 1).toLongLong()},
            .forward = bytes.startsWith('+')};
}

} // namespace

UserDirectory::UserDirectory(Database &database, const KeyRing &keys, const Clock &clock,
                             const UserDirectoryLimits &limits)
    : m_database(database), m_cursors(keys), m_clock(clock), m_limits(limits),
      m_anchors(limits.cachedAnchors, limits.anchorLife, clock),
      m_overTotal(limits.cachedTotals, limits.totalLife, clock)
{
}

Result<Page<Account>> UserDirectory::list(const UserListRequest &request, const Caller &)
{
    const auto question = ask(request, request.sort);
    if (!question)
        return question.error();
    const auto window = windowOf(request, *question);
    if (!window)
        return window.error();
    return m_database.read([&](Connection &connection) -> Result<Page<Account>> {
        const auto listing = prepare(connection, *question);
        return listing ? page(connection, *listing, *question, *window, request.count.value_or(CountMode::Capped))
                       : listing.error();
    });
}

Result<UserAnchors> UserDirectory::anchors(const UserAnchorsRequest &request, const Caller &)
{
    const auto question = ask(request, request.sort);
    if (!question)
        return question.error();
    const int step = request.step.value_or(m_limits.step);
    const QByteArray name = question->name + " step " + QByteArray::number(step);
    auto anchors = m_anchors.find(name);
    if (!anchors) {
        const auto found = m_database.read([&](Connection &connection) -> Result<ListAnchors> {
            const auto listing = prepare(connection, *question);
            return listing ? listing->anchors(connection, step, m_limits.anchors) : listing.error();
        });
        if (!found)
            return found.error();
        anchors = *found;
        m_anchors.insert(name, *found);
    }
    UserAnchors answer{.step = anchors->step, .anchors = {}, .total = {.value = anchors->total, .exact = true}};
    for (const ListPosition &position : anchors->positions)
        answer.anchors += cursor(*question, position, true);
    return answer;
}

Result<QList<UserId>> UserDirectory::everybody(const UserFilter &filter, int most)
{
    return m_database.read([&](Connection &connection) -> Result<QList<UserId>> {
        const auto listing =
            UserListing::prepare(connection, filter, UserSort::CreatedAt, m_clock.now(), m_limits.listing);
        if (!listing)
            return listing.error();
        return connection.all(SqlText("SELECT u.public_id").add(listing->matching()).add(" LIMIT ?", {most}),
                              [](const Row &row) { return row.id<UserId>(0); });
    });
}

Result<UserDirectory::Question> UserDirectory::ask(const UserFilter &filter, std::optional<UserSort> sort) const
{
    Question question{.filter = filter, .sort = sort.value_or(usualSort(filter)), .name = {}, .now = m_clock.now()};
    if (const auto good = checkSort(filter, question.sort); !good)
        return good.error();
    question.name = nameOf(filter, question.sort);
    return question;
}

Result<UserListing> UserDirectory::prepare(Connection &connection, const Question &question) const
{
    return UserListing::prepare(connection, question.filter, question.sort, question.now, m_limits.listing);
}

Result<ListWindow> UserDirectory::windowOf(const UserListRequest &request, const Question &question) const
{
    ListWindow window;
    if (request.cursor) {
        const auto position = m_cursors.open(question.name, *request.cursor);
        if (!position)
            return position.error();
        window = fromBytes(*position);
    }
    window.skip = request.offset.value_or(0);
    window.limit = request.limit.value_or(m_limits.page);
    return window;
}

QString UserDirectory::cursor(const Question &question, const ListPosition &position, bool forward) const
{
    return m_cursors.seal(question.name, toBytes(position, forward));
}

/// Asks for one more than the page has, to know whether there is another.
Result<Page<Account>> UserDirectory::page(Connection &connection, const UserListing &listing, const Question &question,
                                          ListWindow window, CountMode mode)
{
    const int limit = window.limit++;
    auto users = listing.page(connection, window);
    if (!users)
        return users.error();
    const bool more = users->size() > limit;
    if (more)
        users->remove(window.forward ? limit : 0);
    Page<Account> page;
    for (const ListedUser &each : *users)
        page.items += each.account;
    const bool isStart = !window.from && window.skip == 0;
    if (!users->isEmpty() && (window.forward ? more : true))
        page.nextCursor = cursor(question, users->last().position, true);
    if (!users->isEmpty() && (window.forward ? !isStart : more))
        page.previousCursor = cursor(question, users->first().position, false);
    const bool isAll = isStart && !more;
    const auto total = isAll ? Total{.value = page.items.size()} : this->total(connection, listing, question, mode);
    if (!total)
        return total.error();
    page.total = *total;
    return page;
}

/// That there are more than are counted stays true long enough to be remembered.
Result<Total> UserDirectory::total(Connection &connection, const UserListing &listing, const Question &question,
                                   CountMode mode)
{
    if (mode == CountMode::None)
        return Total{.value = 0, .exact = false};
    if (mode == CountMode::Exact)
        return listing.count(connection, std::numeric_limits<qint64>::max());
    if (const auto known = m_overTotal.find(question.name))
        return *known;
    const auto total = listing.count(connection, m_limits.total);
    if (total && !total->exact)
        m_overTotal.insert(question.name, *total);
    return total;
}

} // namespace auth
