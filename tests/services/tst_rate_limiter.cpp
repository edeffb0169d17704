#include "services/rate_limiter.h"

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
    return [](RateLimiter &limiter) { return limiter.chargePair(u"192.0.2.1"_s, u"alice@example.org"_s); };
}
Charge byAddress()
{
    return [](RateLimiter &limiter) { return limiter.chargeAddress(u"192.0.2.1"_s); };
}
Charge byRegistration()
{
    return [](RateLimiter &limiter) { return limiter.chargeRegistration(u"192.0.2.1"_s); };
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
        QVERIFY(!limiter.chargePair(u"192.0.2.1"_s, u"bob@example.org"_s));
        QVERIFY(!limiter.chargePair(u"192.0.2.2"_s, u"alice@example.org"_s));
        QVERIFY(!limiter.chargeAddress(u"192.0.2.1"_s));
        QVERIFY(!limiter.chargeRegistration(u"192.0.2.2"_s));
        QVERIFY(byPair()(limiter));
        QVERIFY(byRegistration()(limiter));
    }

    void addressAndAccountCannotBeMixedUp()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 1}, clock);
        QVERIFY(!limiter.chargePair(u"192.0.2.1"_s, u"2 alice"_s));
        QVERIFY(!limiter.chargePair(u"192.0.2.1 2"_s, u"alice2"_s));
        QVERIFY(!limiter.chargeAddress(u"192.0.2.1 2 alice"_s));
    }

    void longAccountsShareOneKeyAndStaySmall()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 1}, clock);
        QVERIFY(!limiter.chargePair(u"192.0.2.1"_s, QString(60000, u'a')));
        QVERIFY(limiter.chargePair(u"192.0.2.1"_s, QString(254, u'a')));
        QVERIFY(!limiter.chargePair(u"192.0.2.1"_s, QString(253, u'a')));
    }

    void checkingCostsNothing()
    {
        ManualClock clock;
        RateLimiter limiter({}, clock);
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(!limiter.checkAddress(u"192.0.2.1"_s));
            QVERIFY(!limiter.checkPair(u"192.0.2.1"_s, u"session"_s));
        }
        QCOMPARE(limiter.size(), 0);
    }

    void checkRefusesWhereChargeWould()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 2}, clock);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!limiter.checkPair(u"192.0.2.1"_s, u"session"_s));
            QVERIFY(!limiter.chargePair(u"192.0.2.1"_s, u"session"_s));
        }
        QVERIFY(limiter.checkPair(u"192.0.2.1"_s, u"session"_s));
        for (int i = 0; i < 40; ++i)
            QVERIFY(!limiter.chargeAddress(u"192.0.2.1"_s));
        QVERIFY(limiter.checkAddress(u"192.0.2.1"_s));
        clock.advance(60s);
        QVERIFY(!limiter.checkPair(u"192.0.2.1"_s, u"session"_s));
        QVERIFY(!limiter.checkAddress(u"192.0.2.1"_s));
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
            QVERIFY(!limiter.chargeAddress(QString::number(i)));
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
            QVERIFY(!limiter.chargeAddress(u"old %1"_s.arg(i)));
        clock.advance(60s);
        use(limiter, byPair(), 5);
        for (int i = 0; i < 39; ++i)
            QVERIFY(!limiter.chargeAddress(u"new %1"_s.arg(i)));
        QCOMPARE(limiter.size(), 100);
        QVERIFY(!limiter.chargeAddress(u"one more"_s));
        QCOMPARE(limiter.size(), 41);
        QVERIFY(byPair()(limiter)); // its window goes on
    }

    void floodOfKeysLocksNobodyOut()
    {
        ManualClock clock;
        RateLimiter limiter({.requests = 5, .keys = 100}, clock);
        use(limiter, byPair(), 5);
        for (int i = 0; i < 100; ++i)
            QVERIFY(!limiter.chargeAddress(QString::number(i)));
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
            QVERIFY(!limiter.checkAddress(u"192.0.2.1"_s));
            QVERIFY(!limiter.checkPair(u"192.0.2.1"_s, u"alice"_s));
        }
        limiter.attemptSucceeded(u"alice"_s);
        QCOMPARE(limiter.size(), 0);
        QCOMPARE(limiter.refused(), 0u);
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
