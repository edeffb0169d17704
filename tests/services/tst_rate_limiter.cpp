#include "services/rate_limiter.h"

#include "fake_rate_limit_store.h"
#include "tests/support/manual_clock.h"

#include <QtTest/QTest>

#include <latch>
#include <thread>
#include <vector>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Verdict = std::optional<Error>;
using Charge = std::function<Verdict(RateLimiter &)>;

Charge byPair()
{
    return [](RateLimiter &limiter) { return limiter.charge({RateKey::pair(u"192.0.2.1"_s, u"alice@example.org"_s)}); };
}
Charge byAddress()
{
    return [](RateLimiter &limiter) { return limiter.charge({RateKey::address(u"192.0.2.1"_s)}); };
}
Charge byRegistration()
{
    return [](RateLimiter &limiter) { return limiter.charge({RateKey::registration(u"192.0.2.1"_s)}); };
}

} // namespace

Q_DECLARE_METATYPE(Charge)

class RateLimiterTest : public QObject {
    Q_OBJECT

private:
    void addCharges()
    {
        QTest::addColumn<Charge>("charge");
        QTest::addColumn<int>("limit");
        QTest::newRow("one address with one account") << byPair() << 5;
        QTest::newRow("one address") << byAddress() << 100;
        QTest::newRow("registrations of one address") << byRegistration() << 5;
    }

    static void use(RateLimiter &limiter, const Charge &charge, int times)
    {
        for (int i = 0; i < times; ++i)
            QVERIFY2(!charge(limiter), qPrintable(u"attempt %1"_s.arg(i + 1)));
    }

private Q_SLOTS:
    void oneAttemptOverTheLimitIsRefused_data() { addCharges(); }
    void oneAttemptOverTheLimitIsRefused()
    {
        QFETCH(Charge, charge);
        QFETCH(int, limit);
        ManualClock clock;
        RateLimiter limiter({}, clock);
        use(limiter, charge, limit);
        QCOMPARE(limiter.refused(), 0u);
        const Verdict refused = charge(limiter);
        QVERIFY(refused);
        QCOMPARE(refused->code, ErrorCode::RateLimited);
        QCOMPARE(refused->retryAfter, 60s);
        QCOMPARE(limiter.refused(), 1u);
    }

    void windowEndsAfterItsLengthAndNotBefore_data() { addCharges(); }
    void windowEndsAfterItsLengthAndNotBefore()
    {
        QFETCH(Charge, charge);
        QFETCH(int, limit);
        ManualClock clock;
        RateLimiter limiter({}, clock);
        use(limiter, charge, limit);
        clock.advance(60s - 1ms);
        QCOMPARE(charge(limiter).value().retryAfter, 1s);
        clock.advance(1ms);
        use(limiter, charge, limit);
        QVERIFY(charge(limiter));
    }

    void windowStartsWithTheFirstAttempt()
    {
        ManualClock clock;
        RateLimiter limiter({}, clock);
        use(limiter, byPair(), 1);
        clock.advance(59s);
        use(limiter, byPair(), 4);
        QCOMPARE(byPair()(limiter).value().retryAfter, 1s);
        clock.advance(1s);
        use(limiter, byPair(), 5);
    }

    void refusedAttemptsDoNotLengthenTheWindow()
    {
        ManualClock clock;
        RateLimiter limiter({}, clock);
        use(limiter, byPair(), 5);
        for (int i = 0; i < 59; ++i) {
            clock.advance(1s);
            QCOMPARE(byPair()(limiter).value().retryAfter, std::chrono::seconds(59 - i));
        }
        clock.advance(1s);
        QVERIFY(!byPair()(limiter));
    }

    void settingTheWallClockChangesNothing()
    {
        ManualClock clock;
        RateLimiter limiter({}, clock);
        use(limiter, byPair(), 5);
        clock.adjust(24h);
        QVERIFY(byPair()(limiter));
        clock.adjust(-48h);
        QVERIFY(byPair()(limiter));
        clock.advance(60s);
        QVERIFY(!byPair()(limiter));
    }

