#include "services/user_export.h"

#include "core/csv.h"
#include "core/json.h"

#include <memory>

using namespace Qt::StringLiterals;

namespace auth {

/// An export under way.
class UserExport::Source {
public:
    Source(Database &database, const UserListing &listing, ExportFormat format, int piece)
        : m_database(database), m_listing(listing), m_format(format), m_piece(piece)
    {
    }

    /// Empty at the end. An error is for good.
    Result<QByteArray> next()
    {
        if (m_ended)
            return QByteArray();
        const auto users = m_database.read(
            [&](Connection &connection) { return m_listing.page(connection, {.from = m_from, .limit = m_piece}); });
        if (!users)
            return users.error();
        m_ended = users->size() < m_piece;
        QByteArray piece = m_from || m_format != ExportFormat::Csv ? QByteArray() : csvHeader<Account>();
        for (const ListedUser &each : *users)
            piece += m_format == ExportFormat::Csv ? csvLine(each.account) : json::encode(each.account) + '\n';
        if (!users->isEmpty())
            m_from = users->last().position;
        return piece;
    }

private:
    Database &m_database;
    const UserListing m_listing;
    const ExportFormat m_format;
    const int m_piece;
    std::optional<ListPosition> m_from;
    bool m_ended = false;
};

namespace {

/// What goes on record of an export. The text that was searched for may be somebody's data, which could not be erased.
struct ExportRecord : UserFilter {
    ExportFormat format = ExportFormat::Ndjson;
    bool isSearch = false;

    static constexpr auto fields()
    {
        return std::tuple_cat(UserFilter::fields(), std::tuple{field(&ExportRecord::format, {.name = "format"}),
                                                               field(&ExportRecord::isSearch, {.name = "is_search"})});
    }
};

Outcome check(const UserExportRequest &request, const Caller &caller)
{
    if (!caller.permissions.testFlag(Permission::UsersRead))
        return Error{.code = ErrorCode::Forbidden, .message = u"This needs the permission users.read too."_s};
    if (request.sort == UserSort::Relevance)
        return fieldError(ErrorCode::ValidationError, u"sort"_s, u"invalid"_s,
                          u"sort must be another: by relevance only the best are listed."_s);
    return Done{};
}

} // namespace

UserExport::UserExport(Database &database, const AuditTrail &audit, const Clock &clock, int piece)
    : m_database(database), m_audit(audit), m_clock(clock), m_piece(piece)
{
}

Result<Stream> UserExport::start(const UserExportRequest &request, const Caller &caller)
{
    if (const auto good = check(request, caller); !good)
        return good.error();
    const auto listing = m_database.read([&](Connection &connection) {
        return UserListing::prepare(connection, request, request.sort.value_or(UserSort::CreatedAt), m_clock.now());
    });
    if (!listing)
        return listing.error();
    if (const auto recorded = record(request, caller); !recorded)
        return recorded.error();
    const ExportFormat format = request.format.value_or(ExportFormat::Ndjson);
    const bool csv = format == ExportFormat::Csv;
    return Stream{
        .mediaType = csv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson",
        .fileName = csv ? u"users.csv"_s : u"users.ndjson"_s,
        .next = [source = std::make_shared<Source>(m_database, *listing, format, m_piece)] { return source->next(); }};
}

Outcome UserExport::record(const UserExportRequest &request, const Caller &caller)
{
    ExportRecord record;
    static_cast<UserFilter &>(record) = request;
    record.isSearch = record.q.has_value();
    record.q.reset();
    record.format = request.format.value_or(ExportFormat::Ndjson);
    return m_database.write([&](Connection &connection) {
        return m_audit.record(connection, caller,
                              {.action = AuditAction::UserExported,
                               .target = AuditTarget::System,
                               .targetId = u"users"_s,
                               .after = json::encode(record)});
    });
}

} // namespace auth
