#include "services/audit_lines.h"

#include "core/json.h"
#include "services/audit_entry.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr json::Limits lineLimits{.size = 4 * 1024 * 1024};

struct RowLine {
    qint64 seq = 0;
    Time time{};
    QString category;
    std::optional<QString> action;
    std::optional<UserId> actor;
    std::optional<QString> targetKind;
    std::optional<QString> target;
    std::optional<UserId> person;
    std::optional<QString> requestId;
    std::optional<QString> actorData;
    QString actorDigest;
    QString actorSalt;
    std::optional<QString> targetData;
    QString targetDigest;
    QString targetSalt;
    QString content;
    QString previous;
    QString hash;

    // clang-format off
    static constexpr auto fields()
    {
        return std::tuple{
            field(&RowLine::seq, {.name = "seq"}), field(&RowLine::time, {.name = "time"}),
            field(&RowLine::category, {.name = "class"}), field(&RowLine::action, {.name = "action"}),
            field(&RowLine::actor, {.name = "actor"}), field(&RowLine::targetKind, {.name = "target_kind"}),
            field(&RowLine::target, {.name = "target"}), field(&RowLine::person, {.name = "person"}),
            field(&RowLine::requestId, {.name = "request_id"}), field(&RowLine::actorData, {.name = "actor_data"}),
            field(&RowLine::actorDigest, {.name = "actor_digest"}), field(&RowLine::actorSalt, {.name = "actor_salt"}),
            field(&RowLine::targetData, {.name = "target_data"}),
            field(&RowLine::targetDigest, {.name = "target_digest"}),
            field(&RowLine::targetSalt, {.name = "target_salt"}), field(&RowLine::content, {.name = "content"}),
            field(&RowLine::previous, {.name = "previous"}), field(&RowLine::hash, {.name = "hash"})};
    }
    // clang-format on
};

struct SignatureLine {
    qint64 seq = 0;
    QString hash;
    Time signedAt{};
    QString keyId;
    QString signature;

    // clang-format off
    static constexpr auto fields()
    {
        return std::tuple{field(&SignatureLine::seq, {.name = "seq"}), field(&SignatureLine::hash, {.name = "hash"}),
                          field(&SignatureLine::signedAt, {.name = "signed_at"}),
                          field(&SignatureLine::keyId, {.name = "key_id"}),
                          field(&SignatureLine::signature, {.name = "signature"})};
    }
    // clang-format on
};

struct Line {
    std::optional<AuditExportHead> trail = {};
    std::optional<RowLine> row = {};
    std::optional<SignatureLine> signature = {};

    static constexpr auto fields()
    {
        return std::tuple{field(&Line::trail, {.name = "trail"}), field(&Line::row, {.name = "row"}),
                          field(&Line::signature, {.name = "signature"})};
    }
};

QString hex(const QByteArray &bytes) { return QString::fromLatin1(bytes.toHex()); }
QByteArray unhex(const QString &text) { return QByteArray::fromHex(text.toLatin1()); }

std::optional<UserId> orNothing(UserId id) { return id.isNull() ? std::nullopt : std::optional(id); }
std::optional<QString> orNothing(const AuditRow &row, const QString &text)
{
    return row.isStub() ? std::nullopt : std::optional(text);
}

RowLine lineOf(const SaltedAuditRow &salted)
{
    const AuditRow &row = salted.row;
    return {.seq = row.seq,
            .time = row.time,
            .category = row.category,
            .action = orNothing(row, row.action),
            .actor = orNothing(row.actor),
            .targetKind = orNothing(row, row.targetKind),
            .target = orNothing(row, row.target),
            .person = orNothing(row.person),
            .requestId = orNothing(row, row.requestId),
            .actorData = row.actorData,
            .actorDigest = hex(row.actorDigest),
            .actorSalt = row.actorData ? hex(salted.actorSalt) : QString(),
            .targetData = row.targetData,
            .targetDigest = hex(row.targetDigest),
            .targetSalt = row.targetData ? hex(salted.targetSalt) : QString(),
            .content = hex(row.content),
            .previous = hex(row.previous),
            .hash = hex(row.hash)};
}

