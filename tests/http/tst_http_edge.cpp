#include "echo_service.h"
#include "raw_client.h"

#include <QtTest/QtTest>

#include <sys/resource.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <atomic>
#include <mutex>
#include <optional>
#include <semaphore>
#include <thread>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;

namespace {

/// Runs with the machine, and jumps when told to.
class JumpingClock final : public Clock {
public:
    Time now() const override { return m_real.now(); }
    SteadyTime steady() const override { return m_real.steady() + std::chrono::milliseconds(m_ahead); }
    void jump(std::chrono::milliseconds time) { m_ahead += time.count(); }

private:
    SystemClock m_real;
    std::atomic<qint64> m_ahead{0};
};

HttpLimits testLimits()
{
    HttpLimits limits;
    limits.sweepInterval = 10ms;
    return limits;
}

/// A server whose requests to /held wait until release(); all else is the echo service.
class HoldingServer {
public:
    explicit HoldingServer(HttpLimits limits = testLimits(), int threads = 2)
        : server(limits, threads, handlers(), clock), port(*server.listen(QStringLiteral("127.0.0.1"), 0))
    {
    }
    ~HoldingServer() { release(); }

    void release()
    {
        std::vector<Responder> held;
        {
            const std::lock_guard lock(m_mutex);
            held = std::exchange(m_held, {});
        }
        for (const Responder &responder : held)
            responder.send({200, "text/plain", "HELD", {}});
    }
    std::size_t held() const
    {
        const std::lock_guard lock(m_mutex);
        return m_held.size();
    }

    JumpingClock clock;
    HttpServer server;
    quint16 port;

private:
    HttpHandlers handlers()
    {
        HttpHandlers echo = echoService();
        echo.request = [this, next = echo.request](HttpRequest request, Responder responder) {
            if (request.path != "/held")
                return next(std::move(request), std::move(responder));
            const std::lock_guard lock(m_mutex);
            m_held.push_back(std::move(responder));
        };
        return echo;
    }

    mutable std::mutex m_mutex;
    std::vector<Responder> m_held;
};

QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

} // namespace

class TestHttpEdge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAreFramed_data();
    void answersAreFramed();
    void pipelinedAnswersKeepTheirOrder();
    void pipelineLongerThanTheOutputBufferIsAnswered();
    void largeAnswersKeepTheirPlaceInAPipeline();
    void halfClosedClientGetsItsAnswer();
    void clientsThatLeaveHarmNobody_data();
    void clientsThatLeaveHarmNobody();
    void placeStaysTakenUntilTheWorkIsDone();
    void oversizeBodiesAreRefusedBeforeTheyArrive_data();
    void oversizeBodiesAreRefusedBeforeTheyArrive();
    void slowClientsAreCutOff_data();
    void slowClientsAreCutOff();
    void clientThatDoesNotReadIsCutOff();
    void connectionsPerAddressAreLimited();
    void exemptNetworksAreNotLimited();
    void connectionsAreLimited();
    void acceptingResumesWhenDescriptorsAreFree();
    void drainAnswersWhatRuns();
    void drainEndsAtItsDeadline();
    void answersToADeadServerAreDropped();
    void portInUseIsRefused();
    void probes_data();
    void probes();
};

void TestHttpEdge::answersAreFramed_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArrayList>("parts");
    QTest::addColumn<QByteArray>("ending");
    const QByteArray close = "Connection: close\r\n";
    const auto row = [](const char *name, const QByteArray &sent, const QByteArrayList &parts,
                        const QByteArray &ending) { QTest::newRow(name) << sent << parts << ending; };
    row("get", get("/health", close), {"HTTP/1.1 200 OK\r\n", "Date: ", "Content-Length: 20\r\n", close},
        "\r\n\r\n{\"status\":\"healthy\"}");
    row("head", "HEAD /health HTTP/1.1\r\nHost: a\r\n" + close + "\r\n", {"Content-Length: 20\r\n"}, "\r\n\r\n");
    row("204", get("/empty", close), {"HTTP/1.1 204 No Content\r\n"}, "\r\n\r\n");
    row("http/1.0", "GET /health HTTP/1.0\r\n\r\n", {"HTTP/1.1 200 OK\r\n", close}, "}");
    row("http/1.0 kept alive", "GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + get("/health", close),
        {"Connection: keep-alive\r\n", close}, "}");
    row("continue", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n",
        {"HTTP/1.1 100 Continue\r\n\r\n"}, "\r\n\r\n");
    row("too large instead of continue",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\nExpect: 100-continue\r\n\r\n", {"HTTP/1.1 413 "},
        "PAYLOAD_TOO_LARGE");
    row("request id taken over", get("/echo", close + "X-Request-ID: abc.DEF-1_2\r\n"), {"\"id\":\"abc.DEF-1_2\""},
        "}");
    row("request id too short", get("/echo", close + "X-Request-ID: abc\r\n"), {"\"id\":\"generated-id\""}, "}");
    row("request id of an error", "FOO / HTTP/1.1\r\n\r\n", {"X-Request-ID: generated-id\r\n", close},
        "NOT_IMPLEMENTED");
    row("handler throws", get("/throw", close), {"HTTP/1.1 500 "}, "INTERNAL_ERROR");
    row("handler drops the request", get("/silent", close), {"HTTP/1.1 500 "}, "INTERNAL_ERROR");
}

