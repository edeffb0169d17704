#include "services/rate_limiter.h"

#include "log/log.h"
#include "services/cache_invalidation.h"
#include "tests/storage/fixture.h"
#include "tests/support/postgres_server.h"

#include <QtCore/QCryptographicHash>

#include <latch>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// One of several daemons on a database, as far as limits go.
struct Instance {
    Instance(const DatabaseOptions &options, const RateLimits &limits, const Clock &clock)
        : database(*Database::open(options, clock)), store(*database, limits), limiter(limits, clock, &store)
    {
    }

    std::unique_ptr<Database> database;
    SharedRateLimits store;
    RateLimiter limiter;
};

const RateKey pairKey = RateKey::pair(u"192.0.2.1"_s, u"alice@example.org"_s);

} // namespace

/// Limits of daemons that share a PostgreSQL database.
class TestSharedRateLimits : public QObject {
    Q_OBJECT

private:
    Instance instance(const RateLimits &limits = {}) const { return Instance(m_options, limits, m_clock); }
    qint64 rows() const { return m_server->query(u"SELECT count(*) FROM rate_limits"_s, u"own"_s).toLongLong(); }

    QString m_noServer;
    std::unique_ptr<PostgresServer> m_server;
    ManualClock m_clock;
    DatabaseOptions m_options;

private Q_SLOTS:
    void initTestCase()
    {
        m_server = PostgresServer::start(m_noServer);
        REQUIRE_POSTGRES(m_server, m_noServer);
    }

    void init()
    {
        m_server->makeDatabase(u"own"_s);
        m_options.url = m_server->url(u"own"_s);
    }

    void limitIsThatOfAllInstances()
    {
        Instance here = instance(), there = instance();
        for (int i = 0; i < 5; ++i)
            QVERIFY(!(i % 2 ? here : there).limiter.charge({pairKey}));
        m_clock.advance(20s);
        for (Instance *each : {&here, &there}) {
            QCOMPARE(each->limiter.charge({pairKey}).value().retryAfter, 40s);
            QVERIFY(!each->limiter.charge({RateKey::address(u"192.0.2.1"_s)}));
        }
        m_clock.advance(40s - 1ms);
        QVERIFY(here.limiter.charge({pairKey}));
        QVERIFY(Instance(m_options, {}, m_clock).limiter.charge({pairKey})); // one that has just started
        m_clock.advance(1ms);
        for (int i = 0; i < 5; ++i)
            QVERIFY(!there.limiter.charge({pairKey}));
        QVERIFY(here.limiter.charge({pairKey}));
        QCOMPARE(here.limiter.unshared() + there.limiter.unshared(), 0u);
    }

    void keysOfOneAttemptAreToldApart()
    {
        Instance here = instance();
        const QStringList keys{u"c"_s, u"a"_s, u"b"_s};
        VERIFY_RESULT(here.store.charge({u"a"_s}, fromMillis(1000)));
        VERIFY_RESULT(here.store.charge({u"b"_s, u"a"_s}, fromMillis(2000)));
        const auto counts = here.store.charge(keys, fromMillis(3000));
        VERIFY_RESULT(counts);
        const auto count = [](qint64 hits, qint64 start) {
            return RateCount{.hits = hits, .startedAt = fromMillis(start), .lastAt = fromMillis(3000)};
        };
        QCOMPARE(*counts, (QList<RateCount>{count(1, 3000), count(3, 1000), count(2, 2000)}));
    }

    void manyThreadsOfTwoInstancesGetExactlyTheLimit()
    {
        constexpr int threads = 64, attempts = 20, limit = 37;
        Instance here = instance({.requests = limit}), there = instance({.requests = limit});
        std::atomic<int> allowed = 0;
        std::latch start(threads);
        onThreads(threads, [&](int thread) {
            RateLimiter &limiter = (thread % 2 ? here : there).limiter;
            start.arrive_and_wait();
            for (int i = 0; i < attempts; ++i)
                allowed += limiter.charge({pairKey}) ? 0 : 1;
        });
        QCOMPARE(here.limiter.unshared() + there.limiter.unshared(), 0u);
        QCOMPARE(allowed.load(), limit);
    }

