#include "services/audit_lines.h"
#include "services/audit_source.h"

#include <QtCore/QIODevice>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr qint64 longestLine = 4 * 1024 * 1024;

/// Nothing: it has been changed.
std::optional<AuditLine> nextLine(QIODevice &lines)
{
    const QByteArray line = lines.readLine(longestLine);
    if (!line.endsWith('\n'))
        return {};
    const auto decoded = decodeAuditLine(QByteArrayView(line).chopped(1));
    return decoded ? std::optional(*decoded) : std::nullopt;
}

AuditVerifier::Finding add(AuditVerifier &verifier, const AuditLine &line)
{
    if (const auto *row = std::get_if<SaltedAuditRow>(&line))
        return verifier.add(*row);
    if (const auto *signature = std::get_if<AuditSignature>(&line))
        return verifier.add(*signature);
    return AuditFinding{verifier.head().seq + 1, AuditFault::Unreadable};
}

} // namespace

Result<AuditVerdict> verifyExport(QIODevice &lines, const AuditVerifier::Keys &keys)
{
    const auto first = nextLine(lines);
    const auto *head = first ? std::get_if<AuditExportHead>(&*first) : nullptr;
    if (!head)
        return Error{.code = ErrorCode::BadRequest,
                     .message = u"The file is no export of an audit trail: its first line should say what it holds."_s};
    AuditVerifier verifier(keys, head->pruned);
    while (!lines.atEnd()) {
        const auto line = nextLine(lines);
        const auto broken = line ? add(verifier, *line) : AuditFinding{verifier.head().seq + 1, AuditFault::Unreadable};
        if (broken)
            return verdictOf(verifier, broken);
    }
    return verdictOf(verifier, verifier.finish({.seq = head->last, .time = {}, .hash = verifier.head().hash}));
}

} // namespace auth
