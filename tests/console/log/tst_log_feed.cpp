#include "log/log_feed.h"
#include "support/fault_proxy.h"
#include "support/staff.h"
#include "support/test_engine.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <thread>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What a feed brought.
class Followed : public QObject {
public:
    explicit Followed(FeedSettings settings) : feed(std::move(settings))
    {
        connect(&feed, &LogFeed::linesArrived, this, [this](const LogBatch &batch) { lines.append(batch); });
        connect(&feed, &LogFeed::stateChanged, this, [this](const FeedState &state) { states.append(state); });
    }

    bool has(const QString &requestId) const
    {
        return std::any_of(lines.records.rbegin(), lines.records.rend(), [&](const LogRecord &record) {
            return LogRow(record, lines.texts.data()).requestId() == requestId;
        });
    }
    qsizetype count(RowKind kind) const
    {
        return std::count_if(lines.records.begin(), lines.records.end(),
                             [kind](const LogRecord &record) { return record.kind == kind; });
    }
    bool isLive() const { return feed.state().kind == FeedState::Kind::Live; }

    LogFeed feed;
    LogBatch lines;
    QList<FeedState> states;
};

const QByteArray stream = "GET /api/logs/stream";

FaultProxy::Fault cutBehind(qsizetype bytes) { return {.kind = FaultProxy::Fault::Kind::Cut, .bytes = bytes}; }

/// The numbers follow each other within each run of the service.
bool isDense(const LogBatch &lines)
{
    std::optional<LinePlace> last;
    for (const LogRecord &record : lines.records) {
        if (record.kind == RowKind::Line) {
            if (last && last->epoch == record.place.epoch && record.place.seq != last->seq + 1)
                return false;
            last = record.place;
        }
    }
    return true;
}

} // namespace

/// The live log of the real daemon, over connections that break.
class TestLogFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void linesArriveAsTheyAreWritten();
    void connectionThatStaysGoodIsKept();
    void cutTenTimesNothingIsLostAndNothingComesTwice();
    void cutAnywhereInTheFirstLinesNothingIsLost();
    void refusedTokenIsReplaced();
    void whoMayNotReadIsToldSo();
    void whoAsksAgainNeedNotWait();
    void serverThatIsSilentIsLeft();
    void serverFiltersWhenAsked();
    void linesWrittenAroundARestartAreFetched();

private:
    FeedSettings settings(quint16 port) const;
    void follow(Followed &followed) const;
    /// In a thread of its own, as the proxy works in this one.
    void ask(const QString &prefix, int count) const;

    std::unique_ptr<DaemonProcess> m_daemon;
    Account m_admin;
    Account m_user;
};

void TestLogFeed::initTestCase()
{
    Environment environment = freshDatabase();
    environment[u"RATE_LIMIT_ENABLED"_s] = u"false"_s;
    m_daemon = std::make_unique<DaemonProcess>(environment);
    QVERIFY2(m_daemon->start(), m_daemon->err().constData());
    m_admin = makeAdministrator(*m_daemon);
    m_admin = signIn(m_daemon->client(), m_admin);
    QVERIFY(m_admin.isSignedIn());
    m_user = signUp(m_daemon->client());
}

FeedSettings TestLogFeed::settings(quint16 port) const
{
    FeedSettings settings;
    settings.server = QUrl(u"http://127.0.0.1:%1"_s.arg(port));
    settings.times.firstRetry = 20ms;
    settings.times.lastRetry = 50ms;
    return settings;
}

