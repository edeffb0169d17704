#include "api/call.h"
#include "api/endpoints.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;

namespace {

const UserId user = *UserId::parse(u"0190a1b2-0000-7000-8000-000000000001");

QByteArray body(const api::Call &call) { return call.content.reveal().toByteArray(); }

} // namespace

class ApiCallTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersOfTheBodyTravelAsJsonWithSecretsRevealed()
    {
        const auto call = api::call(api::login, {.email = u"a@b.example"_s, .password = Secret("pa\"ss")});
        QCOMPARE(call.target, "/api/auth/login"_ba);
        QCOMPARE(body(call), "{\"email\":\"a@b.example\",\"password\":\"pa\\\"ss\"}"_ba);
        QCOMPARE(call.contentType, "application/json"_ba);
        QVERIFY(!call.needsToken);
    }

    void membersOfTheQueryAreEncodedAndAbsentOnesLeftOut()
    {
        UserListRequest request;
        request.q = u"a&b c/ä"_s;
        request.sort = UserSort::CreatedAtDescending;
        const auto call = api::call(api::users, request);
        QCOMPARE(call.target, "/api/users?q=a%26b%20c%2F%C3%A4&sort=-created_at"_ba);
        QVERIFY(call.contentType.isEmpty());
        QVERIFY(body(call).isEmpty());
        QVERIFY(call.needsToken);
    }

    void nothingToSayIsNoQuery() { QCOMPARE(api::call(api::users, {}).target, "/api/users"_ba); }

    void pathSegmentsAreEncoded()
    {
        QCOMPARE(api::call(api::role, {.name = u"a/b"_s}).target, "/api/roles/a%2Fb"_ba);
        QCOMPARE(api::call(api::user, {.id = user}).target, "/api/users/0190a1b2-0000-7000-8000-000000000001"_ba);
    }

    void versionsTravelAsIfMatch()
    {
        UserEdit edit{.id = user, .version = 7, .username = u"ada"_s, .email = {}, .reason = {}};
        const auto call = api::call(api::editUser, edit);
        QCOMPARE(body(call), "{\"username\":\"ada\"}"_ba);
        QCOMPARE(call.headers.value(0).first, "If-Match"_ba);
        QCOMPARE(call.headers.value(0).second, "\"7\""_ba);
    }

    void reasonsOfADeletionTravelInTheQuery()
    {
        const auto call = api::call(api::endUserSessions, {.id = user, .reason = u"left"_s});
        QVERIFY(call.target.endsWith("/sessions?reason=left"));
        QVERIFY(body(call).isEmpty());
    }

    void rowsAreTheContentAndTheRestTheQuery()
    {
        ImportRequest request;
        request.dryRun = true;
        const auto call = api::call(api::importUsers, request, "{\"email\":\"a@b.example\"}\n");
        QCOMPARE(call.target, "/api/users/import?dry_run=true"_ba);
        QCOMPARE(call.contentType, "application/x-ndjson"_ba);
        QCOMPARE(body(call), "{\"email\":\"a@b.example\"}\n"_ba);
    }

    void theEventIdTravelsAsHeader()
    {
        LogStreamRequest request;
        request.lastEventId = u"7-9"_s;
        const auto call = api::call(api::followLog, request);
        QCOMPARE(call.target, "/api/logs/stream"_ba);
        QCOMPARE(call.headers.value(0).first, "Last-Event-ID"_ba);
        QCOMPARE(call.headers.value(0).second, "7-9"_ba);
    }
};

QTEST_APPLESS_MAIN(ApiCallTest)
#include "tst_api_call.moc"
