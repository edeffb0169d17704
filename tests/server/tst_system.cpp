#include "support/accounts.h"
#include "support/daemon_process.h"
#include "support/parallel.h"
#include "support/postgres_server.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtTest/QTest>

using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const QString adminPassword = u"Kanarienvogel-im-Bergwerk-4711"_s;
/// Makes a request look as if a proxy on this machine had passed it on.
const Headers fromElsewhere{{"X-Forwarded-For", "192.0.2.7"}};

/// Makes an administrator before the daemon starts.
bool makeAdmin(const DaemonProcess &daemon)
{
    return daemon
               .run({u"admin"_s, u"create"_s, u"--email"_s, u"root@example.org"_s, u"--username"_s, u"rooty"_s,
                     u"--password-stdin"_s},
                    adminPassword.toUtf8() + '\n')
               .exitCode
           == 0;
}

QString adminToken(const HttpClient &client)
{
    const Answer answer =
        client.post("/api/auth/login", {{u"email"_s, u"root@example.org"_s}, {u"password"_s, adminPassword}});
    return answer.text(u"access_token"_s);
}

Answer put(const HttpClient &client, const QByteArray &target, const QJsonObject &body, const QString &token)
{
    return client.send("PUT", target, HttpClient::bearer(token) + Headers{{"Content-Type", "application/json"}},
                       QJsonDocument(body).toJson(QJsonDocument::Compact));
}

/// The sample of that name and labels; -1 when there is none.
double sample(const QByteArray &metrics, const QByteArray &name)
{
    for (const QByteArray &line : metrics.split('\n')) {
        if (line.startsWith(name + ' '))
            return line.sliced(name.size() + 1).toDouble();
    }
    return -1;
}

QJsonObject named(const QJsonValue &list, const QString &name)
{
    for (const QJsonValue &each : list.toArray()) {
        if (each[u"name"_s] == name)
            return each.toObject();
    }
    return {};
}

} // namespace

/// What administrators and their tools see of a running daemon.
class TestSystem : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void metricsSatisfyPromtool();
    void metricsAreTextWithAVersion();
    void metricsHaveAPortOfTheirOwn();
    void metricsAreForThisMachineAndForHolders();
    void everyCounterMovesWithItsCause_data();
    void everyCounterMovesWithItsCause();
    void refusedAttemptsAreCounted();
    void labelsHoldNothingThatWasSent();

    void stateIsForHolders();
    void stateTellsSettingsAndOriginsAndNoSecret();
    void stateTellsTheDatabase();
    void stateTellsTheAnsweringInstance();
    void summaryTellsWhatHappened();
    void windowsAreChecked_data();
    void windowsAreChecked();

    void logLevelsAreChangedAndLogged();
    void supportReadsAndDoesNotChange();
    void unknownBreakerIs404();
    void breakerIsResetWhenTheServerAnswersAndOpensAgainWhenNot();

private:
    HttpClient client() const { return m_daemon.client(); }
    QByteArray metrics() const { return HttpClient(m_metricsPort).get("/metrics").body; }

    DaemonProcess m_daemon{{{u"METRICS_PORT"_s, u"0"_s},
                            {u"JWT_SECRET_KEY"_s, u"canary-secret-8f3kq0zv6w1x5y9t2r7u4p"_s},
                            {u"RATE_LIMIT_REQUESTS"_s, u"6"_s},
                            {u"HASH_SLOTS"_s, u"1"_s}}};
    DaemonProcess m_unlimited{{{u"RATE_LIMIT_ENABLED"_s, u"false"_s}}};
    quint16 m_metricsPort = 0;
    QString m_token;
    Account m_user, m_known; ///< Of one each.
};

void TestSystem::initTestCase()
{
    QVERIFY(makeAdmin(m_daemon));
    QVERIFY2(m_daemon.start(), m_daemon.err().constData());
    QVERIFY(m_daemon.waitForEvent(u"server.metrics"_s));
    for (const QJsonObject &line : m_daemon.log()) {
        if (line[u"event"_s].toString() == u"server.metrics")
            m_metricsPort = quint16(QUrl(line[u"url"_s].toString()).port());
    }
    QVERIFY(m_metricsPort > 0);
    QVERIFY(makeAdmin(m_unlimited));
    QVERIFY2(m_unlimited.start(), m_unlimited.err().constData());
    m_known = signUp(m_unlimited.client());
    m_token = adminToken(client());
    QVERIFY(!m_token.isEmpty());
    m_user = signUp(client());
    QVERIFY(m_user.isSignedIn());
}

