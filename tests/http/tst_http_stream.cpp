#include "echo_service.h"
#include "http/body_source.h"
#include "raw_client.h"
#include "tests/support/manual_clock.h"

#include <QtTest/QtTest>

#include <atomic>
#include <mutex>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the edge did with a body, and where the test gives its pieces.
struct Script {
    void give(const QByteArray &piece, bool isLast = false) { take().write({piece, isLast}); }
    void fail() { std::ignore = take(); }
    bool isAsked()
    {
        const std::lock_guard lock(mutex);
        return !writers.empty();
    }

    std::atomic<int> asked = 0;
    std::atomic<int> ends = 0;
    std::atomic<int> alive = 0;
    std::atomic<qint64> bytes = -1;
    std::atomic<bool> complete = false;
    QByteArray given; ///< Whenever a piece is asked for, where it is not empty.
    int pieces = 0;   ///< Of these, until the last one; 0: without end.
    bool live = false;
    bool keepsWriter = false; ///< Beyond the body's life, as a piece that is being made does.
    std::mutex mutex;
    std::vector<PieceWriter> writers; ///< One at most, or the edge is wrong.

private:
    PieceWriter take()
    {
        const std::lock_guard lock(mutex);
        PieceWriter writer = writers.front();
        writers.pop_back();
        return writer;
    }
};

class ScriptedBody final : public BodySource {
public:
    explicit ScriptedBody(Script &script) : m_script(script) { ++m_script.alive; }
    ~ScriptedBody() override
    {
        const std::lock_guard lock(m_script.mutex);
        if (!m_script.keepsWriter)
            m_script.writers.clear();
        --m_script.alive;
    }

    void next(PieceWriter writer) override
    {
        const int asked = ++m_script.asked;
        if (!m_script.given.isEmpty())
            return writer.write({m_script.given, asked == m_script.pieces});
        const std::lock_guard lock(m_script.mutex);
        m_script.writers.push_back(std::move(writer));
    }
    void ended(qint64 bytes, bool complete) override
    {
        m_script.bytes = bytes;
        m_script.complete = complete;
        ++m_script.ends;
    }
    bool isLive() const override { return m_script.live; }

private:
    Script &m_script;
};

HttpLimits testLimits()
{
    HttpLimits limits;
    limits.sweepInterval = 10ms;
    return limits;
}

/// A server whose /stream is made by the script; all else is the echo service.
class StreamingServer {
public:
    explicit StreamingServer(Script &script)
        : server(testLimits(), 2, handlers(script), clock), port(*server.listen(QStringLiteral("127.0.0.1"), 0))
    {
    }

    ManualClock clock;
    HttpServer server;
    quint16 port;

private:
    static HttpHandlers handlers(Script &script)
    {
        HttpHandlers echo = echoService();
        echo.request = [&script, next = echo.request](HttpRequest request, Responder responder) {
            if (request.path != "/stream")
                return next(std::move(request), std::move(responder));
            responder.send({200, "text/plain", {}, {}, std::make_shared<ScriptedBody>(script)});
        };
        return echo;
    }
};

QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

/// Waits until the edge asks no further: the system's buffers are full, and so are ours.
bool isHeldUp(const Script &script)
{
    int before = -1;
    for (int i = 0; i < 100 && std::exchange(before, script.asked) != script.asked; ++i)
        QTest::qWait(30);
    return before == script.asked;
}

QByteArray bodyOf(const QByteArray &received) { return received.sliced(received.indexOf("\r\n\r\n") + 4); }

} // namespace

class TestHttpStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void piecesAreFramed_data();
    void piecesAreFramed();
    void headHasNoBodyAndAsksForNothing();
    void connectionIsKeptForWhatWasPipelined();
    void largePiecesArriveWhole();
    void slowReaderIsNotReadAheadOf();
    void readerThatStopsIsCutOff();
    void quietStreamHasNoTimeOut();
    void leavingReaderEndsTheStream_data();
    void leavingReaderEndsTheStream();
    void placeStaysTakenWhileAPieceIsMade();
    void halfClosedReaderGetsTheRest();
    void halfClosedReaderOfALiveStreamHasLeft();
    void failureIsSeenByTheReader_data();
    void failureIsSeenByTheReader();
    void drainLetsAStreamEnd();
    void drainCutsAStreamAtItsDeadline();
};

