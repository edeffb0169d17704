#include "support/contract.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

bool matches(const QString &pattern, const QString &text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

QString headerFault(const Answer &answer)
{
    if (answer.header("x-content-type-options") != "nosniff")
        return u"X-Content-Type-Options is not nosniff"_s;
    if (!answer.header("content-security-policy").startsWith("default-src"))
        return u"no Content-Security-Policy"_s;
    if (answer.header("referrer-policy") != "no-referrer")
        return u"no Referrer-Policy"_s;
    if (answer.header("cache-control").isEmpty())
        return u"no Cache-Control"_s;
    if (answer.header("date").isEmpty())
        return u"no Date"_s;
    if (!matches(u"[A-Za-z0-9._~+/=-]{8,128}"_s, QString::fromLatin1(answer.header("x-request-id"))))
        return u"no valid X-Request-ID"_s;
    if (answer.has("server") || answer.has("x-powered-by"))
        return u"the answer tells about its server"_s;
    return {};
}

QString blameFault(const QJsonValue &errors)
{
    if (!errors.isArray())
        return u"errors is no list"_s;
    for (const QJsonValue &each : errors.toArray()) {
        for (const QString &member : {u"field"_s, u"code"_s, u"detail"_s}) {
            if (!each.toObject().value(member).isString())
                return u"errors[] lacks %1"_s.arg(member);
        }
        if (!matches(u"[a-z_]+"_s, each[u"code"_s].toString()))
            return u"errors[].code is not in lower case"_s;
    }
    return {};
}

QString errorHeaderFault(const Answer &answer)
{
    const bool isJson = answer.header("content-type") == "application/json; charset=utf-8"
                        || answer.header("content-type") == "application/problem+json; charset=utf-8";
    if (!isJson)
        return u"the error is not announced as JSON"_s;
    if (answer.header("cache-control") != "no-store")
        return u"the error may be stored"_s;
    if ((answer.status == 401) != answer.header("www-authenticate").startsWith("Bearer"))
        return u"WWW-Authenticate belongs to 401"_s;
    if ((answer.status == 429 || answer.status == 503) != (answer.header("retry-after").toInt() > 0))
        return u"Retry-After belongs to 429 and 503"_s;
    if ((answer.status == 405) != answer.has("allow"))
        return u"Allow belongs to 405"_s;
    return {};
}

QString errorBodyFault(const Answer &answer, const QByteArray &path)
{
    const QJsonObject body = answer.json();
    const QString code = answer.errorCode();
    if (!matches(u"[A-Z][A-Z_]+"_s, code))
        return u"error_code is missing"_s;
    if (!matches(u"\\S.*\\."_s, answer.text(u"detail"_s).replace(u'\n', u' ')))
        return u"detail is no sentence: %1"_s.arg(answer.text(u"detail"_s));
    if (body[u"type"_s] != QString(u"urn:auth-serve:error:"_s + code.toLower().replace(u'_', u'-')))
        return u"type does not belong to error_code"_s;
    if (answer.text(u"title"_s).isEmpty())
        return u"title is missing"_s;
    if (body[u"status"_s] != answer.status)
        return u"status is another than the answer's"_s;
    const bool targetWasRead = answer.status != 414 && answer.status != 501;
    if (body[u"instance"_s] != (targetWasRead ? QString::fromLatin1(path) : QString()))
        return u"instance is not the path: %1"_s.arg(answer.text(u"instance"_s));
    if (answer.text(u"request_id"_s).toLatin1() != answer.header("x-request-id"))
        return u"request_id is not X-Request-ID"_s;
    return blameFault(body[u"errors"_s]);
}

} // namespace

QString contractFault(const Answer &answer, const QByteArray &path)
{
    if (answer.status == 0)
        return u"there was no answer"_s;
    if (const QString fault = headerFault(answer); !fault.isEmpty() || answer.status < 400)
        return fault;
    if (const QString fault = errorHeaderFault(answer); !fault.isEmpty())
        return fault;
    return answer.body.isEmpty() ? QString() : errorBodyFault(answer, path); // empty: the answer to HEAD
}

} // namespace auth::test
