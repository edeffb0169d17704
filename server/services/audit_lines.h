#pragma once

#include "core/result.h"
#include "model/audit_checkpoint.h"
#include "model/audit_row.h"

#include <variant>

namespace auth {

/// The first line of an export: what it says of itself.
struct AuditExportHead {
    qint64 format = 1;
    qint64 last = 0; ///< The row it ends with, which is signed.
    AuditCheckpoint pruned = {};

    static constexpr auto fields()
    {
        return std::tuple{
            field(&AuditExportHead::format, {.name = "format", .about = "Of these lines.", .min = 1, .max = 1}),
            field(&AuditExportHead::last, {.name = "last", .about = "The last row, which is signed."}),
            field(&AuditExportHead::pruned, {.name = "pruned", .about = "What has gone from the trail."})};
    }
};

/// A line of an export: {"trail": …} first, then {"row": …} for each row and {"signature": …} behind those signed.
using AuditLine = std::variant<AuditExportHead, SaltedAuditRow, AuditSignature>;

/// JSON without a line end. Hashes, salts and signatures are in hexadecimal digits; what persons' digests are computed
/// from is a string of JSON, to the byte as it is stored.
QByteArray encodeAuditLine(const AuditLine &line);
/// ValidationError or MalformedJson for anything else, such as another spelling of the same.
Result<AuditLine> decodeAuditLine(QByteArrayView line);

/// A row for spreadsheets, RFC 4180, with its line end; no cell is taken for a formula.
QByteArray encodeAuditCsv(const AuditRow &row);
QByteArray auditCsvHead();

} // namespace auth