void TestHttpStream::piecesAreFramed_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("body");
    const QByteArray chunks = "2\r\nab\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n1\r\n!\r\n0\r\n\r\n";
    QTest::newRow("chunks") << get("/stream", "Connection: close\r\n") << "Transfer-Encoding: chunked\r\n"_ba << chunks;
    QTest::newRow("http/1.0") << "GET /stream HTTP/1.0\r\n\r\n"_ba
                              << "Connection: close\r\n"_ba
                              << "ababcdefghijklmnopqrstuvwxyz!"_ba;
    QTest::newRow("http/1.0 kept alive") << "GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"_ba
                                         << "Connection: close\r\n"_ba
                                         << "ababcdefghijklmnopqrstuvwxyz!"_ba;
}

void TestHttpStream::piecesAreFramed()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, body);
    Script script;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(request);
    for (const auto &piece : {"ab", "", "abcdefghijklmnopqrstuvwxyz"}) {
        QTRY_VERIFY(script.isAsked());
        script.give(piece);
    }
    QTRY_VERIFY(script.isAsked());
    script.give("!", true);
    const QByteArray received = client.readToEnd();
    QVERIFY2(received.contains(field), received.constData());
    QVERIFY(!received.contains("Content-Length"));
    QCOMPARE(bodyOf(received), body);
    QTRY_COMPARE(script.ends.load(), 1);
    QVERIFY(script.complete);
    QCOMPARE(script.bytes.load(), 29);
    QCOMPARE(script.asked.load(), 4);
}

void TestHttpStream::headHasNoBodyAndAsksForNothing()
{
    Script script;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n" + get("/health", "Connection: close\r\n"));
    const QByteArray received = client.readToEnd();
    QCOMPARE(statusesIn(received), (QList{200, 200}));
    QVERIFY(bodyOf(received).startsWith("HTTP/1.1 200 OK"));
    QCOMPARE(script.asked.load(), 0);
    QCOMPARE(script.ends.load(), 1);
    QVERIFY(script.complete);
    QCOMPARE(script.alive.load(), 0);
}

void TestHttpStream::connectionIsKeptForWhatWasPipelined()
{
    Script script;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream") + get("/stream") + get("/health", "Connection: close\r\n"));
    QTRY_VERIFY(script.isAsked());
    script.give("one");
    QCOMPARE(statusesIn(client.readUntil("one\r\n")), QList{200});
    QTRY_VERIFY(script.isAsked());
    QCOMPARE(streaming.server.counters().requests, 1);
    script.give({}, true);
    QTRY_VERIFY(script.isAsked());
    script.give("two", true);
    const QByteArray received = client.readToEnd();
    QCOMPARE(statusesIn(received), (QList{200, 200, 200}));
    QVERIFY(received.contains("3\r\none\r\n0\r\n\r\nHTTP/1.1"));
    QVERIFY(received.contains("3\r\ntwo\r\n0\r\n\r\nHTTP/1.1"));
    QCOMPARE(script.ends.load(), 2);
}

void TestHttpStream::largePiecesArriveWhole()
{
    Script script;
    script.given = QByteArray("0123456789abcdef").repeated(48 * 1024);
    script.pieces = 5;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send("GET /stream HTTP/1.0\r\n\r\n");
    QCOMPARE(bodyOf(client.readToEnd()), script.given.repeated(5));
    QTRY_VERIFY(script.complete);
    QCOMPARE(script.asked.load(), 5);
}

void TestHttpStream::slowReaderIsNotReadAheadOf()
{
    Script script;
    script.given = QByteArray(16 * 1024, 'x');
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream"));
    QVERIFY(isHeldUp(script));
    const int before = script.asked;
    client.readAtLeast(before * script.given.size() / 2);
    QTRY_VERIFY(script.asked > before);
    QVERIFY(isHeldUp(script));
    QCOMPARE(script.ends.load(), 0);
    client.leave();
    QTRY_COMPARE(script.ends.load(), 1);
    QVERIFY(!script.complete);
    QCOMPARE(script.bytes.load(), script.asked * script.given.size());
}

void TestHttpStream::readerThatStopsIsCutOff()
{
    Script script;
    script.given = QByteArray(16 * 1024, 'x');
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream"));
    QVERIFY(isHeldUp(script));
    streaming.clock.advance(testLimits().writeStallTimeout);
    QTRY_COMPARE(script.ends.load(), 1);
    QVERIFY(!script.complete);
    QTRY_COMPARE(script.alive.load(), 0);
    QCOMPARE(streaming.server.counters().writeTimeouts, 1u);
    QTRY_COMPARE(streaming.server.counters().open, 0u);
}

