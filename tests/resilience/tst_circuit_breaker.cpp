#include "resilience/circuit_breaker.h"
#include "tests/support/manual_clock.h"

#include <QtTest/QTest>

#include <thread>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Change = CircuitBreaker::Change;

double noJitter() { return 0.5; }

/// Threshold 3, two probes, 30 s to 100 s, no jitter.
struct Circuit {
    auth::test::ManualClock clock;
    std::vector<Change> changes;
    CircuitBreaker breaker{
        {.name = u"database"_s, .threshold = 3, .halfOpenMaxCalls = 2, .timeout = 30s, .maxTimeout = 100s},
        clock,
        [this](const Change &change) { changes.push_back(change); },
        noJitter};
    std::vector<CircuitBreaker::Permit> held;

    void fail(int times)
    {
        for (int i = 0; i < times; ++i)
            breaker.tryAcquire()->failure();
    }

    /// One word of a script, see transitions_data(). False when a call was refused.
    bool play(const QString &word)
    {
        const char16_t verb = word[0].unicode();
        const QString rest = word.mid(1);
        switch (verb) {
        case u'+':
            clock.advance(std::chrono::milliseconds(rest.toInt()));
            return true;
        case u'R':
            breaker.reset();
            return true;
        case u'P':
            breaker.probeNow();
            return true;
        case u'S':
        case u'F':
        case u'N':
            held.at(rest.toUInt()).settle(verdict(verb));
            return true;
        }
        Result<CircuitBreaker::Permit> permit = breaker.tryAcquire();
        if (permit && verb == u'h')
            held.push_back(*std::move(permit));
        else if (permit && verb != u'd')
            permit->settle(verdict(verb));
        return bool(permit);
    }

    static CallVerdict verdict(char16_t letter)
    {
        switch (letter) {
        case u's':
        case u'S':
            return CallVerdict::Success;
        case u'f':
        case u'F':
            return CallVerdict::Failure;
        default:
            return CallVerdict::Neither;
        }
    }
};

QChar letter(CircuitState state) { return QChar(u"COH"[static_cast<int>(state)]); }

Outcome storageDown() { return Error{ErrorCode::StorageUnavailable, u"down"_s}; }

} // namespace

