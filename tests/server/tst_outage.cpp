#include "support/accounts.h"
#include "support/daemon_process.h"
#include "support/postgres_server.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtTest/QTest>

#include <csignal>

using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

/// The members of the problem's `errors`, by field.
QMap<QString, QString> causesIn(const Answer &answer)
{
    QMap<QString, QString> causes;
    for (const QJsonValue &each : answer.json()[u"errors"_s].toArray())
        causes[each[u"field"_s].toString()] = each[u"code"_s].toString();
    return causes;
}

QStringList statesIn(const Answer &answer, const QString &check)
{
    QStringList states;
    for (const QJsonValue &each : answer.json()[u"checks"_s].toArray()) {
        if (each[u"name"_s] == check)
            states += each[u"state"_s].toString();
    }
    return states;
}

} // namespace

/// The real daemon when its PostgreSQL goes and comes back.
class TestOutage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void databaseDownIs503AtOnceAndNever401();
    void readinessSaysWhatIsWrong();
    void knownSessionIsVerifiedThroughTheOutage();
    void logTellsTheOutageOnce();
    void serviceIsBackSoonAfterTheDatabase();
    void stoppingDoesNotWaitForAFrozenServer();
    void passwordIsInNoFileOrLog();
    void unreachableDatabaseRefusesTheStart();
    void missingSecretRefusesTheStart_data();
    void missingSecretRefusesTheStart();
    void accountThatMigratesNeedsNoKey();

private:
    Answer profile() const { return m_daemon->client().get("/api/user/profile", m_account.access); }
    Answer verify() const { return m_daemon->client().get("/api/auth/verify", m_account.access); }
    Answer readiness() const { return m_daemon->client().get("/readyz?verbose=1"); }
    bool isCircuit(const QString &state) const { return statesIn(readiness(), u"database_circuit"_s).contains(state); }
    void stopDatabase();

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<DaemonProcess> m_daemon;
    Account m_account;
};

void TestOutage::initTestCase()
{
    QString whyNot;
    m_server = PostgresServer::start(whyNot);
    REQUIRE_POSTGRES(m_server, whyNot);
    m_server->makeDatabase(u"auth"_s);
    m_daemon = std::make_unique<DaemonProcess>(Environment{{u"DATABASE_URL"_s, m_server->url(u"auth"_s)},
                                                           {u"JWT_SECRET_KEY"_s, u"q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"_s},
                                                           {u"DATABASE_HEARTBEAT_MS"_s, u"200"_s}});
    QVERIFY2(m_daemon->start(), m_daemon->err().constData());
    m_account = signUp(m_daemon->client());
    QVERIFY(m_account.isSignedIn());
}

void TestOutage::init()
{
    QTRY_VERIFY_WITH_TIMEOUT(isCircuit(u"closed"_s), 10'000);
    QCOMPARE(profile().status, 200);
}

void TestOutage::stopDatabase()
{
    m_server->kill();
    QTRY_COMPARE(readiness().status, 503);
}

void TestOutage::databaseDownIs503AtOnceAndNever401()
{
    m_server->kill();
    for (int i = 0; i < 50; ++i) {
        QElapsedTimer took;
        took.start();
        const Answer answer = profile();
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.has("retry-after"));
        QVERIFY(answer.header("retry-after").toInt() <= 5);
        QVERIFY(took.elapsed() < 1000);
    }
    const Answer login = m_daemon->client().post("/api/auth/login", m_account.login());
    QCOMPARE(login.status, 503);
    QCOMPARE(refresh(m_daemon->client(), m_account.refresh).status, 503);
    m_server->launch();
}

void TestOutage::readinessSaysWhatIsWrong()
{
    const QJsonObject fine = readiness().json();
    QCOMPARE(fine[u"status"_s].toString(), u"ready"_s);
    QCOMPARE(statesIn(readiness(), u"database_circuit"_s), QStringList{u"closed"_s});
    stopDatabase();
    QTRY_COMPARE(causesIn(readiness()).value(u"database_circuit"_s), u"open"_s);
    const auto causes = causesIn(readiness());
    QCOMPARE(causes.value(u"database"_s), u"unavailable"_s);
    QCOMPARE(causes.value(u"change_feed"_s), u"not_ok"_s);
    QVERIFY(m_daemon->client().get("/readyz").json()[u"errors"_s].toArray().isEmpty());
    QCOMPARE(m_daemon->client().get("/livez").status, 200);
    m_server->launch();
}

void TestOutage::knownSessionIsVerifiedThroughTheOutage()
{
    QCOMPARE(verify().status, 200);
    stopDatabase();
    const Answer answer = verify();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text(u"session_id"_s), claimsOf(m_account.access)[u"sid"_s].toString());
    QCOMPARE(profile().status, 503);
    m_server->launch();
}