void TestLogFeed::follow(Followed &followed) const
{
    followed.feed.setToken(Secret(m_admin.access.toLatin1()));
    followed.feed.start();
    QTRY_VERIFY_WITH_TIMEOUT(followed.isLive(), 30'000);
}

void TestLogFeed::ask(const QString &prefix, int count) const
{
    std::atomic<bool> done = false;
    std::thread traffic([&] {
        for (int i = 0; i < count; ++i)
            m_daemon->client().send("GET", "/nothing", {{"X-Request-ID", (prefix + QString::number(i)).toLatin1()}});
        done = true;
    });
    const bool inTime = QTest::qWaitFor([&] { return done.load(); }, 60'000);
    traffic.join();
    QVERIFY(inTime);
}

void TestLogFeed::linesArriveAsTheyAreWritten()
{
    Followed followed(settings(m_daemon->port()));
    follow(followed);
    ask(u"as-written-"_s, 3);
    QTRY_VERIFY(followed.has(u"as-written-2"_s));
    QVERIFY(isDense(followed.lines));
    QVERIFY(followed.lines.row(0).json().startsWith("{\"time\":"));
    QVERIFY(followed.lines.records.front().place.epoch > 0);
    followed.feed.stop();
    QTRY_COMPARE(followed.feed.state().kind, FeedState::Kind::Stopped);
}

void TestLogFeed::connectionThatStaysGoodIsKept()
{
    FeedSettings soonGood = settings(m_daemon->port());
    soonGood.times.good = 1ms;
    Followed followed(soonGood);
    follow(followed);
    ask(u"stays-good-"_s, 20);
    QTRY_VERIFY(followed.has(u"stays-good-19"_s));
    QVERIFY(std::ranges::none_of(followed.states,
                                 [](const FeedState &state) { return state.kind == FeedState::Kind::Reconnecting; }));
}

void TestLogFeed::cutTenTimesNothingIsLostAndNothingComesTwice()
{
    FaultProxy proxy(m_daemon->port());
    for (int i = 0; i < 10; ++i)
        proxy.inject(stream, cutBehind(6'000 + 37 * i));
    Followed followed(settings(proxy.port()));
    follow(followed);
    ask(u"cut-stream-"_s, 600);
    QTRY_VERIFY_WITH_TIMEOUT(followed.has(u"cut-stream-599"_s), 30'000);
    QCOMPARE(proxy.count(stream), 11);
    QVERIFY(isDense(followed.lines));
    QCOMPARE(followed.count(RowKind::Line), followed.lines.size());
    QVERIFY(followed.lines.size() >= 600);
}

void TestLogFeed::cutAnywhereInTheFirstLinesNothingIsLost()
{
    FaultProxy proxy(m_daemon->port());
    for (int i = 0; i < 60; ++i)
        proxy.inject(stream, cutBehind(300 + 13 * i)); // in the head, in a line, at its end
    Followed followed(settings(proxy.port()));
    follow(followed);
    ask(u"anywhere-"_s, 200);
    QTRY_COMPARE_WITH_TIMEOUT(proxy.count(stream), 61, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(followed.has(u"anywhere-199"_s), 30'000);
    QVERIFY(isDense(followed.lines));
    QCOMPARE(followed.count(RowKind::Line), followed.lines.size());
}

void TestLogFeed::refusedTokenIsReplaced()
{
    Followed followed(settings(m_daemon->port()));
    QSignalSpy needed(&followed.feed, &LogFeed::tokenNeeded);
    followed.feed.start();
    QVERIFY(needed.wait());
    followed.feed.setToken(Secret("no-token"));
    QVERIFY(needed.wait()); // after a pause, and another attempt
    QVERIFY(needed.last().front().value<Secret>() == Secret("no-token"));
    followed.feed.setToken(Secret(m_admin.access.toLatin1()));
    QTRY_VERIFY_WITH_TIMEOUT(followed.isLive(), 30'000);
}

void TestLogFeed::whoMayNotReadIsToldSo()
{
    Followed followed(settings(m_daemon->port()));
    followed.feed.setToken(Secret(m_user.access.toLatin1()));
    followed.feed.start();
    QTRY_COMPARE(followed.feed.state().kind, FeedState::Kind::Forbidden);
    QVERIFY(followed.feed.state().problem.contains(u"logs.read"));
}

void TestLogFeed::whoAsksAgainNeedNotWait()
{
    FaultProxy proxy(m_daemon->port());
    proxy.down();
    FeedSettings slow = settings(proxy.port());
    slow.times.firstRetry = slow.times.lastRetry = 10min;
    Followed followed(slow);
    followed.feed.setToken(Secret(m_admin.access.toLatin1()));
    followed.feed.start();
    QTRY_COMPARE(followed.feed.state().kind, FeedState::Kind::Reconnecting);
    QTRY_VERIFY(proxy.up()); // another program may have the port for a moment
    followed.feed.start();
    QTRY_VERIFY_WITH_TIMEOUT(followed.isLive(), 30'000);
}

void TestLogFeed::serverThatIsSilentIsLeft()
{
    QTcpServer silent;
    silent.listen(QHostAddress::LocalHost);
    int connections = 0;
    connect(&silent, &QTcpServer::newConnection, &silent, [&] {
        ++connections;
        silent.nextPendingConnection()->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:\n\n");
    });
    FeedSettings impatient = settings(silent.serverPort());
    impatient.times.silence = 100ms;
    Followed followed(impatient);
    follow(followed);
    QTRY_VERIFY(connections >= 2);
    QVERIFY(std::any_of(followed.states.begin(), followed.states.end(), [](const FeedState &state) {
        return state.kind == FeedState::Kind::Reconnecting && state.retryIn > 0ms && !state.problem.isEmpty();
    }));
}

void TestLogFeed::serverFiltersWhenAsked()
{
    FeedSettings filtered = settings(m_daemon->port());
    filtered.filter.requestId = u"wanted-7"_s;
    Followed followed(filtered);
    follow(followed);
    ask(u"wanted-"_s, 12);
    QTRY_COMPARE(followed.lines.size(), 1);
    QCOMPARE(followed.lines.row(0).requestId(), u"wanted-7"_s);
}

/// The last test: there is another daemon behind it.
void TestLogFeed::linesWrittenAroundARestartAreFetched()
{
    FaultProxy proxy(m_daemon->port());
    Followed followed(settings(proxy.port()));
    follow(followed);
    ask(u"before-restart-"_s, 5);
    QTRY_VERIFY(followed.has(u"before-restart-4"_s));
    QCOMPARE(m_daemon->stop(), 0);
    const qint64 lastSeq = m_daemon->log().last().value(u"seq"_s).toInteger();
    QVERIFY2(m_daemon->start(), m_daemon->err().constData());
    proxy.setTarget(m_daemon->port());
    ask(u"after-restart-"_s, 5);
    QTRY_VERIFY_WITH_TIMEOUT(followed.has(u"after-restart-4"_s), 30'000);
    QVERIFY(isDense(followed.lines));
    QCOMPARE(followed.count(RowKind::Restart), 1);
    QCOMPARE(followed.count(RowKind::Gap), 0);
    const auto restart = std::find_if(followed.lines.records.begin(), followed.lines.records.end(),
                                      [](const LogRecord &record) { return record.kind == RowKind::Restart; });
    QCOMPARE(std::prev(restart)->place.seq, lastSeq);
    QCOMPARE(std::next(restart)->place.seq, 1);
}

QTEST_GUILESS_MAIN(TestLogFeed)
#include "tst_log_feed.moc"
