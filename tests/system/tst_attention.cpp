#include "system/attention.h"

#include <QtTest/QTest>

using namespace auth;

namespace {

MinuteCounts minute(qint64 ok, qint64 failed)
{
    MinuteCounts counts;
    counts.loginsOk = ok;
    counts.loginsFailed = failed;
    return counts;
}

QStringList codes(const QList<Attention> &found)
{
    QStringList codes;
    for (const Attention &each : found)
        codes += each.code;
    return codes;
}

QStringList codesOf(const QList<MinuteCounts> &hour) { return codes(attention({}, hour, {})); }

} // namespace

class AttentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void failuresAreJudgedByTheHour_data()
    {
        QTest::addColumn<qint64>("ok");
        QTest::addColumn<qint64>("failed");
        QTest::addColumn<bool>("told");
        QTest::newRow("as ever") << qint64{90} << qint64{10} << false;
        QTest::newRow("three times") << qint64{70} << qint64{30} << false;
        QTest::newRow("more") << qint64{69} << qint64{31} << true;
        QTest::newRow("too few to tell") << qint64{0} << qint64{9} << false;
        QTest::newRow("just enough") << qint64{0} << qint64{10} << true;
        QTest::newRow("nobody") << qint64{0} << qint64{0} << false;
    }
    void failuresAreJudgedByTheHour()
    {
        QFETCH(const qint64, ok);
        QFETCH(const qint64, failed);
        QFETCH(const bool, told);
        QList<MinuteCounts> hour(58, minute(90, 10));
        hour += {minute(90, 10), minute(ok, failed)};
        QCOMPARE(codesOf(hour).contains(QStringLiteral("failure_rate")), told);
        hour.append(minute(0, 0)); // the one under way has only begun
        QCOMPARE(codesOf(hour).contains(QStringLiteral("failure_rate")), told);
        hour += QList<MinuteCounts>(2, minute(90, 10)); // it is over
        QVERIFY(!codesOf(hour).contains(QStringLiteral("failure_rate")));
    }

    void aFewBadMinutesDoNotBecomeTheUsual()
    {
        QList<MinuteCounts> hour(40, minute(95, 5));
        hour += QList<MinuteCounts>(15, minute(20, 80));
        QCOMPARE(codesOf(hour), QStringList{QStringLiteral("failure_rate")});
    }

    void failuresFromTheFirstMinuteOnAreTold()
    {
        QCOMPARE(codesOf({minute(0, 50)}), QStringList{QStringLiteral("failure_rate")});
        QCOMPARE(codesOf({}), QStringList());
    }

    void circuitsAreToldUntilTheyAreClosed()
    {
        Counters counters;
        counters.breakers = {{QStringLiteral("database"), {.state = CircuitState::Open}, {}}};
        QCOMPARE(codes(attention(counters, {}, {})), QStringList{QStringLiteral("breaker_open")});
        counters.breakers[0].status.state = CircuitState::HalfOpen;
        QCOMPARE(codes(attention(counters, {}, {})), QStringList{QStringLiteral("breaker_open")});
        counters.breakers[0].status.state = CircuitState::Closed;
        QCOMPARE(codes(attention(counters, {}, {})), QStringList());
    }

    void fullQueuesAreToldForFiveMinutes()
    {
        QList<MinuteCounts> hour(10, minute(0, 0));
        hour[5].queueFull = 1;
        QCOMPARE(codesOf(hour), QStringList{QStringLiteral("queue_full")});
        hour.append(minute(0, 0));
        QCOMPARE(codesOf(hour), QStringList());
    }

    void lostLinesAreToldForTheHour()
    {
        QList<MinuteCounts> hour(60, minute(0, 0));
        hour[0].logDropped = 1;
        QCOMPARE(codesOf(hour), QStringList{QStringLiteral("log_dropped")});
    }

    void diskIsShortWhenBothBytesAndShareAre_data()
    {
        QTest::addColumn<qint64>("free");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<bool>("told");
        const qint64 gib = 1LL << 30;
        QTest::newRow("enough bytes") << gib << 1000 * gib << false;
        QTest::newRow("a large share of a small disk") << gib / 2 << gib << false;
        QTest::newRow("neither") << gib - 1 << 100 * gib << true;
        QTest::newRow("nothing") << qint64{0} << gib << true;
    }
    void diskIsShortWhenBothBytesAndShareAre()
    {
        QFETCH(const qint64, free);
        QFETCH(const qint64, total);
        QFETCH(const bool, told);
        const QList<DiskSpace> disks{{QStringLiteral("the database"), free, total}};
        QCOMPARE(codes(attention({}, {}, disks)).contains(QStringLiteral("disk_space")), told);
    }

    void theDiskOfAFileIsFound()
    {
        const auto space = diskSpace(QStringLiteral("x"), QStringLiteral("no-such-file-yet.db"));
        QVERIFY(space && space->totalBytes > 0 && space->freeBytes <= space->totalBytes);
        QVERIFY(!diskSpace(QStringLiteral("x"), QStringLiteral("/no/such/folder/file")));
    }
};

QTEST_APPLESS_MAIN(AttentionTest)
#include "tst_attention.moc"
