#include "bundle/redacted_log.h"

#include "api/endpoints.h"
#include "log/log_event.h"
#include "log/log_modules.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 8 << 20;

bool isEvent(const QString &event)
{
    const QString module = event.left(event.indexOf(u'.'));
    return isLogName(event.toStdU16String())
           && std::any_of(logModules.begin(), logModules.end(), [&](auto each) { return module == QStringView(each); });
}

bool isRoute(const QString &route)
{
    return std::apply([&](const auto &...each) { return ((route == QLatin1StringView(each.facts.path)) || ...); },
                      api::all);
}

/// The kind of pseudonym for members that are somebody's.
QString kindOf(const QString &member)
{
    static const QHash<QString, QString> kinds{{u"request_id"_s, u"request"_s}, {u"user_id"_s, u"user"_s},
                                               {u"session_id"_s, u"session"_s}, {u"session"_s, u"session"_s},
                                               {u"client_ip"_s, u"ip"_s},       {u"instance"_s, u"instance"_s}};
    return kinds.value(member);
}

QJsonValue redactedMember(const Redaction &redaction, const QString &name, const QJsonValue &value)
{
    if (!value.isString())
        return value.isDouble() || value.isBool() ? value : QJsonValue();
    const QString text = value.toString();
    if (const QString kind = kindOf(name); !kind.isEmpty())
        return redaction.pseudonym(kind, text);
    if (name == u"route")
        return isRoute(text) ? text : redaction.pseudonym(u"path"_s, text);
    if (name == u"event")
        return text;
    return redaction.words(text);
}

} // namespace

std::optional<QByteArray> redactedLine(const Redaction &redaction, const QByteArray &line)
{
    const QJsonObject members = QJsonDocument::fromJson(line).object();
    if (!isEvent(members[u"event"_s].toString()) || !parseLogLevel(members[u"level"_s].toString()))
        return std::nullopt;
    QJsonObject redacted;
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (isLogName(member.key().toStdU16String()))
            redacted.insert(member.key(), redactedMember(redaction, member.key(), member.value()));
    }
    return QJsonDocument(redacted).toJson(QJsonDocument::Compact);
}

QByteArray redactedTail(const Redaction &redaction, const QString &file, qsizetype lines)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    source.seek(std::max<qint64>(0, source.size() - mostBytes));
    const QList<QByteArray> all = source.readAll().split('\n');
    QByteArray out;
    for (const QByteArray &line : all.sliced(std::max<qsizetype>(0, all.size() - lines - 1))) {
        if (const auto redacted = redactedLine(redaction, line))
            out += *redacted + '\n';
    }
    return out;
}

} // namespace auth
