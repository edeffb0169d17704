#include "storage/audit_search.h"

#include "storage/audit_columns.h"
#include "storage/audit_repository.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

// The first condition picks the index, the others look at what it finds.
#define OTHERS(CONTAINS)                                                                                               \
    " AND seq >= ? AND seq < ? AND action IS NOT NULL AND (? = 1 OR actor = ?) AND (? = 1 OR person = ?)"              \
    " AND (? = 1 OR target = ?) AND (? = 1 OR request_id = ?)"                                                         \
    " AND (? = 1 OR " CONTAINS "(CAST(? AS TEXT), ',' || action || ',') > 0)"
#define ROWS(FIRST, CONTAINS)                                                                                          \
    "SELECT " AUDIT_COLUMNS " FROM audit WHERE " FIRST OTHERS(CONTAINS) " ORDER BY seq DESC LIMIT ?"
#define COUNT(FIRST, CONTAINS)                                                                                         \
    "SELECT count(*) FROM (SELECT 1 FROM audit WHERE " FIRST OTHERS(CONTAINS) " LIMIT ?) AS found"
#define QUERIES(FIRST)                                                                                                 \
    {                                                                                                                  \
        Sql(ROWS(FIRST, "instr"), ROWS(FIRST, "strpos")), Sql(COUNT(FIRST, "instr"), COUNT(FIRST, "strpos"))           \
    }

struct Queries {
    Sql rows;
    Sql count;
};

/// A way through the trail that finds all rows of a filter, and few others.
struct Path {
    Queries queries;
    std::optional<Value> key;
};

constexpr Queries byRequest = QUERIES("request_id = ?");
constexpr Queries byTarget = QUERIES("target = ?");
constexpr Queries byPerson = QUERIES("person = ?");
constexpr Queries byActor = QUERIES("actor = ?");
constexpr Queries byAction = QUERIES("action = ?");
constexpr Queries byNumber = QUERIES("seq > 0");

/// One for each action where nothing picks fewer rows: in order of their numbers they are few statements more, in no
/// order many rows.
std::vector<Path> pathsOf(const AuditFilter &filter)
{
    if (filter.requestId)
        return {{byRequest, *filter.requestId}};
    if (filter.target)
        return {{byTarget, *filter.target}};
    if (filter.person)
        return {{byPerson, *filter.person}};
    if (filter.actor)
        return {{byActor, *filter.actor}};
    if (!filter.actions)
        return {{byNumber, std::nullopt}};
    std::vector<Path> paths;
    for (const QString &action : *filter.actions)
        paths.push_back({byAction, action});
    return paths;
}

std::vector<Value> valuesFor(const Path &path, const AuditFilter &filter, int limit)
{
    std::vector<Value> values;
    if (path.key)
        values.push_back(*path.key);
    values.insert(values.end(), {filter.from, filter.before});
    const auto add = [&](bool any, const Value &wanted) { values.insert(values.end(), {int(any), wanted}); };
    add(!filter.actor, filter.actor);
    add(!filter.person, filter.person);
    add(!filter.target, filter.target);
    add(!filter.requestId, filter.requestId);
    add(!filter.actions, u',' + filter.actions.value_or(QStringList()).join(u',') + u',');
    values.push_back(limit);
    return values;
}

} // namespace

Result<QList<AuditRow>> AuditSearch::rows(Connection &connection, const AuditFilter &filter, int limit)
{
    QList<AuditRow> all;
    const std::vector<Path> paths = pathsOf(filter);
    for (const Path &path : paths) {
        const auto found = connection.all(path.queries.rows, valuesFor(path, filter, limit), &AuditRepository::rowOf);
        if (!found)
            return found;
        all += *found;
    }
    std::ranges::sort(all, std::greater(), &AuditRow::seq);
    all.resize(std::min<qsizetype>(all.size(), limit));
    return all;
}

Result<Total> AuditSearch::count(Connection &connection, const AuditFilter &filter, int most)
{
    qint64 all = 0;
    for (const Path &path : pathsOf(filter)) {
        const auto found = connection.one(path.queries.count, valuesFor(path, filter, most + 1),
                                          [](const Row &row) { return row.integer(0); });
        if (!found)
            return found.error();
        all += found->value_or(0);
    }
    return Total{.value = std::min<qint64>(all, most), .exact = all <= most};
}

Result<qint64> AuditSearch::firstSince(Connection &connection, Time time)
{
    const auto first = connection.one("SELECT seq FROM audit WHERE time >= ? ORDER BY time, seq LIMIT 1", {time},
                                      [](const Row &row) { return row.integer(0); });
    return first ? Result<qint64>(first->value_or(std::numeric_limits<qint64>::max())) : first.error();
}

} // namespace auth
