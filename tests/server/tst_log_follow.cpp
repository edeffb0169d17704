#include "support/accounts.h"
#include "support/daemon_process.h"
#include "support/postgres_server.h"
#include "support/test_engine.h"
#include "tests/http/raw_client.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

Account administrator(DaemonProcess &daemon)
{
    Account account = newAccount();
    daemon.run({u"admin"_s, u"create"_s, u"--email"_s, account.email, u"--username"_s, account.username,
                u"--password-stdin"_s},
               account.password.toUtf8() + '\n');
    return account;
}

/// Follows the log over a connection of its own.
class Follower {
public:
    Follower(quint16 port, const QString &token, const QByteArray &query = {}, const QByteArray &fields = {})
        : m_client(port)
    {
        m_client.send("GET /api/logs/stream" + query + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                      + token.toLatin1() + "\r\n" + fields + "\r\n");
    }

    /// Everything received, once this has been, or five seconds are over.
    QByteArray until(const QByteArray &text) { return m_client.readUntil(text); }
    QByteArray toEnd() { return m_client.readToEnd(); }
    RawClient &client() { return m_client; }

private:
    RawClient m_client;
};

} // namespace

/// GET /api/logs/stream of the real daemon.
class TestLogFollow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void requestsAreSeenAsTheyEnd();
    void streamDoesNotFollowItself();
    void filterIsTheServersWork();
    void cutConnectionIsResumed();
    void permissionIsNeeded();
    void strangeIdsAreRefused_data();
    void strangeIdsAreRefused();
    void headOpensNoStream();
    void endOfTheSessionEndsTheStream();
    void stoppingEndsTheStreamCleanly();
    void databaseIsNotNeeded();

private:
    Follower follow(const QByteArray &query = {}, const QByteArray &fields = {}) const
    {
        return {m_daemon->port(), m_admin.access, query, fields};
    }

    std::unique_ptr<DaemonProcess> m_daemon;
    Account m_admin;
};

void TestLogFollow::initTestCase()
{
    Environment settings = freshDatabase();
    settings[u"RATE_LIMIT_ENABLED"_s] = u"false"_s;
    m_daemon = std::make_unique<DaemonProcess>(settings);
    m_admin = administrator(*m_daemon);
    QVERIFY2(m_daemon->start(), m_daemon->err().constData());
    m_admin = signIn(m_daemon->client(), m_admin);
    QVERIFY(m_admin.isSignedIn());
}

void TestLogFollow::requestsAreSeenAsTheyEnd()
{
    Follower follower = follow();
    const QByteArray head = follower.until("\n\n");
    QVERIFY(head.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(head.contains("Content-Type: text/event-stream\r\n"));
    QVERIFY(head.contains("Cache-Control: no-store\r\n"));
    QVERIFY(head.contains("retry: 2000\nid: "));
    m_daemon->client().send("GET", "/api/user/profile", {{"X-Request-ID", "seen-by-the-follower"}});
    const QByteArray line = follower.until("seen-by-the-follower");
    QVERIFY(line.contains("\"event\":\"request.finished\""));
    QVERIFY(line.contains("\"status\":401"));
}

void TestLogFollow::streamDoesNotFollowItself()
{
    Follower follower = follow();
    follower.until("\n\n");
    QTest::qWait(1200); // the session is looked at several times, and pieces are sent
    m_daemon->client().send("GET", "/nothing", {{"X-Request-ID", "the-only-line"}});
    const QByteArray received = follower.until("the-only-line");
    QVERIFY(received.count("data: ") <= 2); // another test's stream may have ended
}

void TestLogFollow::filterIsTheServersWork()
{
    Follower follower = follow("?min_status=404&event=request.");
    follower.until("\n\n");
    m_daemon->client().get("/api/user/profile");
    m_daemon->client().send("GET", "/nothing", {{"X-Request-ID", "not-to-be-found"}});
    const QByteArray received = follower.until("not-to-be-found");
    QVERIFY(received.contains("\"status\":404"));
    QVERIFY(!received.contains("\"status\":401"));
}

void TestLogFollow::cutConnectionIsResumed()
{
    Follower first = follow();
    const QByteArray head = first.until("\n\n");
    const qsizetype at = head.indexOf("id: ") + 4;
    const QByteArray id = head.sliced(at, head.indexOf('\n', at) - at);
    first.client().reset();
    for (const char *name : {"missed-number-1", "missed-number-2"})
        m_daemon->client().send("GET", "/nothing", {{"X-Request-ID", name}});
    Follower byHeader = follow({}, "Last-Event-ID: " + id + "\r\n");
    QVERIFY(byHeader.until("missed-number-2").contains("missed-number-1"));
    Follower byParameter = follow("?after=" + id);
    QVERIFY(byParameter.until("missed-number-2").contains("missed-number-1"));
    Follower stranger = follow("?after=1700000000000-42");
    const QByteArray gap = stranger.until("missed-number-2");
    QVERIFY(gap.contains("event: gap\ndata: {\"after\":\"1700000000000-42\",\"before\":\""));
}

void TestLogFollow::permissionIsNeeded()
{
    const Account somebody = signUp(m_daemon->client());
    QCOMPARE(m_daemon->client().get("/api/logs/stream").status, 401);
    const Answer refused = m_daemon->client().get("/api/logs/stream", somebody.access);
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.text(u"detail"_s).contains(u"logs.read"_s));
}

