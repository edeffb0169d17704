#pragma once

#include "core/clock.h"

#include <utility>
#include <vector>

namespace auth {

/// What one request did, step by step, for whoever asks later why it took so long. Belongs to one thread at a time:
/// whoever hands the work to another thread waits for it.
class RequestTrace {
public:
    static constexpr std::size_t mostSteps = 64; ///< Further ones are counted and left out.

    struct Step {
        const char *name;            ///< A literal, as is `detail`.
        const char *detail;          ///< For "statement" the function that runs it, as the compiler spells it; or null.
        std::chrono::nanoseconds at; ///< After the request had arrived.
        std::chrono::nanoseconds took;
        qint64 value; ///< What the name says: a number of rows, keys, a line's number.
    };

    /// Both outlive the trace; `arrived` is by that clock.
    RequestTrace(const Clock &clock, SteadyTime arrived);

    SteadyTime now() const { return m_clock.steady(); }
    void add(const char *name, SteadyTime began, SteadyTime ended, qint64 value = 0, const char *detail = nullptr);
    /// For what takes no time worth telling.
    void note(const char *name, qint64 value = 0) { addNow(name, now(), value); }

    const std::vector<Step> &steps() const { return m_steps; }
    std::size_t omitted() const { return m_omitted; }

    /// The one the calling thread works for; null for none.
    static RequestTrace *current();

private:
    void addNow(const char *name, SteadyTime at, qint64 value) { add(name, at, at, value); }

    const Clock &m_clock;
    const SteadyTime m_arrived;
    std::vector<Step> m_steps;
    std::size_t m_omitted = 0;
};

/// The calling thread works for this trace while it lives; null for none.
class TraceScope {
public:
    explicit TraceScope(RequestTrace *trace);
    ~TraceScope();
    TraceScope(const TraceScope &) = delete;
    TraceScope &operator=(const TraceScope &) = delete;

private:
    RequestTrace *m_outer;
};

/// A step that takes as long as this lives, in the trace of the calling thread. Costs a load where there is none.
class TraceStep {
public:
    explicit TraceStep(const char *name, const char *detail = nullptr)
        : m_trace(RequestTrace::current()), m_name(name), m_detail(detail)
    {
        if (m_trace)
            m_began = m_trace->now();
    }
    ~TraceStep() { end(); }
    TraceStep(const TraceStep &) = delete;
    TraceStep &operator=(const TraceStep &) = delete;

    void setValue(qint64 value) { m_value = value; }
    /// Sooner than at its end of life.
    void end()
    {
        if (m_trace)
            m_trace->add(m_name, m_began, m_trace->now(), m_value, m_detail);
        m_trace = nullptr;
    }

private:
    RequestTrace *m_trace;
    const char *m_name;
    const char *m_detail;
    SteadyTime m_began{};
    qint64 m_value = 0;
};

} // namespace auth