void TestSystem::metricsSatisfyPromtool()
{
    const QString promtool = QStandardPaths::findExecutable(u"promtool"_s);
    if (promtool.isEmpty() && !qEnvironmentVariableIsSet("CI"))
        QSKIP("there is no promtool");
    client().get("/nothing");
    client().exchange("GET /health HTTP/1.1\r\n\r\n"); // refused by the edge
    QProcess check;
    check.start(promtool, {u"check"_s, u"metrics"_s});
    check.write(metrics());
    check.closeWriteChannel();
    QVERIFY(check.waitForFinished());
    const QByteArray said = check.readAllStandardOutput() + check.readAllStandardError();
    QVERIFY2(check.exitCode() == 0 && said.isEmpty(), said.constData());
}

void TestSystem::metricsAreTextWithAVersion()
{
    const Answer answer = HttpClient(m_metricsPort).get("/metrics");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), QByteArray("text/plain; version=0.0.4; charset=utf-8"));
    QVERIFY(sample(answer.body, "process_resident_memory_bytes") > 1e6);
    QVERIFY(sample(answer.body, "process_open_fds") > 10);
    QVERIFY(answer.body.contains("auth_serve_build_info{version=\""));
}

void TestSystem::metricsHaveAPortOfTheirOwn()
{
    const HttpClient there(m_metricsPort);
    QCOMPARE(there.get("/").status, 404);
    QCOMPARE(there.get("/api/system", m_token).status, 404);
    QCOMPARE(there.send("POST", "/metrics").status, 405);
    QCOMPARE(there.send("HEAD", "/metrics").status, 200);
    QCOMPARE(client().get("/metrics").status, 404);
    QCOMPARE(client().get("/metrics", m_token).status, 404);
}

void TestSystem::metricsAreForThisMachineAndForHolders()
{
    const HttpClient here = m_unlimited.client();
    const auto ask = [&](const QString &token, const Headers &headers) {
        return here.send("GET", "/metrics", HttpClient::bearer(token) + headers).errorCode();
    };
    QCOMPARE(ask({}, {}), QString());
    QCOMPARE(here.get("/metrics").status, 200);
    const QString user = signUp(here).access;
    for (const char *trace : {"X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"}) {
        const Headers headers{{trace, "192.0.2.7"}};
        QCOMPARE(ask({}, headers), u"MISSING_TOKEN"_s);
        QCOMPARE(ask(user, headers), u"FORBIDDEN"_s);
    }
    QCOMPARE(ask(u"nonsense"_s, {}), u"TOKEN_INVALID"_s);
    QCOMPARE(ask(adminToken(here), fromElsewhere), QString());
}