void TestLogFollow::strangeIdsAreRefused_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id : {"x", "1-2-3", "0x1-1", "-1", "1-99999999999999999999999", "%0d%0aX: y", "1-1, 1-2"})
        QTest::newRow(id) << QByteArray(id);
    QTest::newRow("long") << QByteArray(5000, '1');
    QTest::newRow("latin-1") << QByteArray("1-\xe4");
}

void TestLogFollow::strangeIdsAreRefused()
{
    QFETCH(QByteArray, id);
    Headers headers = HttpClient::bearer(m_admin.access);
    headers.append({"Last-Event-ID", id});
    const Answer refused = m_daemon->client().send("GET", "/api/logs/stream", headers);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.errorCode(), u"VALIDATION_ERROR"_s);
    QVERIFY(refused.body.contains("Last-Event-ID"));
}

void TestLogFollow::headOpensNoStream()
{
    const Answer answer = m_daemon->client().send("HEAD", "/api/logs/stream", HttpClient::bearer(m_admin.access));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), "text/event-stream"_ba);
    QVERIFY(answer.body.isEmpty());
}

void TestLogFollow::endOfTheSessionEndsTheStream()
{
    const Account other = signIn(m_daemon->client(), m_admin);
    Follower ended(m_daemon->port(), other.access);
    Follower stays = follow();
    ended.until("\n\n");
    stays.until("\n\n");
    QCOMPARE(m_daemon->client().post("/api/auth/logout", {}, other.access).status, 204);
    QElapsedTimer took;
    took.start();
    const QByteArray received = ended.until("0\r\n\r\n");
    QVERIFY(took.elapsed() < 2500); // a second, and what a busy machine needs
    QVERIFY2(received.contains("event: end\ndata: {\"reason\":\"access_ended\"}"), received.constData());
    QVERIFY(received.contains("0\r\n\r\n"));
    m_daemon->client().send("GET", "/nothing", {{"X-Request-ID", "still-followed"}});
    QVERIFY(stays.until("still-followed").contains("still-followed"));
}

void TestLogFollow::stoppingEndsTheStreamCleanly()
{
    Follower follower = follow();
    follower.until("\n\n");
    QElapsedTimer took;
    took.start();
    QCOMPARE(m_daemon->stop(), 0);
    QVERIFY(took.elapsed() < 5000); // and not the time for draining
    const QByteArray received = follower.toEnd();
    QVERIFY2(received.contains("{\"reason\":\"stopping\"}"), received.constData());
    QVERIFY(received.endsWith("0\r\n\r\n"));
}

void TestLogFollow::databaseIsNotNeeded()
{
    QString whyNot;
    const auto server = PostgresServer::start(whyNot);
    REQUIRE_POSTGRES(server, whyNot);
    server->makeDatabase(u"auth"_s);
    DaemonProcess daemon({{u"DATABASE_URL"_s, server->url(u"auth"_s)},
                          {u"JWT_SECRET_KEY"_s, u"q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"_s},
                          {u"DATABASE_HEARTBEAT_MS"_s, u"200"_s}});
    Account admin = administrator(daemon);
    QVERIFY2(daemon.start(), daemon.err().constData());
    admin = signIn(daemon.client(), admin);
    QCOMPARE(daemon.client().get("/api/auth/verify", admin.access).status, 200);
    Follower before(daemon.port(), admin.access);
    before.until("\n\n");
    server->kill();
    QTRY_COMPARE(daemon.client().get("/readyz").status, 503);
    Follower during(daemon.port(), admin.access);
    QVERIFY(during.until("\n\n").startsWith("HTTP/1.1 200 OK"));
    QTest::qWait(1500); // longer than a session's state is kept
    daemon.client().send("GET", "/nothing", {{"X-Request-ID", "seen-in-the-dark"}});
    QVERIFY(before.until("seen-in-the-dark").contains("seen-in-the-dark"));
    QVERIFY(during.until("seen-in-the-dark").contains("seen-in-the-dark"));
}

QTEST_GUILESS_MAIN(TestLogFollow)
#include "tst_log_follow.moc"