    void everyKeyHasItsOwnCount()
    {
        ManualClock clock;
        RateLimiter limiter({}, clock);
        use(limiter, byPair(), 5);
        use(limiter, byRegistration(), 5);
        QVERIFY(!limiter.charge({RateKey::pair(u"192.0.2.1"_s, u"bob@example.org"_s)}));
        QVERIFY(!limiter.charge({RateKey::pair(u"192.0.2.2"_s, u"alice@example.org"_s)}));
        QVERIFY(!limiter.charge({RateKey::address(u"192.0.2.1"_s)}));
        QVERIFY(!limiter.charge({RateKey::registration(u"192.0.2.2"_s)}));
        QVERIFY(byPair()(limiter));
        QVERIFY(byRegistration()(limiter));
    }

    void addressAndAccountCannotBeMixedUp()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 1}, clock);
        QVERIFY(!limiter.charge({RateKey::pair(u"192.0.2.1"_s, u"2 alice"_s)}));
        QVERIFY(!limiter.charge({RateKey::pair(u"192.0.2.1 2"_s, u"alice2"_s)}));
        QVERIFY(!limiter.charge({RateKey::address(u"192.0.2.1 2 alice"_s)}));
    }

    void longAccountsShareOneKeyAndStaySmall()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 1}, clock);
        QVERIFY(!limiter.charge({RateKey::pair(u"192.0.2.1"_s, QString(60000, u'a'))}));
        QVERIFY(limiter.charge({RateKey::pair(u"192.0.2.1"_s, QString(254, u'a'))}));
        QVERIFY(!limiter.charge({RateKey::pair(u"192.0.2.1"_s, QString(253, u'a'))}));
    }

    void checkingCostsNothing()
    {
        ManualClock clock;
        RateLimiter limiter({}, clock);
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(!limiter.check({RateKey::address(u"192.0.2.1"_s)}));
            QVERIFY(!limiter.check({RateKey::pair(u"192.0.2.1"_s, u"session"_s)}));
        }
        QCOMPARE(limiter.size(), 0);
    }

    void checkRefusesWhereChargeWould()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 2}, clock);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!limiter.check({RateKey::pair(u"192.0.2.1"_s, u"session"_s)}));
            QVERIFY(!limiter.charge({RateKey::pair(u"192.0.2.1"_s, u"session"_s)}));
        }
        QVERIFY(limiter.check({RateKey::pair(u"192.0.2.1"_s, u"session"_s)}));
        for (int i = 0; i < 40; ++i)
            QVERIFY(!limiter.charge({RateKey::address(u"192.0.2.1"_s)}));
        QVERIFY(limiter.check({RateKey::address(u"192.0.2.1"_s)}));
        clock.advance(60s);
        QVERIFY(!limiter.check({RateKey::pair(u"192.0.2.1"_s, u"session"_s)}));
        QVERIFY(!limiter.check({RateKey::address(u"192.0.2.1"_s)}));
    }

    void accountUnderAttackIsSlowedDownStepByStep()
    {
        ManualClock clock;
        RateLimiter limiter({}, clock);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!limiter.chargeAccount(u"alice"_s));
        for (const auto pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
            QCOMPARE(limiter.chargeAccount(u"alice"_s).value().retryAfter, pause);
            clock.advance(pause - 1ms);
            QCOMPARE(limiter.chargeAccount(u"alice"_s).value().retryAfter, 1s);
            clock.advance(1ms);
            QVERIFY(!limiter.chargeAccount(u"alice"_s));
        }
        QVERIFY(!limiter.chargeAccount(u"bob"_s));
    }

    void accountIsForgottenAfterAQuarterOfAnHour()
    {
        ManualClock clock;
        RateLimiter limiter({}, clock);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!limiter.chargeAccount(u"alice"_s));
        clock.advance(15min - 1ms);
        QVERIFY(!limiter.chargeAccount(u"alice"_s)); // the pause is over, the count is not
        QCOMPARE(limiter.chargeAccount(u"alice"_s).value().retryAfter, 2s);
        clock.advance(15min);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!limiter.chargeAccount(u"alice"_s));
        QVERIFY(limiter.chargeAccount(u"alice"_s));
    }

    void successTakesItsAttemptBack()
    {
        ManualClock clock;
        RateLimiter limiter({}, clock);
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(!limiter.chargeAccount(u"alice"_s));
            limiter.attemptSucceeded(u"alice"_s);
        }
        QCOMPARE(limiter.size(), 0);
        for (int i = 0; i < 19; ++i)
            QVERIFY(!limiter.chargeAccount(u"alice"_s));
        QVERIFY(!limiter.chargeAccount(u"alice"_s));
        limiter.attemptSucceeded(u"alice"_s);
        QVERIFY(!limiter.chargeAccount(u"alice"_s));
        QVERIFY(limiter.chargeAccount(u"alice"_s)); // the nineteen failures still count
        limiter.attemptSucceeded(u"unknown"_s);
    }

    void memoryStaysBelowItsBound()
    {
        ManualClock clock;
        RateLimiter limiter({.keys = 100}, clock);
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(!limiter.charge({RateKey::address(QString::number(i))}));
            QVERIFY(!limiter.chargeAccount(QString::number(i)));
            QVERIFY(limiter.size() <= 100);
        }
        QVERIFY(limiter.size() > 0);
    }

    void whatIsOverMakesRoomFirst()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 5, .keys = 100}, clock);
        for (int i = 0; i < 60; ++i)
            QVERIFY(!limiter.charge({RateKey::address(u"old %1"_s.arg(i))}));
        clock.advance(60s);
        use(limiter, byPair(), 5);
        for (int i = 0; i < 39; ++i)
            QVERIFY(!limiter.charge({RateKey::address(u"new %1"_s.arg(i))}));
        QCOMPARE(limiter.size(), 100);
        QVERIFY(!limiter.charge({RateKey::address(u"one more"_s)}));
        QCOMPARE(limiter.size(), 41);
        QVERIFY(byPair()(limiter)); // its window goes on
    }

    void floodOfKeysLocksNobodyOut()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 5, .keys = 100}, clock);
        use(limiter, byPair(), 5);
        for (int i = 0; i < 100; ++i)
            QVERIFY(!limiter.charge({RateKey::address(QString::number(i))}));
        QVERIFY(!byPair()(limiter));
    }

    void switchedOffNothingIsRefusedOrRemembered()
    {
        ManualClock clock;
        RateLimiter limiter({.enabled = false, .requests = 1}, clock);
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(!byPair()(limiter));
            QVERIFY(!byAddress()(limiter));
            QVERIFY(!byRegistration()(limiter));
            QVERIFY(!limiter.chargeAccount(u"alice"_s));
            QVERIFY(!limiter.check({RateKey::address(u"192.0.2.1"_s)}));
            QVERIFY(!limiter.check({RateKey::pair(u"192.0.2.1"_s, u"alice"_s)}));
        }
        limiter.attemptSucceeded(u"alice"_s);
        QCOMPARE(limiter.size(), 0);
        QCOMPARE(limiter.refused(), 0u);
    }

    void keysOfOneAttemptAreChargedTogetherOrNotAtAll()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 1}, clock);
        QVERIFY(!limiter.charge({RateKey::registration(u"192.0.2.1"_s), RateKey::address(u"192.0.2.1"_s)}));
        for (int i = 0; i < 100; ++i)
            QVERIFY(limiter.charge({RateKey::registration(u"192.0.2.1"_s), RateKey::address(u"192.0.2.1"_s)}));
        for (int i = 0; i < 19; ++i)
            QVERIFY(!byAddress()(limiter));
        QVERIFY(byAddress()(limiter));
    }

    void otherInstancesCount_data() { addCharges(); }
    void otherInstancesCount()
    {
        QFETCH(Charge, charge);
        QFETCH(int, limit);
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter here({}, clock, &store), there({}, clock, &store);
        use(here, charge, limit - 1);
        use(there, charge, 1);
        clock.advance(20s);
        QCOMPARE(there.refused() + here.refused(), 0u);
        QCOMPARE(charge(there).value().retryAfter, 40s);
        QCOMPARE(charge(here).value().retryAfter, 40s);
        clock.advance(40s - 1ms);
        QVERIFY(charge(here));
        QVERIFY(charge(there));
        clock.advance(1ms);
        use(there, charge, limit);
        QVERIFY(charge(here));
    }

    void keyThatIsFullCostsTheStoreNothing()
    {
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter here({}, clock, &store), there({}, clock, &store);
        use(there, byPair(), 5);
        QCOMPARE(store.charges(), 5);
        QVERIFY(byPair()(here)); // learns of it
        QCOMPARE(store.charges(), 6);
        for (int i = 0; i < 59; ++i) {
            clock.advance(1s);
            QVERIFY(byPair()(here));
            QVERIFY(byPair()(there));
            QVERIFY(here.check({RateKey::pair(u"192.0.2.1"_s, u"alice@example.org"_s)}));
        }
        QCOMPARE(store.charges(), 6);
        clock.advance(1s);
        QVERIFY(!byPair()(here));
        QCOMPARE(store.charges(), 7);
    }

    void attemptsThatWaitedAreToldOfAFullKeyFromMemory()
    {
        const RateKeys address{RateKey::address(u"192.0.2.1"_s)};
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter here({.requests = 1}, clock, &store), there({.requests = 1}, clock, &store);
        use(there, byAddress(), 19);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!here.count(address)); // on an I/O thread; they all wait for the lane
        QCOMPARE(store.charges(), 19);
        QVERIFY(!here.share(address)); // the twentieth of all
        for (int i = 0; i < 19; ++i)
            QVERIFY(here.share(address));
        QCOMPARE(store.charges(), 20);
    }

    void attemptsOnTheirWayAreNotForgotten()
    {
        const RateKeys address{RateKey::address(u"192.0.2.1"_s)};
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter limiter({.requests = 1}, clock, &store);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!limiter.count(address));
        QVERIFY(!limiter.share(address)); // the store knows of one, the memory of twenty
        QVERIFY(limiter.count(address));
        for (int i = 0; i < 19; ++i)
            QVERIFY(!limiter.share(address));
    }

    void windowThatBeganElsewhereEndsThere()
    {
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter here({}, clock, &store), there({}, clock, &store);
        use(there, byPair(), 1);
        clock.advance(50s);
        use(here, byPair(), 4);
        QCOMPARE(byPair()(here).value().retryAfter, 10s);
        clock.advance(10s);
        use(here, byPair(), 5);
    }

    void storeThatDoesNotAnswerIsDoneWithout()
    {
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter here({}, clock, &store), there({}, clock, &store);
        use(here, byPair(), 2);
        store.setDown(true);
        use(here, byPair(), 3); // the two are remembered
        QVERIFY(byPair()(here));
        use(there, byPair(), 5);
        QVERIFY(byPair()(there));
        QCOMPARE(here.unshared(), 3u);
        QCOMPARE(there.unshared(), 5u);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!here.chargeAccount(u"alice"_s));
        QVERIFY(here.chargeAccount(u"alice"_s));
        here.attemptSucceeded(u"alice"_s);
        QCOMPARE(here.unshared(), 24u);
        QVERIFY(!here.purge(10));
    }

    void outageLocksNobodyOutAfterwards()
    {
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter limiter({}, clock, &store);
        store.setDown(true);
        use(limiter, byPair(), 4);
        store.setDown(false);
        clock.advance(30s);
        use(limiter, byPair(), 1); // the first the store hears of
        QCOMPARE(byPair()(limiter).value().retryAfter, 30s);
        clock.advance(30s);
        use(limiter, byPair(), 4); // that one and these are its five
        QVERIFY(byPair()(limiter));
    }

    void clockOfAnotherInstanceMayDiffer_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::newRow("behind") << -30;
        QTest::newRow("ahead") << 30;
    }
    void clockOfAnotherInstanceMayDiffer()
    {
        QFETCH(int, ahead);
        ManualClock clock, other;
        other.adjust(std::chrono::seconds(ahead));
        FakeRateLimitStore store;
        RateLimiter here({}, clock, &store), there({}, other, &store);
        use(there, byPair(), 5);
        const Verdict refused = byPair()(here);
        QVERIFY(refused);
        QVERIFY(refused->retryAfter > 0s && refused->retryAfter <= 60s);
        clock.advance(90s);
        QVERIFY(!byPair()(here));
    }

    void attackedAccountIsSlowedDownEverywhere()
    {
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter here({}, clock, &store), there({}, clock, &store);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!(i % 2 ? here : there).chargeAccount(u"alice"_s));
        for (const auto pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
            QCOMPARE(here.chargeAccount(u"alice"_s).value().retryAfter, pause);
            QCOMPARE(there.chargeAccount(u"alice"_s).value().retryAfter, pause);
            const int asked = store.charges();
            clock.advance(pause - 1ms);
            QVERIFY(here.chargeAccount(u"alice"_s));
            QVERIFY(there.chargeAccount(u"alice"_s));
            QCOMPARE(store.charges(), asked); // both remember the pause
            clock.advance(1ms);
            QVERIFY(!there.chargeAccount(u"alice"_s));
        }
        QVERIFY(!here.chargeAccount(u"bob"_s));
    }

    void successTakesItsAttemptBackEverywhere()
    {
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter here({}, clock, &store), there({}, clock, &store);
        for (int i = 0; i < 100; ++i) {
            RateLimiter &limiter = i % 2 ? here : there;
            QVERIFY(!limiter.chargeAccount(u"alice"_s));
            limiter.attemptSucceeded(u"alice"_s);
        }
        QCOMPARE(here.refused() + there.refused(), 0u);
    }

    void switchedOffTheStoreIsNotAsked()
    {
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter limiter({.enabled = false}, clock, &store);
        use(limiter, byPair(), 100);
        QVERIFY(!limiter.chargeAccount(u"alice"_s));
        limiter.attemptSucceeded(u"alice"_s);
        QVERIFY(!limiter.share({}));
        QCOMPARE(store.charges(), 0);
    }

    void purgeGoesOnWhileItsBatchesAreFull()
    {
        ManualClock clock;
        FakeRateLimitStore store;
        RateLimiter limiter({}, clock, &store);
        for (int i = 0; i < 25; ++i)
            QVERIFY(!limiter.charge({RateKey::address(QString::number(i))}));
        QVERIFY(!limiter.purge(10));
        clock.advance(60s);
        QVERIFY(limiter.purge(10));
        QVERIFY(limiter.purge(10));
        QVERIFY(!limiter.purge(10));
        QVERIFY(!RateLimiter({}, clock).purge(10));
    }

    void manyThreadsTogetherGetNoMoreThanTheLimit()
    {
        constexpr int threads = 64;
        constexpr int attempts = 50;
        ManualClock clock;
        RateLimiter limiter({.requests = 37}, clock);
        std::atomic<int> allowed{0};
        std::latch start(threads);
        std::vector<std::thread> all;
        for (int i = 0; i < threads; ++i)
            all.emplace_back([&] {
                start.arrive_and_wait();
                for (int j = 0; j < attempts; ++j)
                    allowed += byPair()(limiter) ? 0 : 1;
            });
        for (std::thread &thread : all)
            thread.join();
        QCOMPARE(allowed.load(), 37);
        QCOMPARE(limiter.refused(), quint64{threads * attempts - 37});
    }
};

QTEST_APPLESS_MAIN(RateLimiterTest)
#include "tst_rate_limiter.moc"
