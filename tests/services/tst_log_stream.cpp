#include "core/json.h"
#include "log/log.h"
#include "services/log_stream.h"
#include "tests/support/manual_clock.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

#include <thread>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What a client understands of a stream (HTML Standard section 9.2.6).
struct Received {
    QList<qint64> seqs;
    QList<QJsonObject> gaps;
    QStringList ends;
    QString lastId;
    int comments = 0;
};

Received understood(const QByteArray &bytes)
{
    Received all;
    QByteArray type;
    QByteArray data;
    QString id;
    const qsizetype whole = bytes.lastIndexOf("\n\n"); // what is cut off is not dispatched
    for (const QByteArray &line : bytes.first(std::max<qsizetype>(whole + 2, 0)).split('\n')) {
        if (line.startsWith("id: "))
            id = QString::fromLatin1(line.sliced(4));
        else if (line.startsWith("event: "))
            type = line.sliced(7);
        else if (line.startsWith("data: "))
            data = line.sliced(6);
        all.comments += line.startsWith(':');
        if (!line.isEmpty())
            continue;
        all.lastId = id.isEmpty() ? all.lastId : id;
        const QJsonObject object = QJsonDocument::fromJson(data).object();
        if (type == "gap")
            all.gaps += object;
        else if (type == "end")
            all.ends += object.value(u"reason"_s).toString();
        else if (!data.isEmpty())
            all.seqs += object.value(u"seq"_s).toInteger();
        type.clear();
        data.clear();
    }
    return all;
}

/// A client that takes pieces as the edge does, as long as it reads.
class Follower {
public:
    explicit Follower(EventStream stream) : m_stream(std::move(stream)) { read(); }

    /// Takes what is there, and asks for more until nothing comes.
    void read()
    {
        m_reads = true;
        while (wantsMore())
            m_stream.next([state = m_state](const QByteArray &piece) {
                const std::lock_guard lock(state->mutex);
                state->asked = false;
                state->bytes += piece;
                state->ended = state->ended || piece.isEmpty();
            });
    }
    void pause() { m_reads = false; }
    QByteArray bytes()
    {
        if (m_reads)
            read();
        const std::lock_guard lock(m_state->mutex);
        return m_state->bytes;
    }
    Received received() { return understood(bytes()); }
    bool hasEnded()
    {
        bytes();
        const std::lock_guard lock(m_state->mutex);
        return m_state->ended;
    }

private:
    struct State {
        std::mutex mutex;
        QByteArray bytes;
        bool asked = false;
        bool ended = false;
    };

    bool wantsMore()
    {
        const std::lock_guard lock(m_state->mutex);
        return !m_state->ended && !std::exchange(m_state->asked, true);
    }

    EventStream m_stream;
    std::shared_ptr<State> m_state = std::make_shared<State>();
    bool m_reads = true;
};

Caller callerOf(unsigned char number)
{
    Caller caller;
    caller.user = UserId(IdBytes{number});
    caller.session = SessionId(IdBytes{number, 1});
    return caller;
}

LogStreamRequest behind(const QString &id)
{
    LogStreamRequest request;
    request.lastEventId = id;
    return request;
}

struct Service {
    explicit Service(LogStreamLimits limits = {}, LogHistory history = {})
        : stream(log, {.linger = 1ms}, limits, std::move(history), clock)
    {
    }

    Follower follow(const LogStreamRequest &request = {}, unsigned char user = 1)
    {
        auto opened = stream.open(request, callerOf(user));
        return Follower(opened ? *opened : EventStream{[](EventStream::Write write) { write({}); }});
    }
    void write(int lines, const QString &message = u"A line."_s)
    {
        for (int i = 0; i < lines; ++i)
            log.info(u"test.line", message);
        written += lines;
    }
    /// All that was written is where followers read it.
    bool isKept()
    {
        return QTest::qWaitFor([&] { return understood(follow(behind(id(0)), 99).bytes()).lastId == id(written); });
    }
    QString id(qint64 seq) const { return LogPosition{log.epoch(), seq}.text(); }

    ManualClock clock;
    Log log{clock, u"test"_s, LogLevel::Debug};
    LogStream stream;
    qint64 written = 0;
};

QList<qint64> numbers(qint64 first, qint64 last)
{
    QList<qint64> all;
    for (qint64 number = first; number <= last; ++number)
        all += number;
    return all;
}

} // namespace

class LogStreamTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesOfAllThreadsArriveOnceAndInOrder()
    {
        Service service;
        Follower follower = service.follow();
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int line = 0; line < 500; ++line)
                    service.log.info(u"test.line", u"A line."_s);
            });
        threads.clear();
        QTRY_COMPARE(follower.received().seqs.size(), 2000);
        QCOMPARE(follower.received().seqs, numbers(1, 2000));
        QCOMPARE(follower.received().gaps.size(), 0);
        QCOMPARE(service.stream.counters().late, 0);
    }

    void streamBeginsNowAndWithAnId()
    {
        Service service;
        service.write(3);
        QVERIFY(service.isKept());
        Follower follower = service.follow();
        QVERIFY(follower.bytes().startsWith("retry: 2000\nid: " + service.id(3).toLatin1() + "\n\n"));
        service.write(1);
        QTRY_COMPARE(follower.received().seqs, QList<qint64>{4});
        QCOMPARE(follower.received().lastId, service.id(4));
    }

    void resumeAtEveryByteGivesEachLineOnce()
    {
        Service service;
        service.write(4);
        QVERIFY(service.isKept());
        const QByteArray whole = service.follow(behind(service.id(0))).bytes();
        QCOMPARE(understood(whole).seqs, numbers(1, 4));
        for (qsizetype cut = 0; cut <= whole.size(); ++cut) {
            const Received before = understood(whole.first(cut));
            LogStreamRequest request;
            request.after = before.lastId.isEmpty() ? service.id(0) : before.lastId;
            const Received after = service.follow(request).received();
            QCOMPARE(before.seqs + after.seqs, numbers(1, 4));
            QCOMPARE(after.gaps.size(), 0);
        }
    }

    void whatMemoryHoldsNoMoreIsAnnounced()
    {
        Service service({.kept = {.lines = 5}});
        service.write(20);
        QVERIFY(service.isKept());
        Follower follower = service.follow(behind(service.id(7)));
        const Received received = follower.received();
        QCOMPARE(received.gaps.size(), 1);
        QCOMPARE(received.gaps[0].value(u"after"_s).toString(), service.id(7));
        QCOMPARE(received.gaps[0].value(u"before"_s).toString(), service.id(16));
        QCOMPARE(received.seqs, numbers(16, 20));
        QCOMPARE(service.follow(behind(service.id(15))).received().gaps.size(), 0); // the edge
        QCOMPARE(service.follow(behind(service.id(14))).received().gaps.size(), 1);
    }

    void anotherRunIsAGapAndThenEverything()
    {
        Service service;
        service.write(3);
        QVERIFY(service.isKept());
        const Received received = service.follow(behind(u"1700000000000-42"_s)).received();
        QCOMPARE(received.gaps.size(), 1);
        QCOMPARE(received.gaps[0].value(u"after"_s).toString(), u"1700000000000-42"_s);
        QCOMPARE(received.gaps[0].value(u"before"_s).toString(), service.id(1));
        QCOMPARE(received.seqs, numbers(1, 3));
    }

    void olderLinesComeFromTheStore_data()
    {
        QTest::addColumn<int>("missing");
        QTest::newRow("all there") << 0;
        QTest::newRow("one missing") << 5;
    }
    void olderLinesComeFromTheStore()
    {
        QFETCH(int, missing);
        const LogHistory history = [&](const LogPosition &after, qint64 before, qsizetype most) {
            QList<LogEvent> lines;
            for (qint64 seq = after.seq + 1; seq < before && lines.size() < std::min<qsizetype>(most, 4); ++seq) {
                if (seq != missing)
                    lines += LogEvent{.event = u"test.line"_s, .seq = seq};
            }
            return lines;
        };
        Service service({.kept = {.lines = 5}}, history);
        service.write(20);
        QVERIFY(QTest::qWaitFor(
            [&] { return service.follow(behind(service.id(0)), 99).received().lastId == service.id(20); }));
        const Received received = service.follow(behind(service.id(2))).received();
        QList<qint64> expected = numbers(3, 20);
        expected.removeAll(missing);
        QCOMPARE(received.seqs, expected);
        QCOMPARE(received.gaps.size(), missing ? 1 : 0);
    }

    void idsThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id :
             {"x", "-", "1", "1-", "-1", "1--1", "1-1-1", "1-x", "x-1", "1-1 ", " 1-1", "+1-1", "1-+1",
              "1-9999999999999999999", "99999999999999999999-1", "1-1\r\ndata: x", "1-1\n\n", "\xd9\xa1-1"})
            QTest::newRow(id) << QString::fromUtf8(id);
        QTest::newRow("U+0000") << u"1-1"_s + QChar(0);
    }
    void idsThatAreNoneAreRefused()
    {
        QFETCH(QString, id);
        Service service;
        LogStreamRequest request;
        request.after = id;
        const auto byParameter = service.stream.open(request, callerOf(1));
        QVERIFY(!byParameter);
        QCOMPARE(byParameter.error().code, ErrorCode::ValidationError);
        QCOMPARE(byParameter.error().fields[0].field, u"after"_s);
        const auto byHeader = service.stream.open(behind(id), callerOf(1));
        QVERIFY(!byHeader);
        QCOMPARE(byHeader.error().fields[0].field, u"Last-Event-ID"_s);
    }

    void idFromTheFutureIsRefused()
    {
        Service service;
        service.write(3);
        QVERIFY(service.isKept());
        QVERIFY(service.stream.open(behind(service.id(3)), callerOf(1)));
        QVERIFY(!service.stream.open(behind(service.id(4)), callerOf(1)));
    }

    void slowReaderIsDroppedAndOthersAreNot()
    {
        Service service({.kept = {.lines = 100'000}, .unsentBytes = 100'000});
        Follower slow = service.follow();
        Follower quick = service.follow();
        QTRY_COMPARE(slow.received().lastId, service.id(0));
        slow.pause();
        service.write(1); // answers what the slow one has asked for
        QTRY_COMPARE(slow.received().seqs.size(), 1);
        const QString message(500, u'x');
        for (int i = 0; i < 40; ++i) {
            service.write(25, message);
            QTRY_COMPARE(quick.received().lastId, service.id(service.written));
        }
        QTRY_COMPARE(service.stream.counters().tooSlow, 1);
        QCOMPARE(slow.received().ends.size(), 0);
        slow.read();
        QTRY_VERIFY(slow.hasEnded());
        QCOMPARE(slow.received().ends, QStringList{u"too_slow"_s});
        QCOMPARE(quick.received().seqs, numbers(1, service.written));
        QVERIFY(!quick.hasEnded());
    }

    void readerThatCatchesUpIsNotTooSlow()
    {
        Service service({.kept = {.lines = 100'000}, .unsentBytes = 65'536});
        service.write(2000, QString(500, u'x')); // ten times what one may be behind
        QVERIFY(service.isKept());
        Follower follower = service.follow(behind(service.id(0)));
        service.write(1);
        QTRY_COMPARE(follower.received().seqs, numbers(1, 2001));
        QCOMPARE(service.stream.counters().tooSlow, 0);
    }

    void onlyWhatIsAskedForIsSentAndTheIdGoesOn()
    {
        Service service;
        LogStreamRequest request;
        request.text = u"needle"_s;
        Follower follower = service.follow(request);
        service.write(10);
        service.write(1, u"a Needle"_s);
        QTRY_COMPARE(follower.received().seqs, QList<qint64>{11});
        service.write(2500);
        // Lines nobody asked for move the id on once they are a thousand or more; how many, depends on the batches.
        QTRY_VERIFY(follower.received().lastId.section(u'-', 1).toInt() > service.written - 1000);
        QCOMPARE(follower.received().seqs, QList<qint64>{11});
        const QString resumed = follower.received().lastId;
        LogStreamRequest again = request;
        again.lastEventId = resumed;
        QCOMPARE(service.follow(again).received().gaps.size(), 0);
    }

    void silenceIsInterruptedByAComment()
    {
        Service service;
        LogStreamRequest request;
        request.event = u"other."_s;
        Follower follower = service.follow(request);
        service.write(5);
        QTest::qWait(250); // several looks
        QCOMPARE(follower.received().comments, 0);
        service.clock.advance(LogStreamLimits().heartbeat);
        QTRY_COMPARE(follower.received().comments, 1);
        QCOMPARE(follower.received().lastId, service.id(5)); // lines nobody asked for are behind it
        QTest::qWait(250);
        QCOMPARE(follower.received().comments, 1);
        service.clock.advance(LogStreamLimits().heartbeat);
        QTRY_COMPARE(follower.received().comments, 2);
    }

    void lostAccessEndsTheStream()
    {
        Service service;
        Follower first = service.follow({}, 1);
        Follower second = service.follow({}, 2);
        const auto answer = [](unsigned char user, ErrorCode code) {
            return [user, code](const Caller &caller) -> Outcome {
                return caller.user == callerOf(user).user ? Outcome(Error{.code = code, .message = {}}) : Done{};
            };
        };
        service.stream.check(answer(1, ErrorCode::StorageUnavailable));
        service.write(1);
        QTRY_COMPARE(first.received().seqs.size(), 1);
        service.stream.check(answer(1, ErrorCode::TokenInvalid));
        QTRY_VERIFY(first.hasEnded());
        QCOMPARE(first.received().ends, QStringList{u"access_ended"_s});
        service.write(1);
        QTRY_COMPARE(second.received().seqs.size(), 2);
        QCOMPARE(first.received().seqs.size(), 1);
        QCOMPARE(service.stream.counters().accessEnded, 1);
    }

    void streamsOfOneUserAreLimited()
    {
        Service service({.perUser = 2});
        auto first = service.stream.open({}, callerOf(1));
        const auto second = service.stream.open({}, callerOf(1));
        const auto third = service.stream.open({}, callerOf(1));
        QVERIFY(first && second && !third);
        QCOMPARE(third.error().code, ErrorCode::Conflict);
        QCOMPARE(third.error().fields[0].code, u"too_many_streams"_s);
        QVERIFY(service.stream.open({}, callerOf(2)));
        first = Error{.code = ErrorCode::InternalError, .message = {}}; // the client has gone
        QVERIFY(service.stream.open({}, callerOf(1)));
    }

    void stoppingEndsAllStreams()
    {
        Service service;
        Follower follower = service.follow();
        service.write(3);
        service.stream.stop();
        QTRY_VERIFY(follower.hasEnded());
        QCOMPARE(follower.received().ends, QStringList{u"stopping"_s});
        QCOMPARE(follower.received().seqs, numbers(1, 3));
        const auto refused = service.stream.open({}, callerOf(1));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Overloaded);
    }
};

QTEST_GUILESS_MAIN(LogStreamTest)
#include "tst_log_stream.moc"
