#include "support/scenario.h"

#include "support/accounts.h"
#include "support/contract.h"

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray compact(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                           : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

/// "user.roles.0" of an answer; header:etag for a header.
QJsonValue memberOf(const Answer &answer, const QString &path)
{
    if (path.startsWith(u"header:"_s))
        return QString::fromLatin1(answer.header(path.sliced(7).toLatin1()));
    QJsonValue value = answer.json();
    for (const QString &name : path.split(u'.')) {
        bool isIndex = false;
        const int index = name.toInt(&isIndex);
        value = isIndex ? value.toArray().at(index) : value.toObject().value(name);
    }
    return value;
}

bool fits(const QJsonValue &value, const QJsonValue &expected)
{
    if (expected == QJsonValue(u"*"_s))
        return !value.isNull() && !value.isUndefined();
    return value == expected;
}

QString headerFault(const Answer &answer, const QJsonObject &step)
{
    const QJsonObject wanted = step[u"has"_s].toObject();
    for (auto each = wanted.begin(); each != wanted.end(); ++each) {
        const QByteArray name = each.key().toLower().toLatin1();
        const bool good = each.value() == QJsonValue(u"*"_s)
                              ? answer.has(name)
                              : answer.header(name) == each.value().toString().toLatin1();
        if (!good)
            return u"%1 is '%2'"_s.arg(each.key(), QString::fromLatin1(answer.header(name)));
    }
    for (const QJsonValue &name : step[u"lacks"_s].toArray()) {
        if (answer.has(name.toString().toLower().toLatin1()))
            return u"%1 is there"_s.arg(name.toString());
    }
    return {};
}

QString bodyFault(const Answer &answer, const QJsonObject &step)
{
    const QJsonObject wanted = step[u"is"_s].toObject();
    for (auto each = wanted.begin(); each != wanted.end(); ++each) {
        if (!fits(memberOf(answer, each.key()), each.value()))
            return u"%1 is otherwise"_s.arg(each.key());
    }
    for (const QJsonValue &text : step[u"absent"_s].toArray()) {
        if (answer.body.contains(text.toString().toUtf8()))
            return u"the answer contains %1"_s.arg(text.toString());
    }
    const QJsonObject blamed = memberOf(answer, u"errors.0"_s).toObject();
    const QString blames = step[u"blames"_s].toString();
    if (!blames.isEmpty() && blames != QString(blamed[u"field"_s].toString() + u' ' + blamed[u"code"_s].toString()))
        return u"another member is blamed"_s;
    return {};
}

QString fault(const Answer &answer, const QJsonObject &step)
{
    if (answer.status != step[u"status"_s].toInt())
        return u"the status is %1"_s.arg(answer.status);
    if (step.contains(u"error_code"_s) && answer.errorCode() != step[u"error_code"_s].toString())
        return u"error_code is %1"_s.arg(answer.errorCode());
    const QString header = headerFault(answer, step);
    return header.isEmpty() ? bodyFault(answer, step) : header;
}

} // namespace

Scenario::Scenario(QJsonObject text, const Account &admin) : m_text(std::move(text)) { remember(u"admin_"_s, admin); }

QString Scenario::run(const HttpClient &client)
{
    makeAccounts(client);
    const QJsonArray steps = m_text.contains(u"steps"_s) ? m_text[u"steps"_s].toArray() : QJsonArray{m_text};
    for (qsizetype i = 0; i < steps.size(); ++i) {
        if (const QString wrong = runStep(client, steps[i].toObject()); !wrong.isEmpty())
            return u"step %1: %2"_s.arg(i + 1).arg(wrong);
    }
    return steps.isEmpty() ? u"the scenario has no step"_s : QString();
}

