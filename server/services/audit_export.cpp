#include "services/audit_export.h"

#include "storage/audit_repository.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr int pageRows = 100; // about 64 KiB

Error changed()
{
    return {.code = ErrorCode::Conflict,
            .message = u"Something went from the trail while it was exported; ask again."_s};
}

} // namespace

AuditExport::AuditExport(Database &database, AuditFormat format, const AuditExportHead &head)
    : m_database(database), m_format(format), m_head(head), m_seq(head.pruned.first - 1)
{
}

Result<QByteArray> AuditExport::next()
{
    if (!std::exchange(m_begun, true))
        return m_format == AuditFormat::Csv ? auditCsvHead() : encodeAuditLine(m_head) + '\n';
    while (m_seq < m_head.last) {
        auto page = m_database.read([&](Connection &connection) { return pageBehind(connection); });
        if (!page || !page->isEmpty())
            return page;
    }
    const auto unchanged = checkUnchanged();
    return unchanged ? Result(QByteArray()) : unchanged.error();
}

Result<QByteArray> AuditExport::pageBehind(Connection &connection)
{
    const auto rows = AuditRepository::following(connection, m_seq, pageRows);
    if (!rows)
        return rows.error();
    if (rows->isEmpty())
        return changed();
    const qint64 end = std::min(rows->last().row.seq, m_head.last);
    const auto signatures = AuditRepository::signatures(connection, m_seq, end);
    if (!signatures)
        return signatures.error();
    QByteArray lines;
    auto signature = signatures->begin();
    for (const SaltedAuditRow &each : *rows) {
        if (each.row.seq > end)
            break;
        lines += text(each);
        for (; signature != signatures->end() && signature->seq == each.row.seq; ++signature)
            lines += m_format == AuditFormat::Csv ? QByteArray() : encodeAuditLine(*signature) + '\n';
    }
    m_seq = end;
    return lines;
}

/// An erasure or a pruning that came after the last row explains gaps in those before to nobody who has only them.
Outcome AuditExport::checkUnchanged()
{
    for (const AuditAction action : {AuditAction::UserErased, AuditAction::AuditPruned}) {
        const auto newest = m_database.read(
            [&](Connection &connection) { return AuditRepository::newest(connection, wireName(action)); });
        if (!newest)
            return newest.error();
        if (*newest && (*newest)->seq > m_head.last)
            return changed();
    }
    return Done{};
}

QByteArray AuditExport::text(const SaltedAuditRow &row) const
{
    if (m_format == AuditFormat::Csv)
        return row.row.isStub() ? QByteArray() : encodeAuditCsv(row.row);
    return encodeAuditLine(row) + '\n';
}

} // namespace auth