void TestSystem::everyCounterMovesWithItsCause_data()
{
    QTest::addColumn<QByteArray>("sample");
    QTest::addColumn<std::function<void(const HttpClient &)>>("cause");
    using Cause = std::function<void(const HttpClient &)>;
    const auto row = [](const QByteArray &name, Cause cause) {
        QTest::addRow("%s", name.constData()) << name << cause;
    };
    const Cause wrongLogin = [](const HttpClient &to) {
        to.post("/api/auth/login", {{u"email"_s, newAccount().email}, {u"password"_s, u"wrong"_s}});
    };
    const Cause registration = [](const HttpClient &to) { signUp(to); };
    const Cause goodLogin = [this](const HttpClient &to) { signIn(to, m_known); };
    const Cause nothing = [](const HttpClient &to) { to.get("/nothing"); };
    const Cause profile = [this](const HttpClient &to) { to.get("/api/user/profile", m_known.access); };
    const Cause broken = [](const HttpClient &to) { to.exchange("GET /health HTTP/1.1\r\n\r\n"); };
    row("auth_serve_http_connections_accepted_total", nothing);
    row("auth_serve_http_rejected_total{code=\"BAD_REQUEST\"}", broken);
    row("auth_serve_http_requests_total{method=\"any\",route=\"unmatched\",status=\"4xx\"}", nothing);
    row("auth_serve_http_requests_total{method=\"GET\",route=\"/api/user/profile\",status=\"2xx\"}", profile);
    row("auth_serve_http_request_errors_total{method=\"any\",route=\"unmatched\",code=\"NOT_FOUND\"}", nothing);
    row("auth_serve_http_request_duration_seconds_count{method=\"GET\",route=\"/api/user/profile\"}", profile);
    row("auth_serve_http_request_duration_seconds_sum{method=\"GET\",route=\"/api/user/profile\"}", profile);
    row("auth_serve_http_request_duration_seconds_bucket{method=\"GET\",route=\"/api/user/profile\",le=\"+Inf\"}",
        profile);
    row("auth_serve_sign_ins_total{result=\"ok\"}", goodLogin);
    row("auth_serve_sign_ins_total{result=\"INVALID_CREDENTIALS\"}", wrongLogin);
    row("auth_serve_registrations_total{result=\"ok\"}", registration);
    row("auth_serve_refreshes_total{result=\"ok\"}",
        [this](const HttpClient &to) { refresh(to, signIn(to, m_known).refresh); });
    row("auth_serve_refreshes_total{result=\"TOKEN_INVALID\"}",
        [](const HttpClient &to) { refresh(to, u"nonsense"_s); });
    row("auth_serve_hashes_total", wrongLogin);
    row("auth_serve_hash_seconds_total", wrongLogin);
    row("auth_serve_lane_jobs_total{lane=\"store\"}", profile);
    row("auth_serve_lane_jobs_total{lane=\"hash\"}", wrongLogin);
    row("auth_serve_session_cache_lookups_total{result=\"hit\"}", [=](const HttpClient &to) {
        for (int i = 0; i < 10; ++i) // within a second of each other
            profile(to);
    });
    row("auth_serve_session_cache_lookups_total{result=\"miss\"}",
        [](const HttpClient &to) { to.get("/api/user/profile", signUp(to).access); });
    row("auth_serve_database_transactions_total", registration);
    row("auth_serve_database_writes_total", registration);
    row("auth_serve_log_lines_written_total{sink=\"stdout\"}", nothing);
    row("process_cpu_seconds_total", wrongLogin);
}

void TestSystem::everyCounterMovesWithItsCause()
{
    QFETCH(const QByteArray, sample);
    QFETCH(const std::function<void(const HttpClient &)>, cause);
    const HttpClient to = m_unlimited.client();
    const auto now = [&] { return std::max(0.0, ::sample(to.get("/metrics").body, sample)); };
    const double before = now();
    cause(to);
    QTRY_VERIFY(now() > before); // a line may still be on its way
}

void TestSystem::refusedAttemptsAreCounted()
{
    const double before = sample(metrics(), "auth_serve_rate_limit_refused_total");
    const QString email = newAccount().email;
    for (int i = 0; i < 8; ++i)
        client().post("/api/auth/login", {{u"email"_s, email}, {u"password"_s, u"wrong"_s}});
    QCOMPARE(sample(metrics(), "auth_serve_rate_limit_refused_total"), before + 2);
    QVERIFY(sample(metrics(), "auth_serve_sign_ins_total{result=\"RATE_LIMITED\"}") >= 2);
    QVERIFY(sample(metrics(), "auth_serve_rate_limit_keys") > 0);
}

void TestSystem::labelsHoldNothingThatWasSent()
{
    const QByteArray canary = "canary-0815-x";
    client().get('/' + canary);
    client().send(canary, "/health");
    client().send("GET", "/health", {{"User-Agent", canary}, {"X-Request-ID", canary}});
    client().post("/api/auth/login", {{u"email"_s, QString::fromLatin1(canary + "@example.org")},
                                      {u"password"_s, QString::fromLatin1(canary)}});
    QVERIFY(!metrics().contains(canary));
    QVERIFY(!metrics().contains(m_user.email.toUtf8()));
}

void TestSystem::stateIsForHolders()
{
    const QString user = signUp(client()).access;
    for (const char *path : {"/api/system", "/api/system/summary", "/api/system/log-levels"}) {
        QCOMPARE(client().get(path).status, 401);
        QCOMPARE(client().get(path, user).status, 403);
        QCOMPARE(client().get(path, m_token).status, 200);
    }
}

