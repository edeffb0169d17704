#include "api/endpoints.h"
#include "client/connector.h"
#include "support/console_server.h"
#include "support/fault_proxy.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;
using auth::test::FaultProxy;
using Step = Connector::Step;

/// The way to a session, and where it can end.
class ConnectorTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<Connector> m_connector;
    QList<Step> m_reached;
    std::optional<std::pair<Step, ApiError>> m_failure;
    std::optional<Profile> m_user;

    void prepare(const QUrl &url)
    {
        m_reached.clear();
        m_failure.reset();
        m_user.reset();
        m_connector.reset();
        ServerProfile profile;
        profile.url = url;
        m_client = std::make_unique<ApiClient>(profile);
        m_connector = std::make_unique<Connector>(*m_client);
        connect(m_connector.get(), &Connector::reached, this, [this](Step step) { m_reached += step; });
        connect(m_connector.get(), &Connector::failed, this, [this](Step step, const ApiError &error) {
            m_failure = {step, error};
        });
        connect(m_connector.get(), &Connector::connected, this, [this](const Profile &user) { m_user = user; });
    }
    QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_proxy->port())); }
    void connectAs(const QString &email, const QString &password, const QString &newPassword = {})
    {
        m_connector->begin(
            {.email = email, .password = Secret(password.toUtf8()), .newPassword = Secret(newPassword.toUtf8())});
        QTRY_VERIFY_WITH_TIMEOUT(m_user || m_failure, 20000);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    void init()
    {
        m_proxy = std::make_unique<FaultProxy>(m_server.client().port());
        prepare(url());
    }

    void allStepsLeadToTheUsersPermissions()
    {
        const auto &support = m_server.staff().support;
        connectAs(support.email, support.password);
        QVERIFY(m_user);
        QCOMPARE(m_user->email, support.email);
        QVERIFY(m_user->permissions.contains(u"users.read"_s));
        QCOMPARE(m_reached, (QList{Step::Resolve, Step::Connect, Step::Version, Step::SignIn, Step::Access}));
    }

    void aWrongPasswordEndsAtSignIn()
    {
        connectAs(m_server.staff().admin.email, u"wrong horse battery"_s);
        QCOMPARE(m_failure->first, Step::SignIn);
        QVERIFY(m_failure->second.is(ErrorCode::InvalidCredentials));
        QCOMPARE(m_reached.last(), Step::Version);
    }

    void aNameNobodyHasEndsAtOnce()
    {
        prepare(QUrl(u"https://no-such-host.invalid"_s));
        connectAs(u"a@b.example"_s, u"x"_s);
        QCOMPARE(m_failure->first, Step::Resolve);
        QVERIFY(m_reached.isEmpty());
    }

    void aPortNobodyListensAtEndsAtConnect()
    {
        m_proxy->down();
        connectAs(u"a@b.example"_s, u"x"_s);
        QCOMPARE(m_failure->first, Step::Connect);
        QCOMPARE(m_failure->second.kind, ApiError::Kind::Unreachable);
    }

    void anotherServiceEndsAtTheVersion()
    {
        m_proxy->inject("GET /health",
                        {.kind = FaultProxy::Fault::Kind::Answer,
                         .answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nOK"});
        connectAs(u"a@b.example"_s, u"x"_s);
        QCOMPARE(m_failure->first, Step::Version);
        QCOMPARE(m_proxy->count("POST /api/auth/login"), 0);
    }

    void aNewerInterfaceIsSaidBeforeThePasswordIsSent()
    {
        const QByteArray body =
            "{\"status\":\"healthy\",\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"api_version\":99}";
        m_proxy->inject(
            "GET /health",
            {.kind = FaultProxy::Fault::Kind::Answer,
             .answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                       + QByteArray::number(body.size()) + "\r\n\r\n" + body});
        connectAs(u"a@b.example"_s, u"x"_s);
        QCOMPARE(m_failure->first, Step::Version);
        QVERIFY(m_failure->second.message.contains(u"newer"_s));
        QCOMPARE(m_proxy->count("POST /api/auth/login"), 0);
    }

    void aClockThatDiffersIsKnown()
    {
        const QByteArray body = "{\"status\":\"healthy\",\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"api_version\":1}";
        m_proxy->inject(
            "GET /health",
            {.kind = FaultProxy::Fault::Kind::Answer,
             .answer = "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nConnection: close\r\nContent-Length: "
                       + QByteArray::number(body.size()) + "\r\n\r\n" + body});
        QVERIFY(!m_client->link().clockSkew());
        std::optional<std::chrono::seconds> ahead;
        m_client->send(api::health, {}, this, [&](const auto &) { ahead = m_client->link().clockSkew(); });
        QTRY_VERIFY(ahead.has_value());
        QVERIFY(*ahead < -std::chrono::hours(24 * 100));
    }

    void whoMustChangeThePasswordDoesSoHere()
    {
        const auto someone = test::signUp(m_server.client());
        const auto path = "/api/users/" + test::idOf(someone).toUtf8() + "/require-password-change";
        QCOMPARE(m_server.client().post(path, {}, m_server.staff().admin.access).status, 200);
        connectAs(someone.email, someone.password);
        QVERIFY(m_failure->second.is(ErrorCode::PasswordChangeRequired));
        prepare(url());
        connectAs(someone.email, someone.password, u"quite another horse 7!"_s);
        QVERIFY(m_user);
        prepare(url());
        connectAs(someone.email, u"quite another horse 7!"_s);
        QVERIFY(m_user);
    }

    void aKeptSessionGoesOnWithoutPassword()
    {
        const auto kept = test::signIn(m_server.client(), m_server.staff().admin);
        m_connector->resume(Secret(kept.refresh.toUtf8()));
        QTRY_VERIFY(m_user.has_value());
        QCOMPARE(m_proxy->count("POST /api/auth/login"), 0);
    }

    void aKeptSessionThatIsOverAsksForThePassword()
    {
        m_connector->resume(Secret("no such token"));
        QTRY_VERIFY(m_failure.has_value());
        QCOMPARE(m_failure->first, Step::SignIn);
        QCOMPARE(m_failure->second.kind, ApiError::Kind::SignedOut);
        QVERIFY(!m_failure->second.message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ConnectorTest)
#include "tst_connector.moc"