class TestCircuitBreaker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Script: s f n d = a call that succeeds, fails, says Neither, is dropped; h = one that is held, S0 F0 N0 = how
    /// held call 0 ends; +ms; R = reset(), P = probeNow(). Expected: the state after each word, x behind it when
    /// refused.
    void transitions_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char16_t *script, const char16_t *expected) {
            QTest::newRow(name) << QString::fromUtf16(script) << QString::fromUtf16(expected);
        };
        row("failures below the threshold", u"f f", u"C C");
        row("failures at the threshold", u"f f f", u"C C O");
        row("success between failures", u"f f s f f s", u"C C C C C C");
        row("neither is not a success", u"f f n f", u"C C C O");
        row("neither is not a failure", u"n n n d d d", u"C C C C C C");
        row("open refuses", u"f f f s s", u"C C O Ox Ox");
        row("one millisecond early", u"f f f +29999 s", u"C C O O Ox");
        row("on time", u"f f f +30000 s", u"C C O O H");
        row("time alone changes nothing", u"f f f +999999", u"C C O O");
        row("as many successes as probes close", u"f f f +30000 s s", u"C C O O H C");
        row("closed again needs all failures", u"f f f +30000 s s f f f", u"C C O O H C C C O");
        row("one failed probe opens", u"f f f +30000 s f", u"C C O O H O");
        row("neither decides nothing", u"f f f +30000 n d n s s", u"C C O O H H H H C");
        row("probes at once", u"f f f +30000 h h h", u"C C O O H H Hx");
        row("a finished probe makes room", u"f f f +30000 h h N0 h h", u"C C O O H H H H Hx");
        row("a dropped probe makes room", u"f f f +30000 h d d s s", u"C C O O H H H H C");
        row("second period is twice as long", u"f f f +30000 f +59999 s +1 s", u"C C O O O O Ox O H");
        row("third is capped", u"f f f +30000 f +60000 f +99999 s +1 s", u"C C O O O O O O Ox O H");
        row("closing starts with the first period", u"f f f +30000 f +60000 s s f f f +30000 s",
            u"C C O O O O H C C C O O H");
        row("late success does not close", u"h h h f f f S0 S1 S2 s", u"C C C C C O O O O Ox");
        row("late success is no probe", u"h h f f f +30000 s S0 S1 s", u"C C C C O O H H H C");
        row("late failure does not open", u"h f f f +30000 s F0 s", u"C C C O O H H C");
        row("late failure is not of this period", u"h h f f f +30000 s s f f F0 F1 f", u"C C C C O O H C C C C C O");
        row("late probe decides nothing", u"f f f +30000 h f +60000 s S0 s", u"C C O O H O O H H C");
        row("late failed probe decides nothing", u"f f f +30000 h f +60000 s F0 s", u"C C O O H O O H H C");
        row("late probe takes room", u"f f f +30000 h f +60000 h h S0 h", u"C C O O H O O H Hx H H");
        row("only the first word counts", u"h S0 F0 F0 F0", u"C C C C C");
        row("reset closes", u"f f f R s f f f", u"C C O C C C C O");
        row("reset forgets failures", u"f f R f f", u"C C C C C");
        row("reset forgets the backoff", u"f f f +30000 f R f f f +30000 s", u"C C O O O C C C O O H");
        row("reset ends half-open", u"f f f +30000 h R S0 f f f", u"C C O O H C C C C O");
        row("what ran before a reset is late", u"f f f +30000 h R F0 f f s", u"C C O O H C C C C C");
        row("probe now", u"f f f P s s", u"C C O O H C");
        row("probe now keeps the backoff", u"f f f P f +59999 s +1 s", u"C C O O O O Ox O H");
        row("probe now when closed", u"P s f f f s", u"C C C C O Ox");
        row("probe now when half-open", u"f f f +30000 h P h h", u"C C O O H H H Hx");
    }
    void transitions()
    {
        QFETCH(QString, script);
        QFETCH(QString, expected);
        Circuit circuit;
        QStringList trace;
        for (const QString &word : script.split(u' ')) {
            const bool allowed = circuit.play(word);
            trace += letter(circuit.breaker.state()) + (allowed ? QString() : u"x"_s);
        }
        QCOMPARE(trace.join(u' '), expected);
    }

    void onlyProbesAreCalledSo()
    {
        Circuit circuit;
        QVERIFY(!circuit.breaker.tryAcquire()->isProbe());
        circuit.fail(3);
        circuit.clock.advance(30s);
        QVERIFY(circuit.breaker.tryAcquire()->isProbe());
    }

    void refusalTellsWhenToComeBack_data()
    {
        QTest::addColumn<int>("waitedMs");
        QTest::addColumn<int>("seconds");
        QTest::newRow("just opened") << 0 << 30;
        QTest::newRow("parts of a second are a second") << 1500 << 29;
        QTest::newRow("on a second") << 2000 << 28;
        QTest::newRow("at least one") << 29'999 << 1;
    }
    void refusalTellsWhenToComeBack()
    {
        QFETCH(int, waitedMs);
        QFETCH(int, seconds);
        Circuit circuit;
        circuit.fail(3);
        circuit.clock.advance(std::chrono::milliseconds(waitedMs));
        const auto refused = circuit.breaker.tryAcquire();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::CircuitOpen);
        QCOMPARE(refused.error().retryAfter, std::chrono::seconds(seconds));
        QVERIFY(refused.error().cause.contains(u"database"));
        QVERIFY(!refused.error().message.contains(u"database"));
        QCOMPARE(circuit.breaker.retryAfter(), std::chrono::nanoseconds(30s - std::chrono::milliseconds(waitedMs)));
    }

    void fullHalfOpenCircuitSaysOneSecond()
    {
        Circuit circuit;
        circuit.fail(3);
        circuit.clock.advance(31s);
        QCOMPARE(circuit.breaker.retryAfter(), 0ns);
        for (const auto *word : {u"h", u"h"})
            QVERIFY(circuit.play(QString::fromUtf16(word)));
        QCOMPARE(circuit.breaker.retryAfter(), 0ns);
        QCOMPARE(circuit.breaker.tryAcquire().error().retryAfter, 1s);
    }

    void callPassesValuesAndErrors()
    {
        Circuit circuit;
        const Result<int> value = circuit.breaker.call([] { return Result<int>(7); });
        QCOMPARE(*value, 7);
        QCOMPARE(circuit.breaker.call(storageDown).error().message, u"down"_s);
        const auto counters = circuit.breaker.counters();
        QCOMPARE(counters.successes, 1ULL);
        QCOMPARE(counters.failures, 1ULL);
    }

    void openCircuitDoesNotCall()
    {
        Circuit circuit;
        circuit.fail(3);
        bool called = false;
        const Outcome outcome = circuit.breaker.call([&]() -> Outcome { return called = true, Done(); });
        QCOMPARE(outcome.error().code, ErrorCode::CircuitOpen);
        QVERIFY(!called);
    }

    void errorsAreJudged_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("successes");
        QTest::addColumn<int>("failures");
        QTest::newRow("the database is away") << ErrorCode::StorageUnavailable << 0 << 1;
        QTest::newRow("the database answered") << ErrorCode::UserNotFound << 1 << 0;
        QTest::newRow("a broken rule is an answer") << ErrorCode::DuplicateEmail << 1 << 0;
        QTest::newRow("it was not asked: queue full") << ErrorCode::Overloaded << 0 << 0;
        QTest::newRow("it was not asked: another circuit") << ErrorCode::CircuitOpen << 0 << 0;
    }
    void errorsAreJudged()
    {
        QFETCH(ErrorCode, code);
        QFETCH(int, successes);
        QFETCH(int, failures);
        Circuit circuit;
        QVERIFY(!circuit.breaker.call([&]() -> Outcome { return Error{code, {}}; }));
        const auto counters = circuit.breaker.counters();
        QCOMPARE(counters.calls, 1ULL);
        QCOMPARE(int(counters.successes), successes);
        QCOMPARE(int(counters.failures), failures);
        QCOMPARE(int(counters.undecided), 1 - successes - failures);
    }

    void anotherJudgeMayBeGiven()
    {
        Circuit circuit;
        const auto everyError = [](const Error &) { return CallVerdict::Failure; };
        for (int i = 0; i < 3; ++i)
            QVERIFY(!circuit.breaker.call([]() -> Outcome { return Error{ErrorCode::NotFound, {}}; }, everyError));
        QCOMPARE(circuit.breaker.state(), CircuitState::Open);
    }

    void anExceptionGivesTheProbeBack()
    {
        Circuit circuit;
        circuit.fail(3);
        circuit.clock.advance(30s);
        for (int i = 0; i < 5; ++i) // more than there are probes
            QVERIFY_EXCEPTION_THROWN((void)circuit.breaker.call([]() -> Outcome { throw std::logic_error("bug"); }),
                                     std::logic_error);
        QCOMPARE(circuit.breaker.state(), CircuitState::HalfOpen);
        QCOMPARE(circuit.breaker.counters().undecided, 5ULL);
    }

    void everyChangeIsReportedOnce()
    {
        Circuit circuit;
        for (const QString &word : u"f f f s +30000 f +60000 s s f f f R R"_s.split(u' '))
            circuit.play(word);
        QString path;
        quint64 period = 0;
        for (const Change &change : circuit.changes) {
            QCOMPARE(change.name, u"database"_s);
            QCOMPARE(change.period, ++period);
            QCOMPARE(change.openFor != 0ns, change.to == CircuitState::Open);
            path += QString(letter(change.from)) + letter(change.to) + QChar(u' ');
        }
        QCOMPARE(path, u"CO OH HO OH HC CO OC "_s);
        QCOMPARE(circuit.changes[2].openFor, std::chrono::nanoseconds(60s));
        QCOMPARE(circuit.breaker.counters().opened, 3ULL);
    }

    void observerMayUseTheBreaker()
    {
        auth::test::ManualClock clock;
        CircuitBreaker *self = nullptr;
        std::vector<CircuitState> seen;
        CircuitBreaker breaker({.name = u"mail"_s, .threshold = 1}, clock, [&](const Change &) {
            seen.push_back(self->state());
            (void)self->tryAcquire();
        });
        self = &breaker;
        breaker.tryAcquire()->failure();
        QCOMPARE(seen, std::vector{CircuitState::Open});
        QCOMPARE(breaker.counters().rejected, 1ULL);
    }

    void aCallUnderWayHoldsUpNobody()
    {
        Circuit circuit;
        const Outcome outer = circuit.breaker.call([&]() -> Outcome {
            std::thread([&] { // ends, though the call does not
                circuit.fail(3);
                circuit.breaker.reset();
                circuit.breaker.probeNow();
            })
                .join();
            return circuit.breaker.call([]() -> Outcome { return Done(); });
        });
        QVERIFY(outer);
        QCOMPARE(circuit.breaker.counters().calls, 5ULL);
    }

    void statusTellsSinceWhenAndWhatWasWrong()
    {
        Circuit circuit;
        const Time begin = circuit.clock.now();
        QCOMPARE(circuit.breaker.status().since, begin);
        QVERIFY(!circuit.breaker.status().failedAt);
        circuit.clock.advance(5s);
        circuit.breaker.tryAcquire()->settle(CallVerdict::Failure, u"It was slow."_s);
        QCOMPARE(circuit.breaker.status().since, begin); // still closed
        QCOMPARE(circuit.breaker.status().inARow, 1);
        QCOMPARE(circuit.breaker.status().failure, u"It was slow."_s);
        QCOMPARE(circuit.breaker.status().failedAt, std::optional(begin + 5s));
        circuit.clock.advance(5s);
        circuit.breaker.openNow(u"It has gone."_s);
        QCOMPARE(circuit.breaker.status().state, CircuitState::Open);
        QCOMPARE(circuit.breaker.status().since, begin + 10s);
        QCOMPARE(circuit.breaker.status().failure, u"It has gone."_s);
        QCOMPARE(circuit.breaker.status().retryAfter, std::chrono::nanoseconds(30s));
        circuit.clock.advance(1s);
        circuit.breaker.reset();
        QCOMPARE(circuit.breaker.status().since, begin + 11s);
        QCOMPARE(circuit.breaker.status().failure, u"It has gone."_s); // for whoever asks why it was open
    }

    void defaultsAreTheDocumentedOnes()
    {
        const auth::test::ManualClock clock;
        const CircuitBreaker breaker({.name = u"database"_s}, clock);
        QCOMPARE(breaker.options().threshold, 5);
        QCOMPARE(breaker.options().halfOpenMaxCalls, 3);
        QCOMPARE(breaker.options().timeout, 30s);
        QCOMPARE(breaker.options().maxTimeout, 600s);
    }

    void senselessOptionsAreRefused()
    {
        const auth::test::ManualClock clock;
        QVERIFY_EXCEPTION_THROWN(CircuitBreaker({.name = u"x"_s, .threshold = 0}, clock), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(CircuitBreaker({.name = u"x"_s, .halfOpenMaxCalls = 0}, clock), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(CircuitBreaker({.name = u"x"_s, .timeout = 0s}, clock), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestCircuitBreaker)
#include "tst_circuit_breaker.moc"