void TestHttpEdge::answersAreFramed()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArrayList, parts);
    QFETCH(QByteArray, ending);
    HoldingServer server;
    RawClient client(server.port);
    client.send(sent);
    const bool open = parts.first().contains("Continue");
    const QByteArray received = open ? client.readUntil("\r\n\r\n") : client.readToEnd();
    for (const QByteArray &part : parts)
        QVERIFY2(received.contains(part), received.constData());
    QVERIFY2(received.endsWith(ending), received.constData());
    QCOMPARE(client.sawEnd(), !open);
}

void TestHttpEdge::pipelinedAnswersKeepTheirOrder()
{
    HoldingServer server;
    RawClient client(server.port);
    client.send(get("/held") + get("/echo") + get("/held") + get("/health", "Connection: close\r\n"));
    QTRY_COMPARE(server.held(), 1u);
    QCOMPARE(server.server.counters().requests, 1u); // one at a time
    server.release();
    QTRY_COMPARE(server.held(), 1u);
    server.release();
    const QByteArray received = client.readToEnd();
    QCOMPARE(statusesIn(received), QList<int>({200, 200, 200, 200}));
    QVERIFY(received.indexOf("HELD") < received.indexOf("/echo"));
    QVERIFY(received.indexOf("/echo") < received.lastIndexOf("HELD"));
    QVERIFY(received.endsWith("{\"status\":\"healthy\"}"));
}

void TestHttpEdge::pipelineLongerThanTheOutputBufferIsAnswered()
{
    HttpLimits limits = testLimits();
    limits.maxUnsentBytes = 256;
    HoldingServer server(limits);
    RawClient client(server.port);
    client.send(get("/health").repeated(50) + get("/health", "Connection: close\r\n"));
    QCOMPARE(statusesIn(client.readToEnd()).size(), 51);
    QVERIFY(client.sawEnd());
}

void TestHttpEdge::largeAnswersKeepTheirPlaceInAPipeline()
{
    const qsizetype size = 5'000'000; // more than the kernel takes at once
    const QByteArray large = "first" + QByteArray(size, '~') + "last";
    HttpHandlers handlers = echoService();
    handlers.request = [large, next = handlers.request](HttpRequest request, Responder responder) {
        if (request.path != "/large")
            return next(std::move(request), std::move(responder));
        responder.send({200, "text/plain", large, {}});
    };
    const SystemClock clock;
    HttpServer server(testLimits(), 1, handlers, clock);
    const auto port = server.listen(QStringLiteral("127.0.0.1"), 0);
    QVERIFY(port);
    RawClient client(*port);
    client.send(get("/large") + get("/health") + "HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n" + get("/large")
                + get("/large", "Connection: close\r\n"));
    const QByteArray received = client.readToEnd();
    QCOMPARE(statusesIn(received), QList<int>({200, 200, 200, 200, 200}));
    QCOMPARE(received.count('~'), 3 * size);
    const qsizetype between = received.indexOf("healthy");
    QVERIFY(received.indexOf("~last") < between && between < received.lastIndexOf("first~"));
    QVERIFY(received.endsWith("~last"));
}

void TestHttpEdge::halfClosedClientGetsItsAnswer()
{
    HoldingServer server;
    RawClient client(server.port);
    client.send(get("/held"));
    client.endSending();
    QTRY_COMPARE(server.held(), 1u);
    server.release();
    QVERIFY(client.readToEnd().endsWith("HELD"));
    QVERIFY(client.sawEnd());
}