SaltedAuditRow rowOf(const RowLine &line)
{
    return {.row = {.seq = line.seq,
                    .time = line.time,
                    .category = line.category,
                    .action = line.action.value_or(QString()),
                    .actor = line.actor.value_or(UserId()),
                    .targetKind = line.targetKind.value_or(QString()),
                    .target = line.target.value_or(QString()),
                    .person = line.person.value_or(UserId()),
                    .requestId = line.requestId.value_or(QString()),
                    .actorDigest = unhex(line.actorDigest),
                    .targetDigest = unhex(line.targetDigest),
                    .content = unhex(line.content),
                    .previous = unhex(line.previous),
                    .hash = unhex(line.hash),
                    .actorData = line.actorData,
                    .targetData = line.targetData},
            .actorSalt = unhex(line.actorSalt),
            .targetSalt = unhex(line.targetSalt)};
}

SignatureLine lineOf(const AuditSignature &signature)
{
    return {.seq = signature.seq,
            .hash = hex(signature.hash),
            .signedAt = signature.signedAt,
            .keyId = signature.keyId,
            .signature = hex(signature.signature)};
}

AuditSignature signatureOf(const SignatureLine &line)
{
    return {.seq = line.seq,
            .hash = unhex(line.hash),
            .signedAt = line.signedAt,
            .keyId = line.keyId,
            .signature = unhex(line.signature)};
}

QByteArray named(const char *name, const QByteArray &json)
{
    QByteArray line;
    json::ObjectWriter(line).raw(name, json);
    return line;
}

QString cell(QString text)
{
    static const QString formulas = u"=+-@\t\r"_s;
    if (!text.isEmpty() && formulas.contains(text.front()))
        text.prepend(u'\'');
    const bool plain = std::none_of(text.begin(), text.end(),
                                    [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; });
    return plain ? text : u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QByteArray csvLine(const QStringList &cells)
{
    QStringList escaped;
    for (const QString &each : cells)
        escaped += cell(each);
    return escaped.join(u',').toUtf8() + "\r\n";
}

} // namespace

QByteArray encodeAuditLine(const AuditLine &line)
{
    if (const auto *head = std::get_if<AuditExportHead>(&line))
        return named("trail", json::encode(*head));
    if (const auto *row = std::get_if<SaltedAuditRow>(&line))
        return named("row", json::encode(lineOf(*row)));
    return named("signature", json::encode(lineOf(std::get<AuditSignature>(line))));
}

Result<AuditLine> decodeAuditLine(QByteArrayView text)
{
    const auto line = json::decode<Line>(text, lineLimits);
    if (!line)
        return line.error();
    if (int(line->trail.has_value()) + int(line->row.has_value()) + int(line->signature.has_value()) != 1)
        return Error{.code = ErrorCode::ValidationError, .message = u"The line is none of trail, row and signature."_s};
    const AuditLine decoded = line->trail ? AuditLine(*line->trail)
                              : line->row ? AuditLine(rowOf(*line->row))
                                          : AuditLine(signatureOf(*line->signature));
    if (encodeAuditLine(decoded) != text)
        return Error{.code = ErrorCode::ValidationError, .message = u"The line was spelled otherwise once."_s};
    return decoded;
}

QByteArray auditCsvHead()
{
    return csvLine({u"seq"_s, u"time"_s, u"class"_s, u"action"_s, u"actor"_s, u"actor_name"_s, u"ip"_s,
                    u"target_kind"_s, u"target"_s, u"target_name"_s, u"request_id"_s, u"before"_s, u"after"_s,
                    u"reason"_s, u"hash"_s});
}

QByteArray encodeAuditCsv(const AuditRow &row)
{
    const AuditEntry entry = entryOf(row);
    const auto json = [](const std::optional<json::Raw> &value) {
        return value ? QString::fromUtf8(value->text) : QString();
    };
    return csvLine({QString::number(row.seq), toRfc3339(row.time), row.category, row.action,
                    row.actor.isNull() ? QString() : row.actor.text(), entry.actor.name.value_or(QString()),
                    entry.actor.ip.value_or(QString()), row.targetKind, row.target,
                    entry.target.name.value_or(QString()), row.requestId, json(entry.before), json(entry.after),
                    entry.reason.value_or(QString()), hex(row.hash)});
}

} // namespace auth
