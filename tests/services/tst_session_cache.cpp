#include "services/session_cache.h"

#include "tests/storage/fixture.h"

#include <latch>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;

namespace {

SessionState stateOf(quint64 user, Permissions permissions = {})
{
    return {.user = userId(user), .usable = true, .expiresAt = fromMillis(1000), .permissions = permissions};
}

} // namespace

class SessionCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasInsertedIsFound()
    {
        ManualClock clock;
        SessionCache cache(10, 1s, clock);
        QVERIFY(!cache.find(sessionId(1)));
        cache.insert(sessionId(1), stateOf(7, Permission::LogsRead), cache.ticket());
        const auto found = cache.find(sessionId(1));
        QVERIFY(found);
        QCOMPARE(found->user, userId(7));
        QVERIFY(found->usable);
        QCOMPARE(found->expiresAt, fromMillis(1000));
        QCOMPARE(found->permissions, Permissions(Permission::LogsRead));
        QVERIFY(!cache.find(sessionId(2)));
    }

    void stateIsKeptForItsLifeAndNoLonger()
    {
        ManualClock clock;
        SessionCache cache(10, 1s, clock);
        cache.insert(sessionId(1), stateOf(1), cache.ticket());
        clock.advance(1s - 1ms);
        QVERIFY(cache.find(sessionId(1)));
        clock.adjust(-1h); // the wall clock has no say
        clock.advance(1ms);
        QVERIFY(!cache.find(sessionId(1)));
        cache.insert(sessionId(1), stateOf(1), cache.ticket());
        QVERIFY(cache.find(sessionId(1)));
    }

    void looksAndOverflowsAreCounted()
    {
        ManualClock clock;
        SessionCache cache(2, 1s, clock);
        QVERIFY(!cache.find(sessionId(1)));
        cache.insert(sessionId(1), stateOf(1), cache.ticket());
        QVERIFY(cache.find(sessionId(1)));
        clock.advance(1s);
        QVERIFY(!cache.find(sessionId(1))); // too old is as good as not there
        cache.insert(sessionId(2), stateOf(1), cache.ticket());
        QCOMPARE(cache.counters().entries, 2);
        QCOMPARE(cache.counters().overflows, quint64{0});
        cache.insert(sessionId(3), stateOf(1), cache.ticket());
        QCOMPARE(cache.counters().entries, 1);
        QCOMPARE(cache.counters().overflows, quint64{1});
        QCOMPARE(cache.counters().hits, quint64{1});
        QCOMPARE(cache.counters().misses, quint64{2});
    }

    void lifeOfZeroKeepsNothing()
    {
        ManualClock clock;
        SessionCache cache(10, 0ms, clock);
        cache.insert(sessionId(1), stateOf(1), cache.ticket());
        QVERIFY(!cache.find(sessionId(1)));
    }

    void forgottenSessionIsNotFound()
    {
        ManualClock clock;
        SessionCache cache(10, 1s, clock);
        cache.insert(sessionId(1), stateOf(1), cache.ticket());
        cache.insert(sessionId(2), stateOf(1), cache.ticket());
        cache.forget(sessionId(1));
        QVERIFY(!cache.find(sessionId(1)));
        QVERIFY(cache.find(sessionId(2)));
    }

    void forgettingAUserForgetsAllTheirSessions()
    {
        ManualClock clock;
        SessionCache cache(10, 1s, clock);
        for (quint64 i = 1; i <= 4; ++i)
            cache.insert(sessionId(i), stateOf(i % 2), cache.ticket());
        cache.forgetUser(userId(1));
        QVERIFY(!cache.find(sessionId(1)));
        QVERIFY(cache.find(sessionId(2)));
        QVERIFY(!cache.find(sessionId(3)));
        QVERIFY(cache.find(sessionId(4)));
    }

    void stateReadBeforeARevocationIsNotKept_data()
    {
        QTest::addColumn<bool>("ofUser");
        QTest::newRow("of the session") << false;
        QTest::newRow("of the user") << true;
    }
    void stateReadBeforeARevocationIsNotKept()
    {
        QFETCH(bool, ofUser);
        ManualClock clock;
        SessionCache cache(10, 1s, clock);
        const quint64 before = cache.ticket();
        ofUser ? cache.forgetUser(userId(1)) : cache.forget(sessionId(1));
        cache.insert(sessionId(1), stateOf(1), before);
        QVERIFY(!cache.find(sessionId(1)));
        cache.insert(sessionId(1), stateOf(1), cache.ticket());
        QVERIFY(cache.find(sessionId(1)));
    }

    void fullCacheStartsAnew()
    {
        ManualClock clock;
        SessionCache cache(3, 1s, clock);
        for (quint64 i = 1; i <= 3; ++i)
            cache.insert(sessionId(i), stateOf(1), cache.ticket());
        for (quint64 i = 1; i <= 3; ++i)
            QVERIFY(cache.find(sessionId(i)));
        cache.insert(sessionId(4), stateOf(1), cache.ticket());
        QVERIFY(!cache.find(sessionId(1)));
        QVERIFY(cache.find(sessionId(4)));
    }

    /// One thread revokes, the others read and keep what they read: once forget() is back, nobody may find it usable.
    void racingReadersNeverKeepARevokedSession()
    {
        constexpr int readers = 4;
        constexpr int rounds = 200;
        ManualClock clock;
        for (int round = 0; round < rounds; ++round) {
            SessionCache cache(10, 1s, clock);
            std::atomic<bool> usable{true}; // the database
            std::latch start(readers + 1);
            onThreads(readers + 1, [&](int thread) {
                start.arrive_and_wait();
                if (thread == 0) {
                    usable = false;
                    cache.forget(sessionId(1));
                    return;
                }
                const quint64 ticket = cache.ticket();
                SessionState state = stateOf(1);
                state.usable = usable;
                cache.insert(sessionId(1), state, ticket);
            });
            const auto kept = cache.find(sessionId(1));
            QVERIFY(!kept || !kept->usable);
        }
    }
};

QTEST_APPLESS_MAIN(SessionCacheTest)
#include "tst_session_cache.moc"
