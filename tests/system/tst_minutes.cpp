#include "system/minutes.h"

#include "api/endpoints.h"
#include "tests/support/manual_clock.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;

namespace {

/// A service that is told what it has done.
struct Service {
    RequestCounters login, refresh, registration, health;
    HashCounts hashing{.slots = 2};
    int storeQueue = 0;
    qint64 linesLost = 0;
    quint64 turnedAway = 0;
    std::optional<ConnectionPool::Counters> pool;

    Counters counters() const
    {
        Counters counters;
        counters.routes = {{"POST", api::login.facts.path, false, login.snapshot()},
                           {"POST", api::refresh.facts.path, false, refresh.snapshot()},
                           {"POST", api::registerUser.facts.path, false, registration.snapshot()},
                           {"GET", api::health.facts.path, true, health.snapshot()}};
        counters.lanes = {{QStringLiteral("store"), 4, 64, 1s, {.waiting = storeQueue, .refused = turnedAway}},
                          {QStringLiteral("hash"), 4, 64, 1s, {}}};
        counters.hashing = hashing;
        counters.pool = pool;
        counters.sinks = {{QStringLiteral("stdout"), 10, linesLost, 0}};
        return counters;
    }
};

struct Rig {
    ManualClock clock;
    Service service;
    Minutes minutes{service.counters(), clock};

    void pass(std::chrono::milliseconds time)
    {
        clock.advance(time);
        minutes.note(service.counters());
    }
    QList<MinuteCounts> last(std::chrono::minutes window = 60min) { return minutes.last(window, service.counters()); }
};

} // namespace

class MinutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCountMovesWithItsCause()
    {
        Rig rig;
        rig.service.login.record(200, {}, 100ms);
        rig.service.login.record(401, ErrorCode::InvalidCredentials, 100ms);
        rig.service.login.record(403, ErrorCode::AccountDisabled, 100ms);
        rig.service.login.record(429, ErrorCode::RateLimited, 1ms);
        rig.service.login.record(400, ErrorCode::ValidationError, 1ms); // no attempt
        rig.service.refresh.record(200, {}, 1ms);
        rig.service.registration.record(201, {}, 100ms);
        rig.service.registration.record(503, ErrorCode::Overloaded, 1ms);
        rig.service.linesLost = 3;
        rig.service.turnedAway = 2;
        const MinuteCounts minute = rig.last().constLast();
        QCOMPARE(minute.loginsOk, 1);
        QCOMPARE(minute.loginsFailed, 3);
        QCOMPARE(minute.refreshes, 1);
        QCOMPARE(minute.registrations, 1);
        QCOMPARE(minute.requests, 8);
        QCOMPARE(minute.clientErrors, 4);
        QCOMPARE(minute.serverErrors, 1);
        QCOMPARE(minute.rateLimited, 1);
        QCOMPARE(minute.logDropped, 3);
        QCOMPARE(minute.queueFull, 2);
        QVERIFY(*minute.p50Ms <= 1 && *minute.p99Ms > 70);
    }

    void whatMachinesAskDoesNotCount()
    {
        Rig rig;
        rig.service.health.record(200, {}, 1ms);
        QCOMPARE(rig.last().constLast().requests, 0);
        QVERIFY(!rig.last().constLast().p50Ms);
    }

    void minutesAddUp()
    {
        Rig rig;
        for (int i = 0; i < 10; ++i) {
            rig.service.refresh.record(200, {}, 1ms);
            rig.pass(30s);
        }
        const QList<MinuteCounts> minutes = rig.last();
        QCOMPARE(minutes.size(), 6);
        for (qsizetype i = 0; i < 5; ++i) {
            QCOMPARE(minutes[i].seconds, 60.0);
            QCOMPARE(minutes[i].refreshes, 2);
            QCOMPARE(minutes[i].from, fromMillis(1'800'000'000'000 + i * 60'000));
        }
        QCOMPARE(minutes.constLast().seconds, 0.0);
        QCOMPARE(minutes.constLast().refreshes, 0);
    }

    void aMinuteThatCouldNotBeEndedInTimeSaysHowLongItWas()
    {
        Rig rig;
        rig.pass(150s);
        QCOMPARE(rig.last().constFirst().seconds, 150.0);
        QCOMPARE(rig.last().size(), 2);
    }

    void stepsOfTheWallClockMakeNoMinuteLongerOrShorter_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("an hour on") << 3600;
        QTest::newRow("an hour back") << -3600;
        QTest::newRow("a second back") << -1;
    }
    void stepsOfTheWallClockMakeNoMinuteLongerOrShorter()
    {
        QFETCH(const int, seconds);
        Rig rig;
        rig.service.refresh.record(200, {}, 1ms);
        rig.pass(30s);
        rig.clock.adjust(std::chrono::seconds(seconds));
        rig.pass(29s);
        QCOMPARE(rig.last().size(), 1);
        rig.pass(1s);
        QCOMPARE(rig.last().size(), 2);
        QCOMPARE(rig.last().constFirst().seconds, 60.0);
        QCOMPARE(rig.last().constFirst().refreshes, 1);
        QCOMPARE(rig.last().constLast().from, rig.clock.now()); // the new time from now on
        rig.pass(60s);
        QCOMPARE(rig.last(2min).size(), 3);
    }

    void theWindowIsKept()
    {
        Rig rig;
        for (int i = 0; i < 10; ++i)
            rig.pass(1min);
        QCOMPARE(rig.last(3min).size(), 4);
        QCOMPARE(rig.last(1min).size(), 2);
        QCOMPARE(rig.last(60min).size(), 11);
    }

    void aDayIsKeptAndNoMore()
    {
        Rig rig;
        for (int i = 0; i < 1500; ++i)
            rig.pass(1min);
        QCOMPARE(rig.last(Minutes::memory * 2).size(), 1441);
    }

    void queuesAreRememberedAtTheirLongest()
    {
        Rig rig;
        rig.service.storeQueue = 7;
        rig.service.pool = ConnectionPool::Counters{.taken = 5};
        rig.pass(1s);
        rig.service.storeQueue = 1;
        rig.service.pool->taken = 1;
        rig.pass(59s);
        QCOMPARE(rig.last().constFirst().storeQueue, 7);
        QCOMPARE(rig.last().constFirst().poolUsed, 5);
        rig.pass(60s);
        QCOMPARE(rig.last()[1].storeQueue, 1);
    }

    void activityIsToldUntilItIsNotKnown()
    {
        Rig rig;
        QVERIFY(!rig.last().constLast().activeSessions);
        rig.minutes.note(SessionActivity{.sessions = 9, .users = 4});
        QCOMPARE(rig.last().constLast().activeSessions, std::optional<qint64>(9));
        QCOMPARE(rig.last().constLast().activeUsers, std::optional<qint64>(4));
        rig.minutes.note(std::optional<SessionActivity>());
        QVERIFY(!rig.last().constLast().activeUsers);
    }

    void hashesOfTheLastMinutesAreAdded()
    {
        Rig rig;
        for (int i = 0; i < 8; ++i) {
            rig.service.hashing.hashes += 10;
            rig.service.hashing.time += 1s;
            rig.pass(1min);
        }
        const HashLoad load = rig.minutes.hashLoad(5min, rig.service.counters());
        QCOMPARE(load.hashes, quint64{50});
        QCOMPARE(load.time, std::chrono::nanoseconds(5s));
        QCOMPARE(load.over, std::chrono::nanoseconds(5min));
    }
};

QTEST_APPLESS_MAIN(MinutesTest)
#include "tst_minutes.moc"