void TestHttpEdge::clientsThatLeaveHarmNobody_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

void TestHttpEdge::clientsThatLeaveHarmNobody()
{
    QFETCH(bool, reset);
    constexpr std::size_t count = 300;
    HttpLimits limits = testLimits();
    limits.maxConnectionsPerAddress = 1000;
    HoldingServer server(limits);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (std::size_t i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port));
        clients.back()->send(get("/held"));
    }
    QTRY_COMPARE(server.held(), count);
    for (const auto &client : clients)
        reset ? client->reset() : client->leave();
    QTest::qWait(reset ? 50 : 0); // the resets travel; whatever is late is sent into the void instead of dropped
    server.release();
    QTRY_COMPARE(server.server.counters().open, 0u);
    if (reset)
        QTRY_COMPARE(server.server.counters().answersDropped, count);
    RawClient next(server.port);
    next.send(get("/health", "Connection: close\r\n"));
    QCOMPARE(statusesIn(next.readToEnd()), QList<int>({200}));
}

void TestHttpEdge::placeStaysTakenUntilTheWorkIsDone()
{
    HoldingServer server;
    RawClient client(server.port);
    client.send(get("/held"));
    QTRY_COMPARE(server.held(), 1u);
    client.reset();
    RawClient other(server.port);
    other.send(get("/health", "Connection: close\r\n"));
    other.readToEnd();
    QTRY_COMPARE(server.server.counters().open, 1u);
    server.release();
    QTRY_COMPARE(server.server.counters().open, 0u);
    QCOMPARE(server.server.counters().answersDropped, 1u);
}

void TestHttpEdge::oversizeBodiesAreRefusedBeforeTheyArrive_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("declared") << QByteArray("Content-Length: 1073741824\r\n\r\n");
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n\r\n10001\r\n");
}

void TestHttpEdge::oversizeBodiesAreRefusedBeforeTheyArrive()
{
    QFETCH(QByteArray, head);
    HoldingServer server;
    RawClient client(server.port);
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\n" + head);
    for (int i = 0; i < 64; ++i)
        client.send(QByteArray(16 * 1024, 'x')); // keeps sending, as a client in the middle of an upload does
    QVERIFY(client.readToEnd().contains("HTTP/1.1 413 "));
    QCOMPARE(server.server.counters().rejected[ErrorCode::PayloadTooLarge], 1u);
    QCOMPARE(server.server.counters().requests, 0u);
}

void TestHttpEdge::slowClientsAreCutOff_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("seconds"); // of the limit
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("head") << QByteArray("GET /health HT") << 10 << QByteArray("REQUEST_TIMEOUT");
    QTest::newRow("body") << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe") << 30
                          << QByteArray("REQUEST_TIMEOUT");
    QTest::newRow("idle") << get("/health") << 60 << QByteArray("{\"status\":\"healthy\"}");
    QTest::newRow("nothing at all") << QByteArray() << 10 << QByteArray();
}

void TestHttpEdge::slowClientsAreCutOff()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, seconds);
    QFETCH(QByteArray, answer);
    HoldingServer server;
    RawClient client(server.port);
    client.send(sent);
    QTRY_COMPARE(server.server.counters().open, 1u);
    if (seconds == 60)
        client.readUntil(answer);
    QTest::qWait(30); // for the bytes to be read: the limit counts from there
    server.clock.jump(std::chrono::seconds(seconds) - 1s);
    QTest::qWait(30); // some sweeps
    QCOMPARE(server.server.counters().open, 1u);
    server.clock.jump(1s);
    QVERIFY(client.readToEnd().endsWith(answer));
    QVERIFY(client.sawEnd());
    client.leave();
    QTRY_COMPARE(server.server.counters().open, 0u);
    const HttpCounters counters = server.server.counters();
    QCOMPARE(counters.headTimeouts + counters.bodyTimeouts + counters.idleTimeouts, 1u);
}

