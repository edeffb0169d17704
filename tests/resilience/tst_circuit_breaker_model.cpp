#include "resilience/circuit_breaker.h"
#include "tests/support/manual_clock.h"

#include <QtTest/QTest>

#include <deque>
#include <latch>
#include <list>
#include <map>
#include <random>
#include <thread>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Change = CircuitBreaker::Change;
using std::chrono::nanoseconds;

/// What the breaker should do, told in the plainest way: the outcomes of the present period, in a list.
struct Model {
    explicit Model(CircuitBreaker::Options given) : options(std::move(given)) {}

    CircuitBreaker::Options options;
    CircuitState state = CircuitState::Closed;
    int period = 0;
    int openings = 0; ///< Since it was last closed.
    nanoseconds openUntil{0};
    std::deque<bool> results;
    int probesRunning = 0;
    CircuitBreaker::Counters counters;

    struct Call {
        int period;
        bool probe;
    };

    void enter(CircuitState next)
    {
        state = next;
        results.clear();
        ++period;
        if (next == CircuitState::Closed)
            openings = 0;
        if (next == CircuitState::Open)
            ++openings, ++counters.opened;
    }

    std::optional<Call> acquire(nanoseconds now)
    {
        if (state == CircuitState::Open && now >= openUntil)
            enter(CircuitState::HalfOpen);
        const bool probe = state == CircuitState::HalfOpen;
        if (state == CircuitState::Open || (probe && probesRunning == options.halfOpenMaxCalls)) {
            ++counters.rejected;
            return std::nullopt;
        }
        ++counters.calls;
        probesRunning += probe ? 1 : 0;
        return Call{period, probe};
    }

    void finish(const Call &call, CallVerdict verdict)
    {
        ++(verdict == CallVerdict::Success   ? counters.successes
           : verdict == CallVerdict::Failure ? counters.failures
                                             : counters.undecided);
        probesRunning -= call.probe ? 1 : 0;
        if (call.period != period || verdict == CallVerdict::Neither)
            return;
        results.push_back(verdict == CallVerdict::Success);
        if (state == CircuitState::HalfOpen)
            decide();
        else if (lastAreFailures(options.threshold))
            enter(CircuitState::Open);
    }

    void decide()
    {
        if (!results.back())
            enter(CircuitState::Open);
        else if (std::ssize(results) == options.halfOpenMaxCalls)
            enter(CircuitState::Closed);
    }

    bool lastAreFailures(int count)
    {
        while (std::ssize(results) > count)
            results.pop_front();
        return std::ssize(results) == count && std::ranges::count(results, true) == 0;
    }

    /// What the period just begun may last, without jitter.
    nanoseconds nominal() const
    {
        nanoseconds period_ = options.timeout;
        for (int i = 1; i < openings && period_ < options.maxTimeout; ++i)
            period_ *= 2;
        return std::max<nanoseconds>(std::min<nanoseconds>(period_, options.maxTimeout), options.timeout);
    }
};

/// Plays one random schedule on the breaker and on the model, and compares them after each step.
class Schedule {
public:
    explicit Schedule(unsigned seed)
        : m_random(seed), m_model(randomOptions()),
          m_breaker(
              m_model.options, m_clock, [this](const Change &change) { m_changes.push_back(change); },
              [this] { return std::generate_canonical<double, 53>(m_random); })
    {
    }

    void step()
    {
        if (below(500) == 0)
            m_healthy = below(3);
        const int action = below(100);
        if (action < 45 && m_running.size() < 24)
            acquire();
        else if (action < 85)
            finish();
        else if (action < 98)
            wait();
        else if (action == 98)
            m_breaker.probeNow(), m_model.openUntil = std::min(m_model.openUntil, now());
        else if (below(20) == 0)
            reset();
        followChanges();
    }

    /// What breaker and model disagree about; empty when they agree.
    QString difference() const
    {
        const auto is = m_breaker.counters();
        const auto &should = m_model.counters;
        if (m_breaker.state() != m_model.state)
            return u"state"_s;
        if (is.calls != should.calls || is.rejected != should.rejected || is.opened != should.opened)
            return u"calls, rejected or opened"_s;
        if (is.successes != should.successes || is.failures != should.failures || is.undecided != should.undecided)
            return u"verdicts"_s;
        if (is.calls != is.successes + is.failures + is.undecided + m_running.size())
            return u"the counters' sum"_s;
        const bool open = m_model.state == CircuitState::Open;
        if (m_breaker.retryAfter() != (open ? std::max(m_model.openUntil - now(), 0ns) : 0ns))
            return u"retryAfter"_s;
        return m_fault;
    }

