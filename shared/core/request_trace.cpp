#include "core/request_trace.h"

namespace auth {

namespace {

constexpr std::size_t usualSteps = 16;

thread_local RequestTrace *active = nullptr;

} // namespace

RequestTrace::RequestTrace(const Clock &clock, SteadyTime arrived) : m_clock(clock), m_arrived(arrived)
{
    m_steps.reserve(usualSteps);
}

void RequestTrace::add(const char *name, SteadyTime began, SteadyTime ended, qint64 value, const char *detail)
{
    if (m_steps.size() == mostSteps) {
        ++m_omitted;
        return;
    }
    m_steps.push_back({.name = name, .detail = detail, .at = began - m_arrived, .took = ended - began, .value = value});
}

RequestTrace *RequestTrace::current() { return active; }

TraceScope::TraceScope(RequestTrace *trace) : m_outer(std::exchange(active, trace)) {}

TraceScope::~TraceScope() { active = m_outer; }

} // namespace auth
