#include "storage/audit_pruning.h"

#include <algorithm>

namespace auth {
namespace {

/// Of a row: two numbers, two ids, six digests and their headers.
constexpr qint64 fixedBytes = 260;

qint64 numberOf(const Row &row) { return row.integer(0); }

} // namespace

Result<int> AuditPruning::fade(Connection &connection, const QString &category, qint64 before, qint64 erasuresBefore,
                               int limit)
{
    return connection.execute(
        "UPDATE audit SET action = NULL, actor = NULL, target_kind = NULL, target = NULL, person = NULL,"
        " request_id = NULL, actor_data = NULL, actor_digest = NULL, target_data = NULL, target_digest = NULL"
        " WHERE seq IN (SELECT seq FROM audit WHERE class = ? AND action IS NOT NULL AND seq < ?"
        " AND (action <> 'user.erased' OR seq < ?) ORDER BY seq LIMIT ?)",
        {category, before, erasuresBefore, limit});
}

Result<std::optional<qint64>> AuditPruning::firstWithContent(Connection &connection)
{
    std::optional<qint64> first;
    for (const char16_t *category : {u"security", u"accounts", u"system"}) {
        const auto found =
            connection.one("SELECT seq FROM audit WHERE class = ? AND action IS NOT NULL ORDER BY seq LIMIT 1",
                           {QString::fromUtf16(category)}, numberOf);
        if (!found)
            return found;
        if (*found)
            first = std::min(first.value_or(**found), **found);
    }
    return first;
}

Result<QByteArray> AuditPruning::hashOf(Connection &connection, qint64 seq)
{
    const auto hash =
        connection.one("SELECT hash FROM audit WHERE seq = ?", {seq}, [](const Row &row) { return row.bytes(0); });
    return hash ? Result<QByteArray>(hash->value_or(QByteArray())) : hash.error();
}

Outcome AuditPruning::drop(Connection &connection, qint64 before)
{
    for (const Sql sql : {Sql("DELETE FROM audit WHERE seq < ?"), Sql("DELETE FROM audit_signatures WHERE seq < ?")}) {
        if (const auto dropped = connection.execute(sql, {before}); !dropped)
            return dropped.error();
    }
    return Done{};
}

Result<AuditPruning::Size> AuditPruning::size(Connection &connection, const QString &category, qint64 recent)
{
    const auto rows =
        connection.one("SELECT count(*) FROM audit WHERE class = ? AND action IS NOT NULL", {category}, numberOf);
    const auto recentRows = connection.one(
        "SELECT count(*) FROM audit WHERE class = ? AND action IS NOT NULL AND seq >= ?", {category, recent}, numberOf);
    const auto bytes = connection.one(
        "SELECT coalesce(sum(length(class) + length(action) + length(target_kind) + length(target)"
        " + length(request_id) + length(coalesce(actor_data, '')) + length(coalesce(target_data, ''))) / count(*), 0)"
        " FROM (SELECT * FROM audit WHERE class = ? AND action IS NOT NULL ORDER BY seq DESC LIMIT 1000) AS newest"
        " HAVING count(*) > 0",
        {category}, numberOf);
    if (!rows || !recentRows || !bytes)
        return !rows ? rows.error() : !recentRows ? recentRows.error() : bytes.error();
    return Size{.rows = rows->value_or(0),
                .recentRows = recentRows->value_or(0),
                .bytesPerRow = fixedBytes + bytes->value_or(0)};
}

} // namespace auth