    const CircuitBreaker::Counters counters() const { return m_breaker.counters(); }
    quint64 closedAgain() const { return m_closedAgain; }
    int longestOutage() const { return m_longestOutage; }

private:
    struct Running {
        CircuitBreaker::Permit permit;
        Model::Call call;
    };

    int below(int limit) { return std::uniform_int_distribution(0, limit - 1)(m_random); }
    nanoseconds now() const { return m_clock.steady().time_since_epoch(); }

    CircuitBreaker::Options randomOptions()
    {
        return {.name = u"model"_s,
                .threshold = 1 + below(6),
                .halfOpenMaxCalls = 1 + below(4),
                .timeout = std::chrono::seconds(1 + below(30)),
                .maxTimeout = std::chrono::seconds(1 + below(600))};
    }

    void acquire()
    {
        const bool early = m_model.state == CircuitState::Open && now() < m_model.openUntil;
        Result<CircuitBreaker::Permit> permit = m_breaker.tryAcquire();
        const std::optional<Model::Call> call = m_model.acquire(now());
        if (bool(permit) != call.has_value())
            return fault(u"whether a call may run"_s);
        if (!permit)
            return;
        if (early)
            fault(u"a permit before its time"_s);
        if (permit->isProbe() != call->probe)
            fault(u"whether it is a probe"_s);
        m_running.push_back({*std::move(permit), *call});
        if (std::ranges::count_if(m_running, [](const Running &each) { return each.permit.isProbe(); })
            > m_model.options.halfOpenMaxCalls)
            fault(u"too many probes"_s);
    }

    void finish()
    {
        if (m_running.empty())
            return;
        const auto one = std::next(m_running.begin(), below(int(m_running.size())));
        const CallVerdict verdict = randomVerdict();
        if (verdict != CallVerdict::Neither || below(2) == 0)
            one->permit.settle(verdict);
        m_model.finish(one->call, verdict);
        m_running.erase(one);
    }

    CallVerdict randomVerdict()
    {
        constexpr std::array successPercent{0, 60, 97}; // down, flaky, well
        if (below(20) == 0)
            return CallVerdict::Neither;
        return below(100) < successPercent.at(std::size_t(m_healthy)) ? CallVerdict::Success : CallVerdict::Failure;
    }

    void wait()
    {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_breaker.retryAfter());
        switch (below(4)) {
        case 0:
            return m_clock.advance(left); // the first millisecond after
        case 1:
            return m_clock.advance(std::max(left - 1ms, 0ms)); // the last one before
        default:
            return m_clock.advance(std::chrono::milliseconds(below(2000)));
        }
    }

    void reset()
    {
        m_breaker.reset();
        if (m_model.state != CircuitState::Closed)
            m_model.enter(CircuitState::Closed);
        m_model.results.clear();
    }

    /// The model knows the nominal periods only: it checks the jitter and takes it over.
    void followChanges()
    {
        for (const Change &change : m_changes) {
            if (change.period != ++m_lastPeriod || change.from != m_lastState)
                fault(u"a change out of order"_s);
            m_lastState = change.to;
            if (change.to == CircuitState::Closed)
                ++m_closedAgain;
            if (change.to == CircuitState::Open)
                takeOver(change.openFor);
        }
        m_changes.clear();
    }

    void takeOver(nanoseconds openFor)
    {
        const nanoseconds nominal = m_model.nominal();
        if (openFor * 10 < nominal * 8 || openFor * 10 > nominal * 12)
            fault(u"the length of an open period"_s);
        m_model.openUntil = now() + openFor;
        m_longestOutage = std::max(m_longestOutage, m_model.openings);
    }

    void fault(const QString &what) { m_fault = what; }

    std::mt19937 m_random;
    auth::test::ManualClock m_clock;
    std::vector<Change> m_changes;
    Model m_model;
    CircuitBreaker m_breaker;
    std::list<Running> m_running; ///< At most 24.
    int m_healthy = 2;
    quint64 m_lastPeriod = 0;
    CircuitState m_lastState = CircuitState::Closed;
    quint64 m_closedAgain = 0;
    int m_longestOutage = 0;
    QString m_fault;
};

} // namespace

class TestCircuitBreakerModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheModel_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void agreesWithTheModel()
    {
        QFETCH(unsigned, seed);
        Schedule schedule(seed);
        for (int i = 0; i < 100'000; ++i) {
            schedule.step();
            const QString difference = schedule.difference();
            QVERIFY2(difference.isEmpty(), qPrintable(u"step %1: %2"_s.arg(i).arg(difference)));
        }
        // The schedule went everywhere: else the agreement means little.
        QVERIFY(schedule.counters().opened > 100 && schedule.counters().rejected > 1000);
        QVERIFY(schedule.closedAgain() > 20 && schedule.longestOutage() > 4);
    }

    void sixteenThreadsAgree()
    {
        constexpr int threads = 16, rounds = 10'000, probesAtOnce = 3;
        auth::test::ManualClock clock;
        std::mutex mutex;
        std::map<quint64, Change> changes;
        CircuitBreaker breaker({.name = u"database"_s, .threshold = 5, .halfOpenMaxCalls = probesAtOnce, .timeout = 1s},
                               clock, [&](const Change &change) {
                                   const std::lock_guard lock(mutex);
                                   changes.emplace(change.period, change);
                               });
        std::atomic<int> probes{0}, mostProbes{0};
        std::atomic<quint64> admitted{0}, refused{0};

        std::latch start(threads); // else the first is done before the last begins
        const auto work = [&](unsigned seed) {
            std::mt19937 random(seed);
            start.arrive_and_wait();
            for (int i = 0; i < rounds; ++i) {
                const bool down = i / 500 % 2 == 1;
                Result<CircuitBreaker::Permit> permit = breaker.tryAcquire();
                if (!permit) {
                    ++refused;
                    clock.advance(std::chrono::milliseconds(random() % 20));
                    continue;
                }
                ++admitted;
                if (permit->isProbe()) {
                    const int now = ++probes;
                    for (int most = mostProbes; most < now && !mostProbes.compare_exchange_weak(most, now);) {
                    }
                }
                std::this_thread::yield();
                probes -= permit->isProbe() ? 1 : 0;
                if (random() % 50 != 0)
                    permit->settle(down == (random() % 20 != 0) ? CallVerdict::Failure : CallVerdict::Success);
            }
        };
        std::vector<std::thread> all;
        for (unsigned i = 0; i < threads; ++i)
            all.emplace_back(work, i);
        for (std::thread &each : all)
            each.join();

        const auto counters = breaker.counters();
        QCOMPARE(counters.calls, admitted.load());
        QCOMPARE(counters.rejected, refused.load());
        QCOMPARE(counters.calls + counters.rejected, quint64(threads) * rounds);
        QCOMPARE(counters.calls, counters.successes + counters.failures + counters.undecided);
        QVERIFY(mostProbes <= probesAtOnce);
        verifyPath(changes, breaker);
    }

private:
    /// One unbroken path from closed to the present state, over the arrows there are.
    static void verifyPath(const std::map<quint64, Change> &changes, const CircuitBreaker &breaker)
    {
        CircuitState state = CircuitState::Closed;
        quint64 period = 0, opened = 0;
        for (const auto &[number, change] : changes) {
            QCOMPARE(number, ++period);
            QCOMPARE(change.from, state);
            state = change.to;
            opened += state == CircuitState::Open ? 1 : 0;
            QVERIFY(change.from != CircuitState::Open || change.to == CircuitState::HalfOpen); // nobody called reset()
            QVERIFY(change.from != CircuitState::Closed || change.to == CircuitState::Open);
        }
        QCOMPARE(state, breaker.state());
        QCOMPARE(opened, breaker.counters().opened);
        QVERIFY(opened > 3);
    }
};

QTEST_APPLESS_MAIN(TestCircuitBreakerModel)
#include "tst_circuit_breaker_model.moc"
