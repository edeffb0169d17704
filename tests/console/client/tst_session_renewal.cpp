#include "api/endpoints.h"
#include "client/api_client.h"
#include "support/console_desk.h"
#include "support/console_server.h"
#include "support/fault_proxy.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;
using auth::test::FaultProxy;
using Kind = ApiError::Kind;

/// One refresh for all who wait, and what becomes of them when the session is over.
class SessionRenewalTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<test::ConsoleDesk> m_desk;

    ApiClient &client() { return m_desk->client(); }
    AccessTokens &tokens() { return client().tokens(); }

    /// The access token in use is good no more.
    void spoilToken()
    {
        client().withToken(this, [this](const Answer<Secret> &token) { tokens().reject(*token); });
    }
    /// The session ends behind the console's back.
    bool endSession()
    {
        const auto body = QByteArray("{\"refresh_token\":\"" + tokens().refreshToken().reveal().toByteArray() + "\"}");
        return m_server.client().send("POST", "/api/auth/logout", {{"Content-Type", "application/json"}}, body).status
               == 204;
    }
    TokenPair signInAs(const test::Account &account)
    {
        const test::Account again = test::signIn(m_server.client(), account);
        TokenPair pair{.accessToken = Secret(again.access.toUtf8()),
                       .refreshToken = Secret(again.refresh.toUtf8()),
                       .tokenType = u"bearer"_s,
                       .expiresIn = 1800,
                       .user = {}};
        pair.user.id = *UserId::parse(test::idOf(account));
        return pair;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    void init()
    {
        m_proxy = std::make_unique<FaultProxy>(m_server.client().port());
        m_desk = std::make_unique<test::ConsoleDesk>(m_proxy->port(), m_server.staff().admin);
    }

    void oneRefreshServesAllWhoWait()
    {
        spoilToken();
        int answered = 0;
        for (int i = 0; i < 20; ++i)
            client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { answered += page ? 1 : 0; });
        QTRY_COMPARE(answered, 20);
        QCOMPARE(m_proxy->count("POST /api/auth/refresh"), 1);
    }

    void aRefusedTokenIsRenewedAndTheCallRepeatedOnce()
    {
        m_proxy->inject("GET /api/roles", FaultProxy::refusal(401, "TOKEN_EXPIRED"));
        std::optional<Answer<Page<Role>>> got;
        client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { got = page; });
        QTRY_VERIFY(got.has_value());
        QVERIFY(*got);
        QCOMPARE(m_proxy->count("GET /api/roles"), 2);
        QCOMPARE(m_proxy->count("POST /api/auth/refresh"), 1);
    }

    void aServerThatRefusesEveryTokenEndsInAnError()
    {
        m_proxy->inject("GET /api/roles", FaultProxy::refusal(401, "TOKEN_INVALID"), 5);
        std::optional<Answer<Page<Role>>> got;
        client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { got = page; });
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().status, 401);
        QCOMPARE(m_proxy->count("GET /api/roles"), 2);
    }

    void whenTheSessionIsOverReadingWaitsAndChangesFail()
    {
        QSignalSpy over(&tokens(), &AccessTokens::signedOut);
        QVERIFY(endSession());
        spoilToken();
        std::optional<Answer<Page<Role>>> read;
        std::optional<Answer<NoContent>> change;
        client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { read = page; });
        client().send(api::logoutAll, {}, this, [&](const Answer<NoContent> &answer) { change = answer; });
        QTRY_VERIFY(change.has_value());
        QCOMPARE(change->error().kind, Kind::SignedOut);
        QCOMPARE(over.size(), 1);
        QVERIFY(!over.first().first().toString().isEmpty());
        QVERIFY(!read.has_value());
        QVERIFY(!tokens().isSignedIn());
        tokens().take(signInAs(m_server.staff().admin));
        QTRY_VERIFY(read.has_value());
        QVERIFY(*read);
        QCOMPARE(m_proxy->count("POST /api/auth/logout-all"), 0);
    }

    void whatSomebodyElseWaitedForIsNotShownToTheNext()
    {
        QVERIFY(endSession());
        spoilToken();
        std::optional<Answer<Page<Role>>> read;
        client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { read = page; });
        QTRY_VERIFY(!tokens().isSignedIn());
        tokens().take(signInAs(m_server.staff().support));
        QTRY_VERIFY(read.has_value());
        QCOMPARE(read->error().kind, Kind::Cancelled);
    }

    void anAnswerForTheSessionBeforeChangesNothing()
    {
        m_proxy->inject("POST /api/auth/refresh", {.kind = FaultProxy::Fault::Kind::Delay, .milliseconds = 500});
        spoilToken();
        QSignalSpy answered(&client().link(), &HttpLink::answered);
        std::optional<Answer<Page<Role>>> read;
        client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { read = page; });
        QTRY_COMPARE(m_proxy->count("POST /api/auth/refresh"), 1);
        const TokenPair pair = signInAs(m_server.staff().admin);
        tokens().take(pair);
        QSignalSpy renewed(&tokens(), &AccessTokens::renewed);
        QTRY_VERIFY(read.has_value() && answered.size() >= 2);
        QVERIFY(*read);
        QCOMPARE(renewed.size(), 0);
        QCOMPARE(tokens().refreshToken(), pair.refreshToken);
    }

    void anOutageWhileRenewingDoesNotEndTheSession()
    {
        spoilToken();
        m_proxy->inject("POST /api/auth/refresh",
                        FaultProxy::refusal(503, "STORAGE_UNAVAILABLE", "Retry-After: 1\r\n"));
        std::optional<Answer<Page<Role>>> first;
        client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { first = page; });
        QTRY_VERIFY(first.has_value());
        QCOMPARE(first->error().status, 503);
        QVERIFY(tokens().isSignedIn());
        std::optional<Answer<Page<Role>>> second;
        client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { second = page; });
        QTRY_VERIFY(second.has_value());
        QVERIFY(*second);
    }

    void anAnswerThatIsLostWhileRenewingLosesNothing()
    {
        spoilToken();
        m_proxy->inject("POST /api/auth/refresh", {.kind = FaultProxy::Fault::Kind::Cut, .bytes = 300});
        std::optional<Answer<Page<Role>>> first;
        client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { first = page; });
        QTRY_VERIFY(first.has_value());
        std::optional<Answer<Page<Role>>> second;
        client().send(api::roles, {}, this, [&](const Answer<Page<Role>> &page) { second = page; });
        QTRY_VERIFY(second.has_value());
        QVERIFY(*second);
    }
};

QTEST_GUILESS_MAIN(SessionRenewalTest)
#include "tst_session_renewal.moc"