    void attemptsWithTheSameKeysNeverBlockEachOther()
    {
        constexpr int threads = 16, attempts = 40;
        Instance here = instance({.requests = 100000}), there = instance({.requests = 100000});
        onThreads(threads, [&](int thread) {
            RateKeys keys;
            for (int i = 0; i < 4; ++i)
                keys += RateKey::address(QString::number((i + thread) % 4)); // in every order
            for (int i = 0; i < attempts; ++i)
                (thread % 2 ? here : there).limiter.charge(keys);
        });
        QCOMPARE(here.limiter.unshared() + there.limiter.unshared(), 0u);
        QCOMPARE(here.database->writeCounters().retried + there.database->writeCounters().retried, 0u);
        QCOMPARE(m_server->query(u"SELECT DISTINCT hits FROM rate_limits"_s, u"own"_s).trimmed(),
                 QByteArray::number(threads * attempts));
    }

    void attackedAccountIsSlowedDownEverywhere()
    {
        Instance here = instance(), there = instance();
        for (int i = 0; i < 20; ++i)
            QVERIFY(!(i % 2 ? here : there).limiter.chargeAccount(u"alice"_s));
        for (const auto pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
            QCOMPARE(here.limiter.chargeAccount(u"alice"_s).value().retryAfter, pause);
            QCOMPARE(there.limiter.chargeAccount(u"alice"_s).value().retryAfter, pause);
            m_clock.advance(pause);
            QVERIFY(!there.limiter.chargeAccount(u"alice"_s));
        }
        QVERIFY(!here.limiter.chargeAccount(u"bob"_s));
        m_clock.advance(15min);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!here.limiter.chargeAccount(u"alice"_s));
        QVERIFY(there.limiter.chargeAccount(u"alice"_s));
    }

    void ofManyWhoWaitedForAPauseOneGoesOn()
    {
        constexpr int threads = 32;
        Instance here = instance({.requests = 1}), there = instance({.requests = 1});
        for (int i = 0; i < 4; ++i)
            QVERIFY(!here.limiter.chargeAccount(u"alice"_s));
        for (const auto pause : {1s, 2s, 4s}) {
            m_clock.advance(pause);
            std::atomic<int> allowed = 0;
            std::latch start(threads);
            onThreads(threads, [&](int thread) {
                start.arrive_and_wait();
                allowed += (thread % 2 ? here : there).limiter.chargeAccount(u"alice"_s) ? 0 : 1;
            });
            QCOMPARE(allowed.load(), 1);
        }
        QCOMPARE(here.limiter.unshared() + there.limiter.unshared(), 0u);
    }

    void successTakesItsAttemptBackEverywhere()
    {
        Instance here = instance(), there = instance();
        for (int i = 0; i < 60; ++i) {
            RateLimiter &limiter = (i % 2 ? here : there).limiter;
            QVERIFY(!limiter.chargeAccount(u"alice"_s));
            limiter.attemptSucceeded(u"alice"_s);
        }
        here.limiter.attemptSucceeded(u"alice"_s); // no count goes below nothing
        for (int i = 0; i < 20; ++i)
            QVERIFY(!there.limiter.chargeAccount(u"alice"_s));
        QVERIFY(here.limiter.chargeAccount(u"alice"_s));
    }

    void countFromAFarFutureStartsAnew_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::addColumn<bool>("counts");
        QTest::newRow("a little ahead") << 59 << true;
        QTest::newRow("further than a window") << 60 << false;
    }
    void countFromAFarFutureStartsAnew()
    {
        QFETCH(int, ahead);
        QFETCH(bool, counts);
        Instance here = instance();
        for (int i = 0; i < 5; ++i)
            VERIFY_RESULT(here.store.charge({pairKey.text}, m_clock.now() + std::chrono::seconds(ahead)));
        QCOMPARE(here.limiter.charge({pairKey}).has_value(), counts);
    }

    void purgeDeletesWhatIsOverUpToItsBound()
    {
        Instance here = instance();
        for (int i = 0; i < 25; ++i)
            QVERIFY(!here.limiter.charge({RateKey::address(QString::number(i))}));
        QVERIFY(!here.limiter.chargeAccount(u"alice"_s));
        m_clock.advance(60s - 1ms);
        QCOMPARE(*here.store.purge(m_clock.now(), 10), 0);
        m_clock.advance(1ms);
        QVERIFY(!here.limiter.charge({RateKey::address(u"0"_s)})); // begins anew
        QCOMPARE(*here.store.purge(m_clock.now(), 10), 10);
        QCOMPARE(rows(), 16);
        QVERIFY(here.limiter.purge(10));
        QCOMPARE(*here.store.purge(m_clock.now(), 10), 4);
        QCOMPARE(rows(), 2);
        m_clock.advance(15min);
        QVERIFY(!here.limiter.purge(10));
        QCOMPARE(rows(), 0);
    }

    void purgeLeavesAloneWhatIsBeingCounted()
    {
        Instance here = instance();
        VERIFY_RESULT(here.store.charge({u"a"_s, u"b"_s}, m_clock.now()));
        m_clock.advance(60s);
        VERIFY_RESULT(here.database->write([&](Connection &connection) -> Outcome {
            auto counted =
                RateLimitRepository::charge(connection, QCryptographicHash::hash("a", QCryptographicHash::Blake2b_160),
                                            m_clock.now(), m_clock.now() + 60s);
            Result<int> purged = 0;
            std::thread([&] { purged = here.store.purge(m_clock.now(), 10); }).join();
            return purged && *purged == 1 ? std::move(counted).then([](const auto &) { return Outcome(Done{}); })
                                          : Outcome(Error{.code = ErrorCode::InternalError, .message = u"purged"_s});
        }));
        QCOMPARE(rows(), 1);
        QCOMPARE(here.store.charge({u"a"_s}, m_clock.now())->first().hits, 2);
    }

    void deadServerMeansEachForItself()
    {
        Instance here = instance(), there = instance();
        QVERIFY(!here.limiter.charge({pairKey}));
        m_server->kill();
        for (int i = 0; i < 4; ++i)
            QVERIFY(!here.limiter.charge({pairKey}));
        const auto refused = here.limiter.charge({pairKey});
        const auto elsewhere = there.limiter.charge({pairKey});
        const auto account = there.limiter.chargeAccount(u"alice"_s);
        there.limiter.attemptSucceeded(u"alice"_s);
        const bool purged = there.limiter.purge(10);
        m_server->launch();
        QVERIFY(refused);
        QVERIFY(!elsewhere && !account && !purged);
        QCOMPARE(here.limiter.unshared(), 4u);
        QCOMPARE(there.limiter.unshared(), 3u);
        QVERIFY(!there.limiter.charge({RateKey::address(u"192.0.2.9"_s)}));
        QCOMPARE(there.limiter.unshared(), 3u);
    }

    void keysAreStoredAsHashes()
    {
        Instance here = instance();
        const RateKey address = RateKey::address(u"192.0.2.1"_s);
        QVERIFY(!here.limiter.charge({pairKey, address}));
        const auto hash = [](const QString &text) {
            return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Blake2b_160).toHex();
        };
        QList<QByteArray> keys{hash(u"alice@example.org"_s).first(20) + hash(u"p192.0.2.1"_s).first(20),
                               hash(address.text)};
        std::ranges::sort(keys);
        QCOMPARE(m_server->query(u"SELECT encode(key, 'hex') FROM rate_limits ORDER BY key"_s, u"own"_s).trimmed(),
                 keys.join('\n'));
    }

    void whatIsForgottenIsForgottenByAll()
    {
        Instance here = instance(), there = instance();
        SessionCache cache(10, 1s, m_clock);
        Log log(m_clock, u"test"_s, LogLevel::Error);
        CacheInvalidation invalidation(cache, there.limiter, log);
        HeardChanges heard;
        const auto first = there.database->follow(invalidation);
        const auto second = here.database->follow(heard);
        QVERIFY(heard.has(u"found"_s) && QTest::qWaitFor([&] { return first->counters().connected; }));
        const QString alice = u"alice@example.org"_s;
        const RateKey other = RateKey::pair(u"192.0.2.1"_s, u"malice@example.org"_s);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!here.limiter.charge({pairKey}) && !there.limiter.charge({other}));
            QVERIFY(!here.limiter.charge({RateKey::pair(u"192.0.2.2"_s, alice)}));
        }
        for (int i = 0; i < 20; ++i)
            QVERIFY(!there.limiter.chargeAccount(alice));
        QVERIFY(here.limiter.chargeAccount(alice) && there.limiter.charge({pairKey}));

        here.limiter.forget(alice);
        QVERIFY(heard.has(u"limits "_s + alice));
        QVERIFY(QTest::qWaitFor([&] { return !there.limiter.check({pairKey}); }));
        for (Instance *each : {&here, &there}) {
            QVERIFY(!each->limiter.charge({pairKey}));
            QVERIFY(!each->limiter.charge({RateKey::pair(u"192.0.2.2"_s, alice)}));
            QVERIFY(!each->limiter.chargeAccount(alice));
            QVERIFY(each->limiter.charge({other}));
        }
    }
};

QTEST_GUILESS_MAIN(TestSharedRateLimits)
#include "tst_shared_rate_limits.moc"