void TestHttpEdge::clientThatDoesNotReadIsCutOff()
{
    HttpLimits limits = testLimits();
    limits.maxUnsentBytes = 4096;
    HoldingServer server(limits);
    RawClient client(server.port);
    const QByteArray many = get("/health").repeated(100);
    std::jthread sender([&] {
        for (int i = 0; i < 2000; ++i)
            client.send(many);
    });
    QTRY_VERIFY(server.server.counters().requests > 1000);
    quint64 before = 0;
    QTRY_VERIFY(std::exchange(before, server.server.counters().requests) == server.server.counters().requests);
    QTRY_VERIFY((server.clock.jump(16s), server.server.counters().writeTimeouts == 1)); // again if it was still moving
    QTRY_COMPARE(server.server.counters().open, 0u);
}

void TestHttpEdge::connectionsPerAddressAreLimited()
{
    HttpLimits limits = testLimits();
    limits.maxConnectionsPerAddress = 2;
    HoldingServer server(limits);
    RawClient first(server.port);
    RawClient second(server.port);
    QTRY_COMPARE(server.server.counters().open, 2u);
    RawClient third(server.port);
    QVERIFY(third.readToEnd().contains("HTTP/1.1 503 "));
    QCOMPARE(server.server.counters().refusedOverAddress, 1u);
    first.leave();
    QTRY_COMPARE(server.server.counters().open, 1u);
    RawClient fourth(server.port);
    fourth.send(get("/health", "Connection: close\r\n"));
    QCOMPARE(statusesIn(fourth.readToEnd()), QList<int>({200}));
}

void TestHttpEdge::exemptNetworksAreNotLimited()
{
    HttpLimits limits = testLimits();
    limits.maxConnectionsPerAddress = 1;
    limits.exemptNetworks = {QHostAddress::parseSubnet(QStringLiteral("127.0.0.0/8"))};
    HoldingServer server(limits);
    RawClient first(server.port);
    RawClient second(server.port);
    QTRY_COMPARE(server.server.counters().open, 2u);
}

void TestHttpEdge::connectionsAreLimited()
{
    HttpLimits limits = testLimits();
    limits.maxConnections = 3;
    HoldingServer server(limits);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i)
        clients.push_back(std::make_unique<RawClient>(server.port));
    QTRY_COMPARE(server.server.counters().open, 3u);
    QVERIFY(RawClient(server.port).readToEnd().contains("HTTP/1.1 503 "));
    QCOMPARE(server.server.counters().refusedOverConnections, 1u);
    clients.front()->send(get("/health", "Connection: close\r\n")); // those inside are served
    QCOMPARE(statusesIn(clients.front()->readToEnd()), QList<int>({200}));
}

void TestHttpEdge::acceptingResumesWhenDescriptorsAreFree()
{
    // Takes every descriptor the process may have, so that the server finds none for the client in the queue.
    HoldingServer server(testLimits(), 1);
    RawClient waiting(server.port);
    QTRY_COMPARE(server.server.counters().open, 1u);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const auto restore = qScopeGuard([&] { ::setrlimit(RLIMIT_NOFILE, &before); });
    const rlimit tight{rlim_t(FileDescriptor(::dup(0)).get()) + 1, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &tight), 0); // room for the client's descriptor, none for the server's
    RawClient late(server.port);
    QTRY_VERIFY(server.server.counters().acceptPauses > 0);
    QCOMPARE(server.server.counters().open, 1u);
    QTest::qWait(100);
    QVERIFY(server.server.counters().acceptPauses < 30); // at most once a sweep: no spinning
    ::setrlimit(RLIMIT_NOFILE, &before);
    late.send(get("/health", "Connection: close\r\n"));
    QCOMPARE(statusesIn(late.readToEnd()), QList<int>({200}));
}

void TestHttpEdge::drainAnswersWhatRuns()
{
    HoldingServer server;
    RawClient idle(server.port);
    idle.send(get("/health"));
    idle.readUntil("healthy");
    RawClient busy(server.port);
    busy.send(get("/held"));
    QTRY_COMPARE(server.held(), 1u);
    std::jthread drain([&] { server.server.drain(10s); });
    QVERIFY(idle.readToEnd().endsWith("}"));
    QVERIFY(idle.sawEnd());
    QTRY_VERIFY(!RawClient(server.port).isConnected());
    server.release();
    const QByteArray received = busy.readToEnd();
    QVERIFY2(received.contains("Connection: close\r\n") && received.endsWith("HELD"), received.constData());
    busy.leave();
    drain.join();
    QCOMPARE(server.server.counters().open, 0u);
}

