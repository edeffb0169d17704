#include "rest/request_codec.h"

#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

HttpRequest withHeader(const char *name, const QByteArray &value)
{
    HttpRequest request;
    request.headers.emplace_back(name, value);
    return request;
}

HttpRequest withBody(const QByteArray &contentType, const QByteArray &body)
{
    HttpRequest request = withHeader("content-type", contentType);
    if (contentType.isEmpty())
        request.headers.clear();
    request.body = body;
    request.hasBody = true;
    return request;
}

constexpr EndpointFacts facts(Method method)
{
    return {
        .method = method, .path = "/things/{id}", .access = Access::anyone(), .group = "test", .summary = "A thing."};
}

template<class T> Result<T> decode(Method method, const HttpRequest &request, const PathValues &path = {})
{
    return decodeRequest<T>(facts(method), {request, path});
}

template<class T> QString outcomeOf(const Result<T> &result)
{
    return result ? QString() : wireName(result.error().code);
}

} // namespace

class RequestCodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bodyIsJsonByItsContentType_data()
    {
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<bool>("taken");
        for (const char *good : {"application/json", "Application/JSON", " application/json ",
                                 "application/json; charset=utf-8", "application/json;charset=UTF-8",
                                 "application/json; charset=\"utf-8\"", "application/json; v=1", "application/json;"})
            QTest::newRow(good) << QByteArray(good) << true;
        for (const char *bad : {"", "text/plain", "text/json", "application/jsonp", "application/problem+json",
                                "application/x-www-form-urlencoded", "application/json; charset=utf-16",
                                "application/json, text/plain", "application/json; charset=latin1", "json"})
            QTest::newRow(*bad ? bad : "none") << QByteArray(bad) << false;
    }
    void bodyIsJsonByItsContentType()
    {
        QFETCH(QByteArray, contentType);
        QFETCH(bool, taken);
        const HttpRequest request = withBody(contentType, R"({"refresh_token":"a"})");
        const auto body = jsonBody(request);
        QCOMPARE(outcomeOf(body), taken ? QString() : u"UNSUPPORTED_MEDIA_TYPE"_s);
        if (body)
            QCOMPARE(body->toByteArray(), request.body);
    }

    void requestWithoutABodyHasNoMembers()
    {
        const HttpRequest none;
        QCOMPARE(jsonBody(none)->toByteArray(), "{}"_ba);
        QCOMPARE(jsonBody(withBody({}, {}))->toByteArray(), "{}"_ba); // Content-Length: 0
        QVERIFY(decode<LogoutRequest>(Method::Post, none));
        QCOMPARE(outcomeOf(decode<RefreshRequest>(Method::Post, none)), u"VALIDATION_ERROR"_s);
    }

    void emptyBodyThatSaysItIsJsonIsNone()
    {
        QCOMPARE(outcomeOf(decode<LogoutRequest>(Method::Post, withBody("application/json", {}))), u"MALFORMED_JSON"_s);
        QCOMPARE(outcomeOf(jsonBody(withBody("text/plain", {}))), u"UNSUPPORTED_MEDIA_TYPE"_s);
    }

    void versionIsTheOneEntityTag_data()
    {
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<qint64>("version");
        const QString invalid = u"VALIDATION_ERROR"_s;
        QTest::newRow("one") << "\"1\""_ba << QString() << qint64{1};
        QTest::newRow("spaces around") << "  \"42\" "_ba << QString() << qint64{42};
        QTest::newRow("greatest") << "\"9223372036854775807\""_ba << QString() << std::numeric_limits<qint64>::max();
        QTest::newRow("zero") << "\"0\""_ba << QString() << qint64{0};
        QTest::newRow("none") << QByteArray() << u"PRECONDITION_REQUIRED"_s << qint64{};
        for (const char *bad :
             {"*", "1", "W/\"1\"", "\"1\", \"2\"", "\"\"", "\"", "\"1", "1\"", "\"a\"", "\"1.0\"", "\"0x1\"", "\"+1\"",
              "\"01\"", "\" 1\"", "\"1 \"", "\"9223372036854775808\"", "'1'", "\"1\"\""})
            QTest::newRow(bad) << QByteArray(bad) << invalid << qint64{};
    }
    void versionIsTheOneEntityTag()
    {
        QFETCH(QByteArray, tag);
        QFETCH(QString, outcome);
        QFETCH(qint64, version);
        const auto matched = versionToMatch(tag.isEmpty() ? HttpRequest() : withHeader("if-match", tag));
        QCOMPARE(outcomeOf(matched), outcome);
        if (matched)
            QCOMPARE(*matched, version);
        else if (matched.error().code == ErrorCode::ValidationError)
            QCOMPARE(matched.error().fields.value(0).field, u"If-Match"_s);
    }

    void severalIfMatchFieldsAreAList()
    {
        HttpRequest request = withHeader("if-match", "\"1\"");
        request.headers.emplace_back("if-match", "\"1\"");
        QCOMPARE(outcomeOf(versionToMatch(request)), u"VALIDATION_ERROR"_s);
    }

    void versionComesFromTheHeaderAndNeverFromTheBody()
    {
        HttpRequest request = withBody("application/json", R"({"username":"alice"})");
        QCOMPARE(outcomeOf(decode<ProfileChange>(Method::Patch, request)), u"PRECONDITION_REQUIRED"_s);
        request.headers.emplace_back("if-match", "\"3\"");
        const auto change = decode<ProfileChange>(Method::Patch, request);
        QVERIFY(change);
        QCOMPARE(change->version, 3);
        QCOMPARE(change->username, std::optional(u"alice"_s));
        request.body = R"({"username":"alice","version":7})";
        QCOMPARE(outcomeOf(decode<ProfileChange>(Method::Patch, request)), u"VALIDATION_ERROR"_s);
    }

    void valueFromThePathIsChecked_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("id") << "01890a5d-ac96-774b-bcce-b302099a8057"_ba << QString();
        QTest::newRow("upper case") << "01890A5D-AC96-774B-BCCE-B302099A8057"_ba << u"NOT_FOUND"_s;
        QTest::newRow("braces") << "{01890a5d-ac96-774b-bcce-b302099a8057}"_ba << u"NOT_FOUND"_s;
        QTest::newRow("number") << "1"_ba << u"NOT_FOUND"_s;
        QTest::newRow("SQL") << "' OR 1=1 --"_ba << u"NOT_FOUND"_s;
    }
    void valueFromThePathIsChecked()
    {
        QFETCH(QByteArray, id);
        QFETCH(QString, outcome);
        const auto decoded = decode<SessionRef>(Method::Delete, {}, {{"id", id}});
        QCOMPARE(outcomeOf(decoded), outcome);
        if (decoded)
            QCOMPARE(decoded->id.text().toLatin1(), id);
    }

    void textFromThePathHasItsLimit()
    {
        QVERIFY(decode<AssetRef>(Method::Get, {}, {{"name", QByteArray(64, 'a')}}));
        QCOMPARE(outcomeOf(decode<AssetRef>(Method::Get, {}, {{"name", QByteArray(65, 'a')}})), u"NOT_FOUND"_s);
    }

    void getTakesItsMembersFromTheQuery_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("none") << QByteArray() << QString();
        QTest::newRow("name alone") << "verbose"_ba << QString();
        QTest::newRow("value") << "verbose=1"_ba << QString();
        QTest::newRow("unknown") << "verbos=1"_ba << u"VALIDATION_ERROR"_s;
        QTest::newRow("twice") << "verbose=1&verbose=1"_ba << u"VALIDATION_ERROR"_s;
        QTest::newRow("too long") << "verbose=123456789"_ba << u"VALIDATION_ERROR"_s;
        QTest::newRow("broken percent") << "verbose=%zz"_ba << u"VALIDATION_ERROR"_s;
    }
    void getTakesItsMembersFromTheQuery()
    {
        QFETCH(QByteArray, query);
        QFETCH(QString, outcome);
        HttpRequest request;
        request.query = query;
        QCOMPARE(outcomeOf(decode<ReadinessRequest>(Method::Get, request)), outcome);
    }

    void pathMemberIsNoQueryMember()
    {
        HttpRequest request;
        request.query = "id=01890a5d-ac96-774b-bcce-b302099a8057";
        QCOMPARE(
            outcomeOf(decode<SessionRef>(Method::Delete, request, {{"id", "01890a5d-ac96-774b-bcce-b302099a8057"}})),
            u"VALIDATION_ERROR"_s);
    }

    void answersHaveTheirStatusAndTag()
    {
        const Answers answers({});
        EndpointFacts created = facts(Method::Post);
        created.success = 201;
        Profile profile;
        profile.version = 7;
        const HttpResponse versioned = encodeResponse(answers, created, profile);
        QCOMPARE(versioned.status, 201);
        QCOMPARE(versioned.contentType, "application/json; charset=utf-8"_ba);
        QVERIFY(versioned.headers == (HttpHeaders{{"ETag", "\"7\""}}));
        const HttpResponse plain =
            encodeResponse(answers, facts(Method::Get), HealthStatus{u"healthy"_s, fromMillis(0)});
        QCOMPARE(plain.status, 200);
        QVERIFY(plain.headers.empty());
        QCOMPARE(plain.body, R"({"status":"healthy","timestamp":"1970-01-01T00:00:00.000Z","api_version":1})"_ba);
        const HttpResponse none = encodeResponse(answers, facts(Method::Delete), NoContent{});
        QCOMPARE(none.status, 204);
        QVERIFY(none.body.isEmpty() && none.contentType.isEmpty());
        const HttpResponse document = encodeResponse(answers, facts(Method::Get), Document{"text/css", "a{}"});
        QCOMPARE(document.contentType, "text/css"_ba);
        QCOMPARE(document.body, "a{}"_ba);
    }
};

QTEST_APPLESS_MAIN(RequestCodecTest)
#include "tst_request_codec.moc"