void TestHttpStream::quietStreamHasNoTimeOut()
{
    Script script;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream"));
    QTRY_VERIFY(script.isAsked());
    client.readUntil("\r\n\r\n");
    RawClient silent(streaming.port);
    QTRY_COMPARE(streaming.server.counters().open, 2u);
    streaming.clock.advance(24h);
    silent.readToEnd();
    QVERIFY(silent.sawEnd()); // so time-outs have been looked at
    script.give("still here", true);
    QVERIFY(client.readUntil("0\r\n\r\n").contains("still here"));
}

void TestHttpStream::leavingReaderEndsTheStream_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("reset") << true;
    QTest::newRow("end") << false;
}

void TestHttpStream::leavingReaderEndsTheStream()
{
    QFETCH(bool, reset);
    Script script;
    script.live = true;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream"));
    QTRY_VERIFY(script.isAsked());
    script.give("some");
    client.readUntil("some");
    QTRY_COMPARE(script.asked.load(), 2);
    reset ? client.reset() : client.leave();
    QTRY_COMPARE(script.alive.load(), 0);
    QCOMPARE(script.ends.load(), 1);
    QCOMPARE(script.bytes.load(), 4);
    QVERIFY(!script.complete);
    QTRY_COMPARE(streaming.server.counters().open, 0u);
}

void TestHttpStream::placeStaysTakenWhileAPieceIsMade()
{
    Script script;
    script.keepsWriter = true;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream"));
    QTRY_VERIFY(script.isAsked());
    client.reset();
    QTRY_COMPARE(script.ends.load(), 1);
    QCOMPARE(streaming.server.counters().open, 1u);
    script.give("too late");
    QTRY_COMPARE(streaming.server.counters().open, 0u);
}

void TestHttpStream::halfClosedReaderGetsTheRest()
{
    Script script;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream"));
    client.endSending();
    QTRY_VERIFY(script.isAsked());
    script.give("first");
    QTRY_VERIFY(script.isAsked());
    script.give("last", true);
    QVERIFY(client.readToEnd().endsWith("4\r\nlast\r\n0\r\n\r\n"));
    QTRY_VERIFY(script.complete);
}

void TestHttpStream::halfClosedReaderOfALiveStreamHasLeft()
{
    Script script;
    script.live = true;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream"));
    QTRY_VERIFY(script.isAsked());
    client.endSending();
    QTRY_COMPARE(script.ends.load(), 1);
    client.readToEnd();
    QVERIFY(client.sawEnd());
}

void TestHttpStream::failureIsSeenByTheReader_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("reset");
    QTest::newRow("no last chunk") << get("/stream") << false;
    QTest::newRow("http/1.0: a reset") << "GET /stream HTTP/1.0\r\n\r\n"_ba << true;
}

void TestHttpStream::failureIsSeenByTheReader()
{
    QFETCH(QByteArray, request);
    QFETCH(bool, reset);
    Script script;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(request);
    QTRY_VERIFY(script.isAsked());
    script.give("begun");
    client.readUntil("begun");
    QTRY_VERIFY(script.isAsked());
    script.fail();
    const QByteArray received = client.readToEnd();
    QVERIFY(client.sawEnd());
    QCOMPARE(client.sawReset(), reset);
    QVERIFY(received.contains("begun"));
    QVERIFY(!received.contains("0\r\n\r\n"));
    QTRY_COMPARE(script.ends.load(), 1);
    QVERIFY(!script.complete);
    client.leave();
    QTRY_COMPARE(streaming.server.counters().open, 0u);
}

void TestHttpStream::drainLetsAStreamEnd()
{
    Script script;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream") + get("/health"));
    QTRY_VERIFY(script.isAsked());
    std::jthread rest([&] {
        QTRY_VERIFY(!RawClient(streaming.port).isConnected()); // it drains
        script.give("the rest", true);
        client.readToEnd();
    });
    streaming.server.drain(5s);
    rest.join();
    QVERIFY(client.readToEnd().endsWith("8\r\nthe rest\r\n0\r\n\r\n"));
    QVERIFY(script.complete);
}

void TestHttpStream::drainCutsAStreamAtItsDeadline()
{
    Script script;
    StreamingServer streaming(script);
    RawClient client(streaming.port);
    client.send(get("/stream"));
    QTRY_VERIFY(script.isAsked());
    streaming.server.drain(20ms);
    QCOMPARE(script.ends.load(), 1);
    QCOMPARE(script.alive.load(), 0);
    QVERIFY(!script.complete);
    QVERIFY(!client.readToEnd().contains("0\r\n\r\n"));
}

QTEST_GUILESS_MAIN(TestHttpStream)
#include "tst_http_stream.moc"
