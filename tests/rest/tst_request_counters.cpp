#include "rest/request_counters.h"

#include <QtTest/QTest>

#include <thread>

using namespace auth;
using namespace std::chrono_literals;

class RequestCountersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boundsGrowFromATenthOfAMillisecondToTenSeconds()
    {
        QCOMPARE(durationBounds.front(), 100us);
        QCOMPARE(durationBounds[6], 1000us);
        QCOMPARE(durationBounds.back(), std::chrono::microseconds(10s));
        QVERIFY(std::is_sorted(durationBounds.begin(), durationBounds.end()));
    }

    void durationsFallIntoTheirRange_data()
    {
        QTest::addColumn<qint64>("nanos");
        QTest::addColumn<int>("range");
        QTest::newRow("backwards") << qint64{-5} << 0;
        QTest::newRow("nothing") << qint64{0} << 0;
        QTest::newRow("on a bound") << qint64{100'000} << 0;
        QTest::newRow("behind a bound") << qint64{101'000} << 1;
        QTest::newRow("a millisecond") << qint64{1'000'000} << 6;
        QTest::newRow("ten seconds") << qint64{10'000'000'000} << 30;
        QTest::newRow("more") << qint64{10'000'001'000} << 31;
        QTest::newRow("much more") << qint64{3'600'000'000'000} << 31;
    }
    void durationsFallIntoTheirRange()
    {
        QFETCH(const qint64, nanos);
        QFETCH(const int, range);
        RequestCounters counters;
        counters.record(200, {}, std::chrono::nanoseconds(nanos));
        const RequestCounts counts = counters.snapshot();
        for (std::size_t i = 0; i < counts.durations.size(); ++i)
            QCOMPARE(counts.durations[i], quint64(int(i) == range));
        QCOMPARE(counts.total, std::chrono::microseconds(std::max<qint64>(0, nanos / 1000)));
    }

    void statusesAndErrorsAreCounted()
    {
        RequestCounters counters;
        for (const int status : {200, 201, 304, 401, 503, 599, 99, 700})
            counters.record(status, {}, 1ms);
        counters.record(401, ErrorCode::InvalidCredentials, 1ms);
        counters.record(503, ErrorCode::CircuitOpen, 1ms);
        const RequestCounts counts = counters.snapshot();
        QCOMPARE(counts.byClass, (std::array<quint64, 5>{1, 2, 1, 2, 4}));
        QCOMPARE(counts.requests(), quint64{10});
        QCOMPARE(counts.succeeded(), quint64{2});
        QCOMPARE(counts.errors,
                 (std::map<ErrorCode, quint64>{{ErrorCode::InvalidCredentials, 1}, {ErrorCode::CircuitOpen, 1}}));
    }

    void whatWasAddedIsTheDifference()
    {
        RequestCounters counters;
        counters.record(401, ErrorCode::InvalidCredentials, 1ms);
        const RequestCounts before = counters.snapshot();
        counters.record(401, ErrorCode::InvalidCredentials, 2ms);
        counters.record(200, {}, 3ms);
        const RequestCounts added = counters.snapshot() - before;
        QCOMPARE(added.requests(), quint64{2});
        QCOMPARE(added.errors.at(ErrorCode::InvalidCredentials), quint64{1});
        QCOMPARE(added.total, std::chrono::microseconds(5ms));
        RequestCounts sum = before;
        sum += added;
        QCOMPARE(sum.durations, counters.snapshot().durations);
    }

    void quantilesAreWithinTheirRange_data()
    {
        QTest::addColumn<QList<int>>("millis");
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::newRow("one") << QList<int>{2} << 0.5 << 1.5 << 2.5;
        QTest::newRow("half of two") << QList<int>{1, 100} << 0.5 << 0.7 << 1.0;
        QTest::newRow("most of two") << QList<int>{1, 100} << 0.99 << 70.0 << 100.0;
        QTest::newRow("a slow one in a hundred") << (QList<int>(99, 3) + QList<int>{4000}) << 0.99 << 2.5 << 3.5;
        QTest::newRow("beyond") << QList<int>{60'000} << 0.5 << 10'000.0 << 10'000.0;
    }
    void quantilesAreWithinTheirRange()
    {
        QFETCH(const QList<int>, millis);
        QFETCH(const double, share);
        QFETCH(const double, from);
        QFETCH(const double, to);
        RequestCounters counters;
        for (const int each : millis)
            counters.record(200, {}, std::chrono::milliseconds(each));
        const double took = static_cast<double>(quantile(counters.snapshot().durations, share)->count()) / 1000;
        QVERIFY2(took >= from && took <= to, QByteArray::number(took));
    }

    void nothingHasNoQuantile() { QVERIFY(!quantile(RequestCounts().durations, 0.5)); }

    void threadsCountTogether()
    {
        RequestCounters counters;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t)
                threads.emplace_back([&] {
                    for (int i = 0; i < 10'000; ++i)
                        counters.record(200, {}, 1ms);
                });
        }
        QCOMPARE(counters.snapshot().requests(), quint64{40'000});
        QCOMPARE(counters.snapshot().total, std::chrono::microseconds(40s));
    }
};

QTEST_APPLESS_MAIN(RequestCountersTest)
#include "tst_request_counters.moc"
