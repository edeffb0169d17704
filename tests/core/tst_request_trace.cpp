#include "core/request_trace.h"

#include "tests/support/manual_clock.h"

#include <QtTest/QTest>

#include <thread>

using namespace auth;
using namespace std::chrono_literals;

class TestRequestTrace : public QObject {
    Q_OBJECT

    test::ManualClock m_clock;

private Q_SLOTS:
    void stepTakesAsLongAsItLives()
    {
        RequestTrace trace(m_clock, m_clock.steady());
        const TraceScope scope(&trace);
        m_clock.advance(5ms);
        {
            TraceStep step("hash", "detail");
            m_clock.advance(20ms);
            step.setValue(7);
        }
        QCOMPARE(trace.steps().size(), 1u);
        const RequestTrace::Step &step = trace.steps().front();
        QCOMPARE(step.name, "hash");
        QCOMPARE(step.detail, "detail");
        QCOMPARE(step.at, std::chrono::nanoseconds(5ms));
        QCOMPARE(step.took, std::chrono::nanoseconds(20ms));
        QCOMPARE(step.value, 7);
    }

    void stepMayEndSooner()
    {
        RequestTrace trace(m_clock, m_clock.steady());
        const TraceScope scope(&trace);
        {
            TraceStep step("pool");
            m_clock.advance(1ms);
            step.end();
            m_clock.advance(1ms);
        }
        QCOMPARE(trace.steps().size(), 1u);
        QCOMPARE(trace.steps().front().took, std::chrono::nanoseconds(1ms));
    }

    void withoutTraceNothingIsKept()
    {
        const TraceStep step("pool");
        QCOMPARE(RequestTrace::current(), nullptr);
    }

    void scopesNestAndEnd()
    {
        RequestTrace outer(m_clock, m_clock.steady());
        {
            const TraceScope scope(&outer);
            {
                const TraceScope none(nullptr);
                const TraceStep step("pool");
            }
            QCOMPARE(RequestTrace::current(), &outer);
        }
        QCOMPARE(RequestTrace::current(), nullptr);
        QCOMPARE(outer.steps().size(), 0u);
    }

    void eachThreadHasItsOwn()
    {
        RequestTrace trace(m_clock, m_clock.steady());
        const TraceScope scope(&trace);
        RequestTrace *seen = &trace;
        std::thread([&] { seen = RequestTrace::current(); }).join();
        QCOMPARE(seen, nullptr);
    }

    void stepsAreLimited()
    {
        RequestTrace trace(m_clock, m_clock.steady());
        for (std::size_t i = 0; i < RequestTrace::mostSteps; ++i)
            trace.note("line");
        QCOMPARE(trace.omitted(), 0u);
        trace.note("line");
        QCOMPARE(trace.steps().size(), RequestTrace::mostSteps);
        QCOMPARE(trace.omitted(), 1u);
    }
};

QTEST_APPLESS_MAIN(TestRequestTrace)
#include "tst_request_trace.moc"