void TestSystem::stateTellsSettingsAndOriginsAndNoSecret()
{
    const Answer answer = client().get("/api/system", m_token);
    const QJsonValue settings = answer.json()[u"settings"_s];
    QCOMPARE(named(settings, u"RATE_LIMIT_REQUESTS"_s)[u"value"_s].toString(), u"6"_s);
    QCOMPARE(named(settings, u"RATE_LIMIT_REQUESTS"_s)[u"origin"_s].toString(), u"environment"_s);
    QCOMPARE(named(settings, u"RATE_LIMIT_WINDOW"_s)[u"origin"_s].toString(), u"default"_s);
    QVERIFY(named(settings, u"LOG_FILE"_s)[u"value"_s].isNull());
    QVERIFY(!named(settings, u"HOST"_s)[u"about"_s].toString().isEmpty());
    QCOMPARE(named(settings, u"JWT_SECRET_KEY"_s)[u"value"_s].toString(), u"•••"_s);
    QVERIFY(!answer.body.contains("canary-secret"));
    QVERIFY(!answer.body.contains(PostgresServer::password.toUtf8()));
}

void TestSystem::stateTellsTheDatabase()
{
    const bool isPostgres = qEnvironmentVariable("AUTH_TEST_ENGINE") == u"postgresql";
    const QJsonObject state = client().get("/api/system", m_token).json();
    const QJsonObject database = state[u"database"_s].toObject();
    QCOMPARE(database[u"engine"_s].toString(), isPostgres ? u"postgresql"_s : u"sqlite"_s);
    QVERIFY(database[u"reachable"_s].toBool());
    QVERIFY(database[u"size_bytes"_s].toInteger() > 10000);
    QVERIFY(database[u"schema_version"_s].toInteger() >= 3);
    QCOMPARE(database[u"pool"_s].isObject(), isPostgres);
    QVERIFY(database[u"writes"_s][u"operations"_s].toInteger() > 0);
    QCOMPARE(state[u"breakers"_s].toArray().size(), isPostgres ? 1 : 0);
}

void TestSystem::stateTellsTheAnsweringInstance()
{
    const QJsonObject state = client().get("/api/system", m_token).json();
    QCOMPARE(state[u"instances"_s].toArray().size(), 1);
    QCOMPARE(state[u"instances"_s][0][u"name"_s], state[u"instance"_s]);
    QCOMPARE(state[u"process"_s][u"pid"_s].toInteger(), m_daemon.pid());
    QVERIFY(state[u"process"_s][u"resident_bytes"_s].toInteger() > 1'000'000);
    QCOMPARE(named(state[u"lanes"_s], u"hash"_s)[u"threads"_s].toInt(), 5);
    QCOMPARE(state[u"hashing"_s][u"slots"_s].toInt(), 1);
    QVERIFY(state[u"hashing"_s][u"ms_per_hash"_s].toDouble() > 1);
    QVERIFY(state[u"hashing"_s][u"sign_ins_per_second_left"_s].toDouble()
            < state[u"hashing"_s][u"sign_ins_per_second"_s].toDouble());
    QVERIFY(named(state[u"log_sinks"_s], u"stdout"_s)[u"written"_s].toInteger() > 0);
    QVERIFY(state[u"features"_s].toArray().contains(u"system"_s));
}

void TestSystem::summaryTellsWhatHappened()
{
    const auto now = [&] {
        return client().get("/api/system/summary?window=5m", m_token).json()[u"minutes"_s].toArray().last();
    };
    const QJsonObject before = now().toObject();
    client().post("/api/auth/login", {{u"email"_s, newAccount().email}, {u"password"_s, u"wrong"_s}});
    const QJsonObject after = now().toObject();
    if (after[u"from"_s] == before[u"from"_s]) // or the minute ended just then
        QCOMPARE(after[u"logins_failed"_s].toInt(), before[u"logins_failed"_s].toInt() + 1);
    QVERIFY(after[u"active_sessions"_s].toInt() >= 0);
}

void TestSystem::windowsAreChecked_data()
{
    QTest::addColumn<QByteArray>("window");
    QTest::addColumn<int>("status");
    for (const char *good : {"1m", "60m", "1440m", "1h", "24h"})
        QTest::newRow(good) << QByteArray(good) << 200;
    for (const char *bad : {"0m", "1441m", "25h", "0h", "60", "m", "-1m", "1.5h", "1d", "60M", " 60m", "999999999m"})
        QTest::newRow(bad) << QByteArray(bad) << 400;
}

void TestSystem::windowsAreChecked()
{
    QFETCH(const QByteArray, window);
    QFETCH(const int, status);
    const Answer answer = client().get("/api/system/summary?window=" + window.toPercentEncoding(), m_token);
    QCOMPARE(answer.status, status);
    if (status == 400)
        QCOMPARE(answer.json()[u"errors"_s][0][u"field"_s].toString(), u"window"_s);
}