void TestOutage::logTellsTheOutageOnce()
{
    const auto count = [this](const QString &event) {
        const auto lines = m_daemon->log();
        return std::count_if(lines.begin(), lines.end(), [&](const auto &line) { return line[u"event"_s] == event; });
    };
    const auto opened = count(u"circuit.opened"_s), lost = count(u"changes.lost"_s);
    stopDatabase();
    QTRY_COMPARE(count(u"changes.lost"_s), lost + 1);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(profile().status, 503);
    m_server->launch();
    QTRY_VERIFY_WITH_TIMEOUT(isCircuit(u"closed"_s), 10'000);
    QCOMPARE(count(u"changes.lost"_s), lost + 1);
    QVERIFY(count(u"circuit.opened"_s) >= opened + 1);
}

void TestOutage::serviceIsBackSoonAfterTheDatabase()
{
    stopDatabase();
    m_server->launch();
    QTRY_COMPARE_WITH_TIMEOUT(profile().status, 200, 5'000);
    const Answer next = refresh(m_daemon->client(), m_account.refresh);
    QCOMPARE(next.status, 200);
    m_account.refresh = next.text(u"refresh_token"_s);
}

/// The connection that listens is being made again when the daemon is to stop, and the server does not answer.
void TestOutage::stoppingDoesNotWaitForAFrozenServer()
{
    m_server->makeDatabase(u"frozen"_s);
    DaemonProcess daemon({{u"DATABASE_URL"_s, m_server->url(u"frozen"_s)},
                          {u"JWT_SECRET_KEY"_s, u"q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"_s},
                          {u"DATABASE_CONNECT_TIMEOUT_SECONDS"_s, u"60"_s},
                          {u"DRAIN_TIMEOUT_SECONDS"_s, u"1"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    QVERIFY(daemon.waitForEvent(u"changes.followed"_s));
    const QByteArrayList sessions =
        m_server->query(u"SELECT pid FROM pg_stat_activity WHERE datname = 'frozen'"_s).split('\n');
    ::kill(pid_t(m_server->processId()), SIGSTOP);
    for (const QByteArray &session : sessions)
        ::kill(session.toInt(), SIGTERM);
    QElapsedTimer took;
    took.start();
    const int exitCode = daemon.stop();
    const qint64 waited = took.elapsed();
    ::kill(pid_t(m_server->processId()), SIGCONT);
    QCOMPARE(exitCode, 0);
    QVERIFY2(waited < 10'000, qPrintable(QString::number(waited)));
    QVERIFY(daemon.waitForEvent(u"server.abandoned"_s));
}

void TestOutage::passwordIsInNoFileOrLog()
{
    const QByteArray printed = m_daemon->run({u"--print-config"_s}).out;
    QVERIFY(printed.contains("DATABASE_URL=\"postgresql: auth on 127.0.0.1\""));
    const QByteArray encoded = QUrl::toPercentEncoding(PostgresServer::password);
    for (const QByteArray &text : {printed, m_daemon->out(), m_daemon->err()}) {
        QVERIFY(!text.contains(PostgresServer::password.toUtf8()));
        QVERIFY(!text.contains(encoded));
    }
}

void TestOutage::unreachableDatabaseRefusesTheStart()
{
    DaemonProcess daemon({{u"DATABASE_URL"_s, u"postgresql://somebody:s3cr3tw0rd@127.0.0.1:%1/auth"_s.arg(freePort())},
                          {u"JWT_SECRET_KEY"_s, u"q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"_s}});
    QVERIFY(!daemon.start());
    const Finished ended = daemon.waitForEnd();
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.err.contains("The database auth on 127.0.0.1 cannot be reached"), ended.err.constData());
    QVERIFY(!ended.err.contains("s3cr3tw0rd") && !ended.out.contains("s3cr3tw0rd"));
}

void TestOutage::missingSecretRefusesTheStart_data()
{
    QTest::addColumn<Environment>("settings");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("no secret") << Environment{{u"JWT_SECRET_KEY"_s, u""_s}} << QByteArray("JWT_SECRET_KEY");
    QTest::newRow("EdDSA without a key file")
        << Environment{{u"JWT_ALGORITHM"_s, u"EdDSA"_s}} << QByteArray("JWT_KEY_FILE");
    QTest::newRow("unencoded password") << Environment{{u"DATABASE_URL"_s, u"postgresql://u:a@b#s3cr3tw0rd@h/d"_s}}
                                        << QByteArray("DATABASE_URL");
    QTest::newRow("unknown option") << Environment{{u"DATABASE_URL"_s, u"postgresql://u:s3cr3tw0rd@h/d?sslmod=x"_s}}
                                    << QByteArray("DATABASE_URL");
}

/// Instances must agree on their keys; nothing is made beside a database that is elsewhere.
void TestOutage::missingSecretRefusesTheStart()
{
    QFETCH(Environment, settings);
    QFETCH(QByteArray, named);
    Environment all{{u"DATABASE_URL"_s, u"postgresql://u:p@127.0.0.1/auth"_s},
                    {u"JWT_SECRET_KEY"_s, u"q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"_s}};
    for (auto each = settings.cbegin(); each != settings.cend(); ++each)
        all[each.key()] = each.value();
    const Finished ended = DaemonProcess(all).run({u"serve"_s});
    QCOMPARE(ended.exitCode, 78);
    QVERIFY2(ended.err.contains(named), ended.err.constData());
    QVERIFY(!ended.err.contains("s3cr3tw0rd"));
}

void TestOutage::accountThatMigratesNeedsNoKey()
{
    m_server->makeDatabase(u"bare"_s);
    const DaemonProcess daemon({{u"DATABASE_URL"_s, m_server->url(u"bare"_s)}, {u"ENVIRONMENT"_s, u"production"_s}});
    const Finished ended = daemon.run({u"migrate"_s});
    QVERIFY2(ended.exitCode == 0, ended.err.constData());
}

QTEST_GUILESS_MAIN(TestOutage)
#include "tst_outage.moc"
