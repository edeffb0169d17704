#include "resilience/backoff.h"

#include <QtTest/QTest>

#include <set>

using namespace auth;
using namespace std::chrono_literals;

namespace {

constexpr double almostOne = 0x1.fffffffffffffp-1; // the largest fraction there is

Backoff backoff(Jitter jitter, double fraction, std::chrono::milliseconds cap = 600s)
{
    return Backoff({.base = 30s, .cap = cap, .jitter = jitter}, [fraction] { return fraction; });
}

} // namespace

class TestBackoff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void delaysDoubleToTheCap()
    {
        Backoff delays = backoff(Jitter::Fifth, 0.5);
        for (const auto expected : {30s, 60s, 120s, 240s, 480s, 600s, 600s})
            QCOMPARE(delays.next(), std::chrono::nanoseconds(expected));
    }

    void successStartsAgain()
    {
        Backoff delays = backoff(Jitter::Fifth, 0.5);
        QCOMPARE(delays.next(), std::chrono::nanoseconds(30s));
        QCOMPARE(delays.next(), std::chrono::nanoseconds(60s));
        delays.reset();
        QCOMPARE(delays.next(), std::chrono::nanoseconds(30s));
        QCOMPARE(delays.next(), std::chrono::nanoseconds(60s));
    }

    void neverOverflows()
    {
        Backoff delays = backoff(Jitter::Fifth, almostOne, std::chrono::hours(24 * 365 * 100));
        std::chrono::nanoseconds before{0};
        for (int i = 0; i < 200; ++i) {
            const std::chrono::nanoseconds delay = delays.next();
            QVERIFY(delay >= before);
            before = delay;
        }
        QVERIFY(before <= std::chrono::hours(24 * 365 * 120));
    }

    void capBelowBaseIsBase()
    {
        Backoff delays = backoff(Jitter::Fifth, 0.5, 1s);
        QCOMPARE(delays.next(), std::chrono::nanoseconds(30s));
        QCOMPARE(delays.next(), std::chrono::nanoseconds(30s));
    }

    void jitterReachesItsEnds_data()
    {
        QTest::addColumn<Jitter>("jitter");
        QTest::addColumn<double>("fraction");
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("second");
        QTest::newRow("a fifth less") << Jitter::Fifth << 0.0 << 24'000LL << 48'000LL;
        QTest::newRow("a fifth more") << Jitter::Fifth << almostOne << 36'000LL << 72'000LL;
        QTest::newRow("nothing") << Jitter::Full << 0.0 << 0LL << 0LL;
        QTest::newRow("half") << Jitter::Full << 0.5 << 15'000LL << 30'000LL;
        QTest::newRow("all") << Jitter::Full << almostOne << 30'000LL << 60'000LL;
    }
    void jitterReachesItsEnds()
    {
        QFETCH(Jitter, jitter);
        QFETCH(double, fraction);
        QFETCH(qint64, first);
        QFETCH(qint64, second);
        Backoff delays = backoff(jitter, fraction);
        QCOMPARE(std::chrono::round<std::chrono::milliseconds>(delays.next()).count(), first);
        QCOMPARE(std::chrono::round<std::chrono::milliseconds>(delays.next()).count(), second);
    }

    void systemFractionsFillTheirRange()
    {
        std::set<int> tenths;
        for (int i = 0; i < 2000; ++i) { // one of ten missing by chance: 10^-90
            const double fraction = systemRandomFraction();
            QVERIFY(fraction >= 0 && fraction < 1);
            tenths.insert(static_cast<int>(fraction * 10));
        }
        QCOMPARE(tenths.size(), std::size_t(10));
    }
};

QTEST_APPLESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
