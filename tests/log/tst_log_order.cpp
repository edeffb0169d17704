#include "log/log_order.h"
#include "log/log_ring.h"

#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr SteadyTime start{};

LogEvent line(qint64 seq) { return {.event = u"test.line"_s, .seq = seq}; }

SharedLogEvent shared(qint64 seq) { return std::make_shared<const LogEvent>(line(seq)); }

QList<qint64> numbersOf(const std::vector<SharedLogEvent> &events)
{
    QList<qint64> all;
    for (const SharedLogEvent &event : events)
        all += event->seq;
    return all;
}

QList<qint64> numbersOf(const LiveLines &lines)
{
    QList<qint64> all;
    for (const auto &each : lines)
        all += each->event.seq;
    return all;
}

} // namespace

class LogOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void overtakenLinesAreWaitedFor()
    {
        LogOrder order(1s, 100);
        for (const qint64 seq : {1, 4, 3})
            order.add(shared(seq), start);
        QCOMPARE(numbersOf(order.take(start)), QList<qint64>{1});
        QVERIFY(order.isWaiting());
        order.add(shared(2), start + 999ms);
        QCOMPARE(numbersOf(order.take(start + 999ms)), (QList<qint64>{2, 3, 4}));
        QVERIFY(!order.isWaiting());
        QCOMPARE(order.late(), 0);
    }

    void lineThatDoesNotComeIsGivenUp()
    {
        LogOrder order(1s, 100);
        for (const qint64 seq : {2, 3, 5})
            order.add(shared(seq), start);
        QCOMPARE(numbersOf(order.take(start + 999ms)), QList<qint64>());
        QCOMPARE(numbersOf(order.take(start + 1s)), (QList<qint64>{2, 3}));
        order.add(shared(1), start + 1s);
        QCOMPARE(order.late(), 1);
        QCOMPARE(numbersOf(order.take(start + 1999ms)), QList<qint64>()); // the next one has its own time
        QCOMPARE(numbersOf(order.take(start + 2s)), QList<qint64>{5});
    }

    void noMoreThanSoManyWait()
    {
        LogOrder order(1s, 3);
        for (const qint64 seq : {2, 3, 4})
            order.add(shared(seq), start);
        QCOMPARE(numbersOf(order.take(start)), QList<qint64>());
        order.add(shared(5), start);
        QCOMPARE(numbersOf(order.take(start)), (QList<qint64>{2, 3, 4, 5}));
    }

    void ringKeepsTheNewestLines()
    {
        LogRing ring({.lines = 3});
        QCOMPARE(ring.first(), 1);
        QCOMPARE(ring.last(), 0);
        for (const qint64 seq : {1, 2, 4, 5})
            ring.append(line(seq));
        QCOMPARE(ring.first(), 2);
        QCOMPARE(ring.last(), 5);
        QCOMPARE(numbersOf(ring.after(0, 10)), (QList<qint64>{2, 4, 5}));
        QCOMPARE(numbersOf(ring.after(2, 10)), (QList<qint64>{4, 5}));
        QCOMPARE(numbersOf(ring.after(3, 1)), QList<qint64>{4});
        QCOMPARE(numbersOf(ring.after(5, 10)), QList<qint64>());
    }

    void ringKnowsHowFarAReaderIsBehind()
    {
        LogRing ring({.lines = 3});
        for (const qint64 seq : {1, 2, 3, 4})
            ring.append(line(seq));
        const qint64 size = ring.after(3, 1).front()->json.size();
        QCOMPARE(ring.bytesAfter(4), 0);
        QCOMPARE(ring.bytesAfter(3), size);
        QCOMPARE(ring.bytesAfter(2), 2 * size);
        QCOMPARE(ring.bytesAfter(0), 3 * size); // of what is there
    }

    void ringStaysWithinItsMemory()
    {
        LogRing ring({.bytes = 20'000});
        for (qint64 seq = 1; seq <= 1000; ++seq)
            ring.append(line(seq));
        QVERIFY(ring.bytes() <= 20'000);
        QVERIFY(ring.first() > 900);
        QCOMPARE(ring.last(), 1000);
        LogEvent large = line(1001);
        large.message = QString(20'000, u'x');
        ring.append(large);
        QCOMPARE(numbersOf(ring.after(0, 10)), QList<qint64>{1001}); // one line always fits
    }

    void linesAreJson()
    {
        LogRing ring({});
        ring.append(line(7));
        QByteArray json;
        JsonLine().append(json, line(7));
        QCOMPARE(QByteArray(ring.after(0, 1).front()->json + '\n'), json);
    }
};

QTEST_GUILESS_MAIN(LogOrderTest)
#include "tst_log_order.moc"
