#include "api/endpoints.h"
#include "client/api_client.h"
#include "support/console_desk.h"
#include "support/console_server.h"
#include "support/fault_proxy.h"

#include <QtNetwork/QNetworkReply>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;
using auth::test::FaultProxy;
using Fault = FaultProxy::Fault;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(Fault)

/// What becomes of a call when the network or the server misbehaves.
class ApiClientTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<test::ConsoleDesk> m_desk;

    ApiClient &client() { return m_desk->client(); }

    template<class Request, class Response>
    Answer<Response> ask(const Endpoint<Request, Response> &endpoint, const Request &request)
    {
        std::optional<Answer<Response>> got;
        client().send(endpoint, request, this, [&](const Answer<Response> &answer) { got = answer; });
        if (!QTest::qWaitFor([&] { return got.has_value(); }, 20000))
            qFatal("no answer");
        return *got;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    void init()
    {
        m_proxy = std::make_unique<FaultProxy>(m_server.client().port());
        m_desk = std::make_unique<test::ConsoleDesk>(m_proxy->port(), m_server.staff().admin);
    }

    void answersAreTyped()
    {
        const auto page = ask(api::users, UserListRequest{});
        QVERIFY(page);
        QVERIFY(page->items.size() >= 3);
    }

    void faultsAreToldApart_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const Fault &fault, Kind kind, int status) {
            QTest::newRow(name) << fault << static_cast<int>(kind) << status;
        };
        const auto html = [](const QByteArray &status) {
            return Fault{.kind = Fault::Kind::Answer,
                         .answer =
                             "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 9\r\n\r\n<p>Hi</p>"};
        };
        row("cut within the head", {.kind = Fault::Kind::Cut, .bytes = 20}, Kind::Unreachable, 0);
        row("half an answer", {.kind = Fault::Kind::Cut, .bytes = 900}, Kind::Unreachable, 0);
        row("forbidden", FaultProxy::refusal(403, "FORBIDDEN"), Kind::Refused, 403);
        row("conflict", FaultProxy::refusal(409, "CONFLICT"), Kind::Refused, 409);
        row("stale", FaultProxy::refusal(412, "PRECONDITION_FAILED"), Kind::Refused, 412);
        row("too many", FaultProxy::refusal(429, "RATE_LIMITED", "Retry-After: 7\r\n"), Kind::Refused, 429);
        row("broken", FaultProxy::refusal(500, "INTERNAL_ERROR"), Kind::Refused, 500);
        row("overloaded", FaultProxy::refusal(503, "OVERLOADED", "Retry-After: 1\r\n"), Kind::Refused, 503);
        row("another server", html("200 OK"), Kind::Nonsense, 0);
        row("another server's error", html("502 Bad Gateway"), Kind::Nonsense, 502);
        row("a redirect", html("302 Found\r\nLocation: http://127.0.0.1:1/"), Kind::Nonsense, 302);
    }
    void faultsAreToldApart()
    {
        QFETCH(const Fault, fault);
        QFETCH(const int, kind);
        QFETCH(const int, status);
        m_proxy->inject("GET /api/users", fault, 10); // Qt asks again by itself where nothing has come back
        const auto page = ask(api::users, UserListRequest{});
        m_proxy->calm();
        QVERIFY(!page);
        QCOMPARE(static_cast<int>(page.error().kind), kind);
        QCOMPARE(page.error().status, status);
        QVERIFY(!page.error().message.isEmpty());
        QVERIFY(ask(api::users, UserListRequest{})); // and the next one is as good as ever
    }

    void theServersWordsAndWaitingTimeAreKept()
    {
        m_proxy->inject("GET /api/users", FaultProxy::refusal(429, "RATE_LIMITED", "Retry-After: 7\r\n"));
        const auto page = ask(api::users, UserListRequest{});
        QCOMPARE(page.error().code, u"RATE_LIMITED"_s);
        QCOMPARE(page.error().requestId, u"test-request"_s);
        QCOMPARE(page.error().retryAfter.count(), 7);
    }

    void slowAnswersAreWaitedForAndSilenceEnds()
    {
        m_proxy->inject("GET /api/users", {.kind = Fault::Kind::Delay, .milliseconds = 300});
        QVERIFY(ask(api::users, UserListRequest{}));
        client().link().setTimeout(std::chrono::milliseconds(200));
        m_proxy->inject("GET /api/users", {.kind = Fault::Kind::Silence});
        QCOMPARE(ask(api::users, UserListRequest{}).error().kind, Kind::TimedOut);
    }

    void membersToBlameAreNamed()
    {
        Invitation invitation{.email = u"nobody"_s, .username = u"x y"_s, .roles = {}};
        const auto ticket = ask(api::inviteUser, invitation);
        QCOMPARE(ticket.error().status, 400);
        QVERIFY(!ticket.error().of(u"email").isEmpty() || !ticket.error().of(u"username").isEmpty());
    }

    void aConflictBringsTheObjectAsItIs()
    {
        const auto page = ask(api::users, UserListRequest{});
        const Account user = page->items.first();
        const auto edited = ask(
            api::editUser,
            UserEdit{.id = user.id, .version = user.version + 5, .username = u"other"_s, .email = {}, .reason = {}});
        QCOMPARE(edited.error().status, 412);
        const auto current = json::decode<Account>(edited.error().current, {}, {.ignoreUnknown = true});
        QVERIFY(current);
        QCOMPARE(current->version, user.version);
    }

    void aCancelledCallIsNeverHeardOf()
    {
        bool heard = false;
        CallHandle call = client().send(api::users, UserListRequest{}, this, [&](const auto &) { heard = true; });
        QVERIFY(call.isUnderWay());
        call.cancel();
        QVERIFY(!call.isUnderWay());
        QVERIFY(ask(api::users, UserListRequest{}));
        QVERIFY(!heard);
    }

    void nobodyIsCalledWhoHasGone()
    {
        bool heard = false;
        auto gone = std::make_unique<QObject>();
        client().send(api::users, UserListRequest{}, gone.get(), [&](const auto &) { heard = true; });
        gone.reset();
        QVERIFY(ask(api::users, UserListRequest{}));
        QVERIFY(!heard);
    }

    void aReadOnlyProfileChangesNothing()
    {
        ServerProfile profile = client().profile();
        profile.readOnly = true;
        ApiClient careful(profile);
        std::optional<Answer<NoContent>> got;
        careful.send(api::logoutAll, {}, this, [&](const Answer<NoContent> &answer) { got = answer; });
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().kind, Kind::ReadOnly);
        QCOMPARE(m_proxy->count("POST /api/auth/logout-all"), 0);
    }

    void whoeverChangesNothingCanSignOutAllTheSame()
    {
        ServerProfile profile = client().profile();
        profile.readOnly = true;
        ApiClient careful(profile);
        const test::Account other = test::signIn(m_server.client(), m_server.staff().support);
        const Secret token(other.refresh.toUtf8());
        std::optional<Answer<NoContent>> got;
        careful.send(api::logout, {.refreshToken = token}, this,
                     [&](const Answer<NoContent> &answer) { got = answer; });
        QTRY_VERIFY(got.has_value());
        QVERIFY(*got);
        std::optional<Answer<Done>> resumed;
        careful.tokens().resume(token, this, [&](const Answer<Done> &answer) { resumed = answer; });
        QTRY_VERIFY(resumed.has_value());
        QCOMPARE(resumed->error().kind, Kind::SignedOut);
    }

    void anAnswerWithoutEndIsBrokenOff()
    {
        HttpLink &link = client().link();
        const auto answerOf = [&](qint64 largest) {
            QNetworkReply *reply = link.start(api::call(api::health, {}), {}, largest);
            QSignalSpy finished(reply, &QNetworkReply::finished);
            finished.wait();
            const Answer<QByteArray> answer = link.resultOf(*reply);
            reply->deleteLater();
            return answer;
        };
        const auto whole = answerOf(10'000);
        QVERIFY(whole);
        QVERIFY(answerOf(whole->size()));
        QCOMPARE(answerOf(whole->size() - 1).error().kind, Kind::Nonsense);
    }

    void whatIsThereAfterAnOutageIsUsedAgain()
    {
        m_proxy->down();
        QCOMPARE(ask(api::users, UserListRequest{}).error().kind, Kind::Unreachable);
        QVERIFY(m_proxy->up());
        QVERIFY(ask(api::users, UserListRequest{}));
    }
};

QTEST_GUILESS_MAIN(ApiClientTest)
#include "tst_api_client.moc"
