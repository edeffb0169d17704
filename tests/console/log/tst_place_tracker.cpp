#include "log/batch_queue.h"
#include "log/place_tracker.h"

#include <QtTest/QTest>

using namespace auth::console;
using Next = PlaceTracker::Next;

/// What is missing is noticed, and said.
class TestPlaceTracker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesAreRead_data();
    void placesAreRead();
    void numbersFollowEachOther();
    void missingNumbersAreTold();
    void anotherRunIsTold();
    void filteredStreamIsNotCounted();
    void queueTellsWhatItDropped();
    void queueIsBoundedInBytesToo();
};

void TestPlaceTracker::placesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("place") << QByteArray("1700000000000-42") << true;
    QTest::newRow("zero") << QByteArray("1-0") << true;
    for (const char *text :
         {"", "-", "1-", "-1", "1", "1--1", "1-2-3", "a-1", "1-99999999999999999999", "1-1 ", "+1-1"})
        QTest::newRow(text) << QByteArray(text) << false;
}

void TestPlaceTracker::placesAreRead()
{
    QFETCH(QByteArray, text);
    const auto place = LinePlace::parse(text);
    QTEST(place.has_value(), "valid");
    if (place)
        QCOMPARE(place->text(), text);
}

void TestPlaceTracker::numbersFollowEachOther()
{
    PlaceTracker tracker(true);
    LogBatch out;
    QCOMPARE(tracker.judge({5, 100}), Next::Follows);
    tracker.take({5, 100}, out);
    QCOMPARE(tracker.judge({5, 100}), Next::Repeated);
    QCOMPARE(tracker.judge({5, 7}), Next::Repeated);
    QCOMPARE(tracker.judge({5, 101}), Next::Follows);
    QCOMPARE(tracker.judge({5, 102}), Next::Ahead);
    QCOMPARE(tracker.judge({6, 1}), Next::Ahead);
    QVERIFY(out.isEmpty());
}

void TestPlaceTracker::missingNumbersAreTold()
{
    PlaceTracker tracker(true);
    LogBatch out;
    tracker.start({5, 10});
    tracker.skipTo({5, 11}, out);
    QVERIFY(out.isEmpty());
    tracker.skipTo({5, 15}, out);
    QCOMPARE(out.size(), 1);
    QCOMPARE(out.records[0].kind, RowKind::Gap);
    QCOMPARE(out.records[0].missing(), 4);
    QCOMPARE(tracker.judge({5, 15}), Next::Follows);
}

void TestPlaceTracker::anotherRunIsTold()
{
    PlaceTracker tracker(true);
    LogBatch out;
    tracker.start({5, 10});
    tracker.take({6, 3}, out);
    QCOMPARE(out.size(), 2);
    QCOMPARE(out.records[0].kind, RowKind::Restart);
    QCOMPARE(out.records[1].missing(), 2);
    QCOMPARE(*tracker.last(), (LinePlace{6, 3}));
}

void TestPlaceTracker::filteredStreamIsNotCounted()
{
    PlaceTracker tracker(false);
    LogBatch out;
    tracker.take({5, 10}, out);
    QCOMPARE(tracker.judge({5, 90}), Next::Follows);
    tracker.take({5, 90}, out);
    QVERIFY(out.isEmpty());
    QCOMPARE(tracker.judge({5, 90}), Next::Repeated);
}

void TestPlaceTracker::queueTellsWhatItDropped()
{
    BatchQueue queue(3);
    const auto put = [&queue](int rows) {
        LogBatch batch;
        for (int i = 0; i < rows; ++i)
            batch.add({}, {});
        return queue.put(batch);
    };
    QVERIFY(put(2));
    QVERIFY(!put(2));
    QCOMPARE(queue.dropped(), 2);
    QCOMPARE(queue.take().size(), 2);
    QVERIFY(put(1));
    const LogBatch rows = queue.take();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.records[0].kind, RowKind::Overflow);
    QCOMPARE(rows.records[0].missing(), 2);
    QVERIFY(!put(0));
}

void TestPlaceTracker::queueIsBoundedInBytesToo()
{
    BatchQueue queue(1000, 100);
    const auto put = [&queue](qsizetype size) {
        LogBatch batch;
        const QByteArray text(size, 'x');
        batch.add({}, {text});
        return queue.put(batch);
    };
    QCOMPARE(queue.room(), 1000);
    QVERIFY(put(60));
    QCOMPARE(queue.room(), 0);
    QVERIFY(!put(60));
    QCOMPARE(queue.dropped(), 1);
    QCOMPARE(queue.take().size(), 1);
    QVERIFY(put(60));
    QCOMPARE(queue.take().records[0].missing(), 1);
}

QTEST_GUILESS_MAIN(TestPlaceTracker)
#include "tst_place_tracker.moc"