void TestSystem::logLevelsAreChangedAndLogged()
{
    const QJsonObject change{
        {u"levels"_s, QJsonArray{QJsonObject{{u"module"_s, u"request"_s}, {u"level"_s, u"debug"_s}}}}};
    const Answer changed = put(client(), "/api/system/log-levels", change, m_token);
    QCOMPARE(changed.status, 200);
    QVERIFY(m_daemon.waitForEvent(u"log.levels_changed"_s));
    const QByteArray before = m_daemon.out();
    client().get("/health"); // a routine request: told at debug only
    QTRY_VERIFY(m_daemon.out().sliced(before.size()).contains("\"/health\""));
    QCOMPARE(put(client(), "/api/system/log-levels", {{u"levels"_s, QJsonArray()}}, m_token).status, 200);
    QCOMPARE(
        put(client(), "/api/system/log-levels", {{u"levels"_s, QJsonArray()}, {u"minutes"_s, 1441}}, m_token).status,
        400);
    QCOMPARE(put(client(), "/api/system/log-levels", {{u"levels"_s, QJsonArray()}, {u"minutes"_s, 0}}, m_token).status,
             400);
}

void TestSystem::supportReadsAndDoesNotChange()
{
    const QString user = signUp(client()).access;
    QCOMPARE(put(client(), "/api/system/log-levels", {{u"levels"_s, QJsonArray()}}, user).status, 403);
    QCOMPARE(client().post("/api/system/breakers/database/reset", {}, user).status, 403);
    QCOMPARE(client().post("/api/system/breakers/database/reset", {}).status, 401);
}

void TestSystem::unknownBreakerIs404()
{
    QCOMPARE(client().post("/api/system/breakers/nothing/reset", {}, m_token).errorCode(), u"NOT_FOUND"_s);
}

void TestSystem::breakerIsResetWhenTheServerAnswersAndOpensAgainWhenNot()
{
    QString whyNot;
    const auto server = PostgresServer::start(whyNot);
    REQUIRE_POSTGRES(server, whyNot);
    server->makeDatabase(u"breaker"_s);
    DaemonProcess daemon({{u"DATABASE_URL"_s, server->url(u"breaker"_s)},
                          {u"JWT_SECRET_KEY"_s, u"q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"_s},
                          {u"RATE_LIMIT_ENABLED"_s, u"false"_s},
                          {u"DATABASE_HEARTBEAT_MS"_s, u"200"_s},
                          {u"SESSION_OUTAGE_SECONDS"_s, u"600"_s}});
    QVERIFY(makeAdmin(daemon));
    QVERIFY2(daemon.start(), daemon.err().constData());
    const QString token = adminToken(daemon.client());
    const auto breaker = [&] { return daemon.client().get("/api/system", token).json()[u"breakers"_s][0].toObject(); };
    const auto reset = [&] { return daemon.client().post("/api/system/breakers/database/reset", {}, token); };
    QCOMPARE(breaker()[u"state"_s].toString(), u"closed"_s);
    QVERIFY(breaker()[u"last_error"_s].isNull());
    server->kill();
    QTRY_COMPARE(breaker()[u"state"_s].toString(), u"open"_s);
    QVERIFY(breaker()[u"last_error"_s].isString());
    QVERIFY(breaker()[u"retry_in_seconds"_s].toDouble() > 0);
    QVERIFY(!daemon.client().get("/api/system", token).json()[u"database"_s][u"reachable"_s].toBool());
    const QJsonObject summary = daemon.client().get("/api/system/summary", token).json();
    QCOMPARE(summary[u"attention"_s][0][u"code"_s].toString(), u"breaker_open"_s);
    QCOMPARE(reset().status, 503);
    QCOMPARE(breaker()[u"state"_s].toString(), u"open"_s);
    server->launch();
    QTRY_COMPARE(reset().status, 200);
    QCOMPARE(breaker()[u"state"_s].toString(), u"closed"_s);
    QVERIFY(server->query(u"SELECT action FROM audit"_s, u"breaker"_s).contains("system.breaker_reset"));
    QVERIFY(daemon.waitForEvent(u"circuit.reset"_s));
}

QTEST_GUILESS_MAIN(TestSystem)
#include "tst_system.moc"