QString Scenario::runStep(const HttpClient &client, const QJsonObject &pattern)
{
    const QJsonObject step = expanded(QJsonValue(pattern)).toObject();
    const QStringList request = step[u"request"_s].toString().split(u' ');
    Headers headers = HttpClient::bearer(step[u"token"_s].toString());
    const QJsonObject extra = step[u"headers"_s].toObject();
    for (auto each = extra.begin(); each != extra.end(); ++each)
        headers.emplaceBack(each.key().toLatin1(), each.value().toString().toUtf8());
    QByteArray body = step[u"raw"_s].toString().toUtf8();
    if (step.contains(u"body"_s)) {
        body = compact(step[u"body"_s]);
        if (!extra.contains(u"Content-Type"_s))
            headers.emplaceBack("Content-Type", "application/json");
    }
    const QByteArray target = request.value(1).toUtf8();
    const Answer answer = client.send(request.first().toLatin1(), target, headers, body);
    QString wrong = contractFault(answer, target.split('?').first());
    if (wrong.isEmpty())
        wrong = fault(answer, step);
    if (!wrong.isEmpty())
        return u"%1 → %2 %3"_s.arg(wrong).arg(answer.status).arg(QString::fromUtf8(answer.body.left(600)));
    save(answer, step[u"save"_s].toObject());
    return {};
}

void Scenario::save(const Answer &answer, const QJsonObject &names)
{
    for (auto each = names.begin(); each != names.end(); ++each)
        m_values[each.key()] = memberOf(answer, each.value().toString()).toVariant().toString();
}

void Scenario::remember(const QString &prefix, const Account &account)
{
    m_values[prefix + u"id"_s] = claimsOf(account.access)[u"sub"_s].toString();
    m_values[prefix + u"email"_s] = account.email;
    m_values[prefix + u"username"_s] = account.username;
    m_values[prefix + u"password"_s] = account.password;
    m_values[prefix + u"access"_s] = account.access;
    m_values[prefix + u"refresh"_s] = account.refresh;
}

void Scenario::makeAccounts(const HttpClient &client)
{
    const QByteArray text = compact(m_text);
    for (const QString &prefix : {u""_s, u"other_"_s}) {
        static const QStringList members{u"id"_s, u"email"_s, u"username"_s, u"password"_s, u"access"_s, u"refresh"_s};
        const bool used = std::any_of(members.begin(), members.end(), [&](const QString &member) {
            return text.contains(QString(u"${"_s + prefix + member + u'}').toUtf8());
        });
        if (used)
            remember(prefix, signUp(client));
    }
    remember(u"new_"_s, newAccount());
}

QString Scenario::expanded(const QString &text) const
{
    static const QRegularExpression place(u"\\$\\{([^}*]+)(?:\\*(\\d+))?\\}"_s);
    QString result;
    qsizetype end = 0;
    for (const QRegularExpressionMatch &match : place.globalMatch(text)) {
        result += text.mid(end, match.capturedStart() - end);
        const QString name = match.captured(1);
        result += match.capturedView(2).isEmpty() ? m_values.value(name, match.captured(0))
                                                  : name.repeated(match.captured(2).toInt());
        end = match.capturedEnd();
    }
    return result + text.sliced(end);
}

QJsonValue Scenario::expanded(const QJsonValue &value) const
{
    if (value.isString())
        return expanded(value.toString());
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue &each : value.toArray())
            list.append(expanded(each));
        return list;
    }
    if (!value.isObject())
        return value;
    QJsonObject object;
    const QJsonObject members = value.toObject();
    for (auto each = members.begin(); each != members.end(); ++each)
        object[expanded(each.key())] = expanded(each.value());
    return object;
}

QList<ScenarioFile> scenarioFiles(const QString &folder)
{
    QList<ScenarioFile> files;
    for (const QFileInfo &info : QDir(folder).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(info.filePath());
        QJsonParseError error;
        const QJsonObject text =
            file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll(), &error).object() : QJsonObject();
        if (text.isEmpty())
            qFatal("%s: %s at %d", qPrintable(info.fileName()), qPrintable(error.errorString()), error.offset);
        ScenarioFile entry{.name = info.baseName(), .settings = text[u"settings"_s].toObject(), .scenarios = {}};
        for (const QJsonValue &each : text[u"scenarios"_s].toArray())
            entry.scenarios.append(each.toObject());
        files.append(entry);
    }
    return files;
}

} // namespace auth::test
