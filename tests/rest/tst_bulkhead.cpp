#include "rest/bulkhead.h"

#include "tests/support/manual_clock.h"

#include <QtTest/QTest>

#include <atomic>
#include <latch>
#include <optional>
#include <semaphore>
#include <set>
#include <sys/resource.h>
#include <unistd.h>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Jobs that hold their thread until they are let go.
class Gate {
public:
    Bulkhead::Job job()
    {
        return {.run =
                    [this] {
                        m_entered.release();
                        m_open.acquire();
                    },
                .expire = [] {}};
    }
    void awaitEntered() { m_entered.acquire(); }
    void letGo(int jobs = 1) { m_open.release(jobs); }

private:
    std::counting_semaphore<1000> m_entered{0};
    std::counting_semaphore<1000> m_open{0};
};

Bulkhead::Options options(int threads, int queue)
{
    Bulkhead::Options options;
    options.name = u"test"_s;
    options.threads = threads;
    options.queue = queue;
    return options;
}

Bulkhead::Job job(
    std::function<void()> run, std::function<void()> expire = [] {})
{
    return {std::move(run), std::move(expire)};
}

} // namespace

class BulkheadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jobRunsOnAThreadOfTheBulkhead()
    {
        ManualClock clock;
        Bulkhead bulkhead(options(1, 1), clock);
        std::latch ran(1);
        std::thread::id thread;
        QVERIFY(bulkhead.submit(job([&] {
            thread = std::this_thread::get_id();
            ran.count_down();
        })));
        ran.wait();
        QVERIFY(thread != std::this_thread::get_id());
        QTRY_COMPARE(bulkhead.counters().running, 0);
        QCOMPARE(bulkhead.counters().done, 1u);
    }

    void oneJobOverTheQueueIsRefused()
    {
        ManualClock clock;
        Gate gate;
        Bulkhead bulkhead(options(1, 3), clock);
        QVERIFY(bulkhead.submit(gate.job()));
        gate.awaitEntered();
        std::atomic<int> ran{0};
        for (int i = 0; i < 3; ++i)
            QVERIFY(bulkhead.submit(job([&] { ++ran; })));
        QVERIFY(!bulkhead.submit(job([&] { ++ran; }, [&] { ++ran; })));
        QCOMPARE(bulkhead.counters().waiting, 3);
        QCOMPARE(bulkhead.counters().running, 1);
        QCOMPARE(bulkhead.counters().refused, 1u);
        gate.letGo();
        bulkhead.stop();
        QCOMPARE(ran.load(), 3);
        QCOMPARE(bulkhead.counters().done, 4u);
        QCOMPARE(bulkhead.counters().waiting, 0);
    }

    void jobThatWaitedTooLongExpires_data()
    {
        QTest::addColumn<qint64>("waited");
        QTest::addColumn<bool>("expires");
        QTest::newRow("a millisecond less") << qint64{9999} << false;
        QTest::newRow("as long") << qint64{10000} << true;
    }
    void jobThatWaitedTooLongExpires()
    {
        QFETCH(qint64, waited);
        QFETCH(bool, expires);
        ManualClock clock;
        Gate gate;
        Bulkhead bulkhead(options(1, 1), clock);
        QVERIFY(bulkhead.submit(gate.job()));
        gate.awaitEntered();
        std::atomic<bool> ran{false};
        std::atomic<bool> expired{false};
        QVERIFY(bulkhead.submit(job([&] { ran = true; }, [&] { expired = true; })));
        clock.advance(std::chrono::milliseconds(waited));
        gate.letGo();
        bulkhead.stop();
        QCOMPARE(ran.load(), !expires);
        QCOMPARE(expired.load(), expires);
        QCOMPARE(bulkhead.counters().expired, expires ? 1u : 0u);
        QCOMPARE(bulkhead.counters().done, expires ? 1u : 2u);
    }

    void jobsBeginInTheOrderTheyCame()
    {
        ManualClock clock;
        Gate gate;
        Bulkhead bulkhead(options(1, 10), clock);
        QVERIFY(bulkhead.submit(gate.job()));
        gate.awaitEntered();
        QList<int> order;
        for (int i = 0; i < 10; ++i)
            QVERIFY(bulkhead.submit(job([&order, i] { order += i; })));
        gate.letGo();
        bulkhead.stop();
        QCOMPARE(order, (QList<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
    }

    void asManyRunAtOnceAsThereAreThreads()
    {
        ManualClock clock;
        Gate gate;
        Bulkhead bulkhead(options(4, 10), clock);
        for (int i = 0; i < 6; ++i)
            QVERIFY(bulkhead.submit(gate.job()));
        for (int i = 0; i < 4; ++i)
            gate.awaitEntered();
        QCOMPARE(bulkhead.counters().running, 4);
        QCOMPARE(bulkhead.counters().waiting, 2);
        gate.letGo(6);
        bulkhead.stop();
        QCOMPARE(bulkhead.counters().done, 6u);
    }

    /// One request after the other must not wander over all threads, each with a connection of its own.
    void threadIdleLastIsWokenFirst()
    {
        ManualClock clock;
        Gate gate;
        Bulkhead bulkhead(options(4, 10), clock);
        for (int i = 0; i < 4; ++i) // until all threads have run once
            QVERIFY(bulkhead.submit(gate.job()));
        for (int i = 0; i < 4; ++i)
            gate.awaitEntered();
        gate.letGo(4);
        QTRY_COMPARE(bulkhead.counters().running, 0);
        std::set<std::thread::id> used;
        for (int i = 0; i < 100; ++i) {
            std::latch ran(1);
            QVERIFY(bulkhead.submit(job([&] {
                used.insert(std::this_thread::get_id());
                ran.count_down();
            })));
            ran.wait();
            while (bulkhead.counters().running > 0)
                std::this_thread::yield();
        }
        QCOMPARE(used.size(), std::size_t{1});
    }

    void stoppingRunsWhatIsQueuedAndRefusesMore()
    {
        ManualClock clock;
        Gate gate;
        Bulkhead bulkhead(options(2, 100), clock);
        QVERIFY(bulkhead.submit(gate.job()));
        gate.awaitEntered();
        std::atomic<int> ran{0};
        for (int i = 0; i < 50; ++i)
            QVERIFY(bulkhead.submit(job([&] { ++ran; })));
        gate.letGo();
        bulkhead.stop();
        QCOMPARE(ran.load(), 50);
        QVERIFY(!bulkhead.submit(job([&] { ++ran; })));
        QCOMPARE(bulkhead.counters().refused, 1u);
        bulkhead.stop(); // once more harms nothing
        QCOMPARE(ran.load(), 50);
    }

    void stoppingAnIdleBulkheadEndsItsThreads()
    {
        ManualClock clock;
        std::atomic<int> ended{0};
        Bulkhead::Options with = options(8, 1);
        with.onThreadEnd = [&] { ++ended; };
        Bulkhead bulkhead(with, clock);
        bulkhead.stop();
        QCOMPARE(ended.load(), 8);
    }

    void noJobIsLostBetweenManyThreads()
    {
        constexpr int producers = 8;
        constexpr int jobs = 2000;
        ManualClock clock;
        Bulkhead bulkhead(options(4, producers * jobs), clock);
        std::atomic<int> ran{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < producers; ++i)
            threads.emplace_back([&] {
                for (int j = 0; j < jobs; ++j) {
                    if (!bulkhead.submit(job([&] { ++ran; })))
                        ran = -1;
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QTRY_COMPARE(ran.load(), producers * jobs); // without stop(), which would wake everyone
        bulkhead.stop();
        QCOMPARE(bulkhead.counters().done, quint64{producers * jobs});
    }

    void whatAJobHoldsIsGoneBeforeTheNext()
    {
        ManualClock clock;
        Bulkhead bulkhead(options(1, 10), clock);
        auto held = std::make_shared<int>(1);
        const std::weak_ptr<int> watch = held;
        std::optional<bool> gone;
        std::latch ran(1);
        QVERIFY(bulkhead.submit(job([held = std::exchange(held, nullptr)] { QVERIFY(*held == 1); })));
        QVERIFY(bulkhead.submit(job([&] {
            gone = watch.expired();
            ran.count_down();
        })));
        ran.wait();
        QCOMPARE(gone, std::optional(true));
    }

    void threadsAreNamedAndNicer()
    {
        ManualClock clock;
        Bulkhead::Options with = options(1, 1);
        with.name = u"a name of more than fifteen bytes"_s;
        with.nice = 3;
        Bulkhead bulkhead(with, clock);
        std::latch ran(1);
        int nice = 0;
        char name[16]{};
        QVERIFY(bulkhead.submit(job([&] {
            nice = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
            ::pthread_getname_np(::pthread_self(), name, sizeof name);
            ran.count_down();
        })));
        ran.wait();
        QCOMPARE(nice, std::min(19, ::getpriority(PRIO_PROCESS, 0) + 3));
        QCOMPARE(QByteArray(name), "a name of more "_ba);
    }

    /// A daemon that was started with a nice value of its own: the threads' is added to it.
    void niceValueIsAddedToThatOfTheProcess()
    {
        ManualClock clock;
        int nice = 0;
        std::thread([&] { // which may be made nicer for good
            ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 5);
            Bulkhead::Options with = options(1, 1);
            with.nice = 3;
            Bulkhead bulkhead(with, clock);
            std::latch ran(1);
            if (bulkhead.submit(job([&] {
                    nice = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
                    ran.count_down();
                })))
                ran.wait();
        })
            .join();
        QCOMPARE(nice, 8);
    }
};

QTEST_GUILESS_MAIN(BulkheadTest)
#include "tst_bulkhead.moc"