void TestHttpEdge::drainEndsAtItsDeadline()
{
    HoldingServer server;
    RawClient busy(server.port);
    busy.send(get("/held"));
    QTRY_COMPARE(server.held(), 1u);
    server.server.drain(20ms);
    QCOMPARE(server.server.counters().open, 0u);
    QCOMPARE(statusesIn(busy.readToEnd()), QList<int>());
}

void TestHttpEdge::answersToADeadServerAreDropped()
{
    std::optional<Responder> kept;
    std::binary_semaphore taken(0);
    HttpHandlers handlers = echoService();
    handlers.request = [&](const HttpRequest &, Responder responder) {
        kept = std::move(responder);
        taken.release();
    };
    const JumpingClock clock;
    auto server = std::make_unique<HttpServer>(testLimits(), 1, handlers, clock);
    RawClient client(*server->listen(QStringLiteral("127.0.0.1"), 0));
    client.send(get("/health"));
    QVERIFY(taken.try_acquire_for(5s));
    server.reset();
    kept->send({});
    kept.reset();
    QCOMPARE(statusesIn(client.readToEnd()), QList<int>());
}

void TestHttpEdge::portInUseIsRefused()
{
    HoldingServer first;
    HttpServer second(testLimits(), 1, echoService(), first.clock);
    const auto port = second.listen(QStringLiteral("127.0.0.1"), first.port);
    QVERIFY(!port);
    QVERIFY(!second.listen(QStringLiteral("no address"), 0));
}

void TestHttpEdge::probes_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("expect");
    QTest::addColumn<int>("answers");
    QFile file(QFINDTESTDATA("../../../shared/probes/http1_probes.jsonl"));
    if (file.fileName().isEmpty() || !file.open(QIODevice::ReadOnly)) {
        QTest::newRow("none") << QByteArray() << QString() << 0;
        return;
    }
    while (!file.atEnd()) {
        const QJsonObject probe = QJsonDocument::fromJson(file.readLine()).object();
        QTest::newRow(qPrintable(probe[QStringLiteral("id")].toString()))
            << probe[QStringLiteral("raw")].toString().toLatin1() << probe[QStringLiteral("expect")].toString()
            << probe[QStringLiteral("max_responses")].toInt();
    }
}

static bool isBetween(int status, int least, int bound) { return status >= least && status < bound; }

/// The rules of the probes: at most one answer to what is refused, a close where it is demanded, no body where none may
/// be.
static bool meets(const QString &expect, int answers, const QByteArray &received, bool closed)
{
    const QList<int> statuses = statusesIn(received);
    const int first = statuses.value(0);
    const bool refused = statuses.size() <= 1 && (isBetween(first, 400, 600) || (statuses.isEmpty() && closed));
    if (expect == u"2xx")
        return statuses.size() == answers
               && std::all_of(statuses.begin(), statuses.end(), [](int s) { return isBetween(s, 200, 300); });
    if (expect == u"2xx-close")
        return statuses.size() == 1 && isBetween(first, 200, 300) && closed;
    if (expect == u"4xx-close")
        return refused && closed;
    if (expect == u"4xx")
        return refused;
    if (expect == u"100")
        return first == 100 || first == 417;
    if (expect == u"nobody")
        return first == 200 && received.endsWith("\r\n\r\n");
    if (expect == u"order")
        return received.contains("SLOW") && received.indexOf("SLOW") < received.indexOf("\"url\"");
    if (expect == u"2xx-or-4xx")
        return statuses.size() == 1 && (isBetween(first, 200, 300) || isBetween(first, 400, 500));
    return first == expect.toInt();
}

void TestHttpEdge::probes()
{
    QFETCH(QByteArray, raw);
    QFETCH(QString, expect);
    QFETCH(int, answers);
    if (raw.isEmpty())
        QSKIP("the probes are not here");
    HoldingServer server(testLimits(), 1);
    RawClient client(server.port);
    client.send(raw);
    const bool mustClose = expect.endsWith(u"-close");
    const bool mustAnswer = expect == u"4xx" || expect.toInt() > 0;
    if (!mustClose && !mustAnswer)
        client.endSending(); // so that the server closes when it has said all
    const QByteArray received = mustAnswer ? client.readUntil("\r\n\r\n") : client.readToEnd();
    QVERIFY2(meets(expect, answers, received, client.sawEnd()), received.constData());
}

QTEST_GUILESS_MAIN(TestHttpEdge)
#include "tst_http_edge.moc"
