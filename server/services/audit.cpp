#include "services/audit.h"

#include "core/enum_name.h"
#include "core/json_write.h"
#include "services/audit_entry.h"
#include "services/audit_export.h"
#include "services/audit_source.h"
#include "services/authority.h"
#include "storage/account_repository.h"
#include "storage/audit_repository.h"
#include "storage/audit_search.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr int usualLimit = 50;
constexpr int mostCounted = 10'000;

/// The actions of that beginning and class; nothing: all.
std::optional<QStringList> actionsOf(const AuditQuery &query)
{
    if (!query.action && !query.category)
        return {};
    QStringList actions;
    for (const EnumName &each : enumNames<AuditAction>()) {
        const QString name = QString::fromLatin1(each.name);
        if (name.startsWith(query.action.value_or(QString()))
            && (!query.category || classOf(static_cast<AuditAction>(each.value)) == *query.category))
            actions += name;
    }
    return actions;
}

/// The number of the row the page before ended with.
Result<qint64> numberIn(const QString &cursor)
{
    bool isNumber = false;
    const qint64 number = cursor.toLongLong(&isNumber);
    if (isNumber && number > 0)
        return number;
    return fieldError(ErrorCode::ValidationError, u"cursor"_s, u"invalid"_s,
                      u"cursor must be the next_cursor of a page of this list."_s);
}

Error inUse()
{
    return fieldError(ErrorCode::Conflict, u"id"_s, u"active"_s,
                      u"The account is in use. Deactivate or delete it first."_s);
}

Error unknownPerson() { return {.code = ErrorCode::UserNotFound, .message = u"Nobody here has or had this id."_s}; }

QString fileName(AuditFormat format, Time now)
{
    const QString day = toRfc3339(now).first(10);
    return u"audit-%1.%2"_s.arg(day, format == AuditFormat::Csv ? u"csv"_s : u"ndjson"_s);
}

} // namespace

Audit::Audit(Database &database, const AuditTrail &trail, AuditSigner &signer, const Clock &clock)
    : m_database(database), m_trail(trail), m_signer(signer), m_clock(clock)
{
}

Result<Page<AuditEntry>> Audit::list(const AuditQuery &query, const Caller &)
{
    return m_database.read([&](Connection &connection) { return page(connection, query); });
}

Result<AuditFilter> Audit::filterOf(Connection &connection, const AuditQuery &query)
{
    AuditFilter filter{.actor = query.actor,
                       .person = query.person,
                       .target = query.target,
                       .requestId = query.requestId,
                       .actions = actionsOf(query)};
    if (query.since) {
        const auto first = AuditSearch::firstSince(connection, *query.since);
        if (!first)
            return first.error();
        filter.from = *first;
    }
    if (query.until) {
        const auto end = AuditSearch::firstSince(connection, *query.until);
        if (!end)
            return end.error();
        filter.before = *end;
    }
    return filter;
}

Result<Page<AuditEntry>> Audit::page(Connection &connection, const AuditQuery &query)
{
    auto filter = filterOf(connection, query);
    if (!filter)
        return filter.error();
    const auto total = AuditSearch::count(connection, *filter, mostCounted);
    if (!total)
        return total.error();
    if (query.cursor) {
        const auto number = numberIn(*query.cursor);
        if (!number)
            return number.error();
        filter->before = std::min(filter->before, *number);
    }
    const int limit = query.limit.value_or(usualLimit);
    const auto rows = AuditSearch::rows(connection, *filter, limit + 1);
    if (!rows)
        return rows.error();
    Page<AuditEntry> page{.items = {}, .nextCursor = {}, .total = *total};
    for (const AuditRow &row : rows->first(std::min<qsizetype>(rows->size(), limit)))
        page.items += entryOf(row);
    if (rows->size() > limit)
        page.nextCursor = QString::number(page.items.last().seq);
    return page;
}

Result<Stream> Audit::exported(const AuditExportRequest &request, const Caller &caller)
{
    const AuditFormat format = request.format.value_or(AuditFormat::Ndjson);
    QByteArray after;
    json::ObjectWriter(after).member("format", format);
    const auto recorded = m_database.write([&](Connection &connection) {
        return m_trail.record(connection, caller,
                              {.action = AuditAction::AuditExported,
                               .target = AuditTarget::Trail,
                               .targetId = u"audit"_s,
                               .after = after});
    });
    if (!recorded)
        return recorded.error();
    (void)m_signer.sign(); // a trail that is not what it was is not signed, and whoever looks into it needs it all
    AuditExportHead head;
    const auto read = m_database.read([&](Connection &connection) -> Outcome {
        const auto end = AuditRepository::head(connection);
        const auto checkpoint = checkpointOf(connection);
        if (!end || !checkpoint)
            return end ? checkpoint.error() : end.error();
        head.last = end->seq;
        head.pruned = *checkpoint;
        return Done{};
    });
    if (!read)
        return read.error();
    const auto source = std::make_shared<AuditExport>(m_database, format, head);
    return Stream{.mediaType = format == AuditFormat::Csv ? "text/csv" : "application/x-ndjson",
                  .fileName = fileName(format, m_clock.now()),
                  .next = [source] { return source->next(); }};
}

Result<NoContent> Audit::erase(const AuditErasure &request, const Caller &caller)
{
    const auto erased =
        m_database.write([&](Connection &connection) { return eraseOnRecord(connection, request.id, caller); });
    return erased ? Result(NoContent{}) : erased.error();
}

Outcome Audit::eraseOnRecord(Connection &connection, UserId person, const Caller &caller)
{
    const auto authority = Authority::take(connection, caller, Permission::UsersWrite, m_clock.now());
    if (!authority)
        return authority.error();
    const auto active = AccountRepository::isActive(connection, person);
    if (!active)
        return active.error();
    if (*active) { // else it has been purged, and what is left of it is in the trail
        if (const auto account = authority->over(connection, person); !account)
            return account.error();
    }
    if (active->value_or(false))
        return inUse();
    const auto rows = AuditRepository::erase(connection, person);
    if (!rows)
        return rows.error();
    if (*rows == 0 && !*active)
        return unknownPerson();
    return m_trail.record(connection, caller,
                          {.action = AuditAction::UserErased,
                           .target = AuditTarget::User,
                           .targetId = person.text()}); // the person is named by the id alone
}

} // namespace auth
