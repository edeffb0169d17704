#include "services/audit_entry.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

/// What we wrote ourselves, so that a lenient reader will do.
QJsonObject objectIn(const std::optional<QString> &data)
{
    return data ? QJsonDocument::fromJson(data->toUtf8()).object() : QJsonObject();
}

std::optional<QString> textIn(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<json::Raw> rawIn(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    if (!value.isObject())
        return {};
    return json::Raw{QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)};
}

std::optional<UserId> orNothing(UserId id) { return id.isNull() ? std::nullopt : std::optional(id); }

} // namespace

AuditEntry entryOf(const AuditRow &row)
{
    const QJsonObject actor = objectIn(row.actorData);
    const QJsonObject target = objectIn(row.targetData);
    return {.seq = row.seq,
            .time = row.time,
            .category = row.category,
            .action = row.action,
            .actor = {.id = orNothing(row.actor), .name = textIn(actor, u"name"_s), .ip = textIn(actor, u"ip"_s)},
            .target = {.kind = row.targetKind, .id = row.target, .name = textIn(target, u"name"_s)},
            .person = orNothing(row.person),
            .requestId = row.requestId,
            .before = rawIn(target, u"before"_s),
            .after = rawIn(target, u"after"_s),
            .reason = textIn(target, u"reason"_s),
            .hash = QString::fromLatin1(row.hash.toHex())};
}

} // namespace auth
