#include "rest/answer.h"

#include "http/message.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMetaEnum>
#include <QtTest/QTest>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

HttpRequest requestWith(const HttpHeaders &headers)
{
    HttpRequest request;
    request.headers = headers;
    request.requestId = "request-1";
    return request;
}

/// All values of the field, so that one sent twice shows.
QByteArrayList valuesOf(const HttpResponse &response, QByteArrayView name)
{
    QByteArrayList values;
    for (const auto &[each, value] : response.headers) {
        if (each == name)
            values += value;
    }
    return values;
}

HttpResponse finished(const Answers &answers, HttpResponse response, const HttpRequest &request,
                      const char *cacheControl = "no-store")
{
    answers.finish(response, request, cacheControl);
    return response;
}

HttpResponse errorOf(ErrorCode code, std::chrono::seconds retryAfter = 0s, QByteArrayView accept = {})
{
    return Answers({}).error({.code = code, .message = u"m"_s, .retryAfter = retryAfter}, "/path", "request-1", accept);
}

const QStringList origins{u"https://app.example.com"_s, u"http://localhost:3000"_s};

} // namespace

class AnswerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerIsGuarded_data()
    {
        QTest::addColumn<HttpResponse>("response");
        const Answers answers({});
        QTest::newRow("JSON") << answers.json(200, "{}");
        QTest::newRow("created") << answers.json(201, "{}");
        QTest::newRow("nothing") << answers.noContent();
        QTest::newRow("preflight") << answers.preflight(requestWith({}), "GET");
        QTest::newRow("document") << answers.document("text/css", "a{}");
        const QMetaEnum codes = QMetaEnum::fromType<ErrorCode>();
        for (int i = 0; i < codes.keyCount(); ++i)
            QTest::newRow(codes.key(i)) << errorOf(static_cast<ErrorCode>(codes.value(i)));
    }
    void everyAnswerIsGuarded()
    {
        QFETCH(HttpResponse, response);
        const HttpResponse whole = finished(Answers({}), response, requestWith({}), "public, max-age=300");
        QCOMPARE(valuesOf(whole, "X-Request-ID"), QByteArrayList{"request-1"});
        QCOMPARE(valuesOf(whole, "X-Content-Type-Options"), QByteArrayList{"nosniff"});
        QCOMPARE(valuesOf(whole, "Referrer-Policy"), QByteArrayList{"no-referrer"});
        QCOMPARE(valuesOf(whole, "Content-Security-Policy"),
                 QByteArrayList{"default-src 'none'; frame-ancestors 'none'; sandbox"});
        QCOMPARE(valuesOf(whole, "Cache-Control"),
                 QByteArrayList{whole.status < 400 ? "public, max-age=300" : "no-store"});
        QCOMPARE(valuesOf(whole, "Vary"), QByteArrayList());
    }

    void pageMayLoadItsOwnFilesOnly()
    {
        const Answers answers({});
        const HttpResponse page =
            finished(answers, answers.document("text/html; charset=utf-8", "<p>"), requestWith({}));
        QCOMPARE(valuesOf(page, "Content-Security-Policy").size(), 1);
        QVERIFY(valuesOf(page, "Content-Security-Policy").first().startsWith("default-src 'self';"));
        QVERIFY(!valuesOf(page, "Content-Security-Policy").first().contains("script-src"));
    }

    void errorIsAProblemDocumentWhereAskedFor_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<QByteArray>("contentType");
        const QByteArray json = "application/json; charset=utf-8";
        const QByteArray problem = "application/problem+json; charset=utf-8";
        QTest::newRow("nothing") << QByteArray() << json;
        QTest::newRow("anything") << "*/*"_ba << json;
        QTest::newRow("JSON") << "application/json"_ba << json;
        QTest::newRow("problem") << "application/problem+json"_ba << problem;
        QTest::newRow("both") << "application/json, application/problem+json;q=0.9"_ba << problem;
    }
    void errorIsAProblemDocumentWhereAskedFor()
    {
        QFETCH(QByteArray, accept);
        QFETCH(QByteArray, contentType);
        const HttpResponse response = errorOf(ErrorCode::NotFound, 0s, accept);
        QCOMPARE(response.contentType, contentType);
        QCOMPARE(response.status, 404);
        QCOMPARE(QJsonDocument::fromJson(response.body).object().value(u"instance"_s).toString(), u"/path"_s);
    }

    void unauthorizedTellsTheScheme_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QByteArrayList>("challenge");
        QTest::newRow("no token") << ErrorCode::MissingToken << QByteArrayList{"Bearer"};
        QTest::newRow("wrong password") << ErrorCode::InvalidCredentials << QByteArrayList{"Bearer"};
        QTest::newRow("bad token") << ErrorCode::TokenInvalid << QByteArrayList{"Bearer error=\"invalid_token\""};
        QTest::newRow("old token") << ErrorCode::TokenExpired
                                   << QByteArrayList{"Bearer error=\"invalid_token\", error_description=\"expired\""};
        QTest::newRow("forbidden") << ErrorCode::Forbidden << QByteArrayList();
        QTest::newRow("not found") << ErrorCode::NotFound << QByteArrayList();
    }
    void unauthorizedTellsTheScheme()
    {
        QFETCH(ErrorCode, code);
        QFETCH(QByteArrayList, challenge);
        QCOMPARE(valuesOf(errorOf(code), "WWW-Authenticate"), challenge);
    }

    void laterIsToldInSeconds_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QByteArrayList>("retryAfter");
        QTest::newRow("limited") << ErrorCode::RateLimited << 42 << QByteArrayList{"42"};
        QTest::newRow("limited, no time known") << ErrorCode::RateLimited << 0 << QByteArrayList{"1"};
        QTest::newRow("overloaded") << ErrorCode::Overloaded << 1 << QByteArrayList{"1"};
        QTest::newRow("storage, no time known") << ErrorCode::StorageUnavailable << 0 << QByteArrayList{"1"};
        QTest::newRow("breaker") << ErrorCode::CircuitOpen << 30 << QByteArrayList{"30"};
        QTest::newRow("fault of ours") << ErrorCode::InternalError << 5 << QByteArrayList();
    }
    void laterIsToldInSeconds()
    {
        QFETCH(ErrorCode, code);
        QFETCH(int, seconds);
        QFETCH(QByteArrayList, retryAfter);
        QCOMPARE(valuesOf(errorOf(code, std::chrono::seconds(seconds)), "Retry-After"), retryAfter);
    }

    void pagesOfConfiguredOriginsMayRead_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("configured") << "https://app.example.com"_ba << true;
        QTest::newRow("another configured") << "http://localhost:3000"_ba << true;
        QTest::newRow("no page") << QByteArray() << false;
        QTest::newRow("stranger") << "https://evil.example"_ba << false;
        QTest::newRow("other scheme") << "http://app.example.com"_ba << false;
        QTest::newRow("other port") << "https://app.example.com:8443"_ba << false;
        QTest::newRow("longer name") << "https://app.example.com.evil.example"_ba << false;
        QTest::newRow("upper case") << "https://APP.example.com"_ba << false;
        QTest::newRow("null") << "null"_ba << false;
        QTest::newRow("star") << "*"_ba << false;
        QTest::newRow("two") << "https://app.example.com, https://evil.example"_ba << false;
    }
    void pagesOfConfiguredOriginsMayRead()
    {
        QFETCH(QByteArray, origin);
        QFETCH(bool, allowed);
        const Answers answers(origins);
        const HttpRequest request = origin.isEmpty() ? requestWith({}) : requestWith({{"origin", origin}});
        for (HttpResponse response : {answers.json(200, "{}"), errorOf(ErrorCode::TokenInvalid), answers.noContent()}) {
            response = finished(answers, std::move(response), request);
            QCOMPARE(valuesOf(response, "Access-Control-Allow-Origin"),
                     allowed ? QByteArrayList{origin} : QByteArrayList());
            QCOMPARE(valuesOf(response, "Access-Control-Expose-Headers").size(), allowed ? 1 : 0);
            QCOMPARE(valuesOf(response, "Vary"), QByteArrayList{"Origin"});
            QCOMPARE(valuesOf(response, "Access-Control-Allow-Credentials"), QByteArrayList());
        }
    }

    void preflightIsAnsweredForConfiguredOrigins_data()
    {
        QTest::addColumn<HttpHeaders>("headers");
        QTest::addColumn<bool>("allowed");
        const std::pair<QByteArray, QByteArray> asks{"access-control-request-method", "PATCH"};
        QTest::newRow("configured") << HttpHeaders{{"origin", "https://app.example.com"}, asks} << true;
        QTest::newRow("stranger") << HttpHeaders{{"origin", "https://evil.example"}, asks} << false;
        QTest::newRow("no page") << HttpHeaders{asks} << false;
        QTest::newRow("no preflight") << HttpHeaders{{"origin", "https://app.example.com"}} << false;
        QTest::newRow("plain OPTIONS") << HttpHeaders() << false;
    }
    void preflightIsAnsweredForConfiguredOrigins()
    {
        QFETCH(HttpHeaders, headers);
        QFETCH(bool, allowed);
        const HttpResponse response = Answers(origins).preflight(requestWith(headers), "OPTIONS, PATCH");
        QCOMPARE(response.status, 204);
        QCOMPARE(valuesOf(response, "Allow"), QByteArrayList{"OPTIONS, PATCH"});
        QCOMPARE(valuesOf(response, "Access-Control-Allow-Methods"),
                 allowed ? QByteArrayList{"OPTIONS, PATCH"} : QByteArrayList());
        QCOMPARE(valuesOf(response, "Access-Control-Allow-Headers").size(), allowed ? 1 : 0);
        QCOMPARE(valuesOf(response, "Access-Control-Max-Age").size(), allowed ? 1 : 0);
    }

    void cacheControlOfTheAnswerItselfStays()
    {
        const Answers answers({});
        HttpResponse response = answers.json(200, "{}");
        response.headers.emplace_back("Cache-Control", "private");
        QCOMPARE(valuesOf(finished(answers, response, requestWith({})), "Cache-Control"), QByteArrayList{"private"});
    }
};

QTEST_APPLESS_MAIN(AnswerTest)
#include "tst_answer.moc"
