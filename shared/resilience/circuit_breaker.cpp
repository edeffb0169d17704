#include "resilience/circuit_breaker.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

using namespace Qt::StringLiterals;

namespace auth {

namespace {

CircuitBreaker::Options checked(CircuitBreaker::Options options)
{
    if (options.threshold < 1 || options.halfOpenMaxCalls < 1 || options.timeout <= std::chrono::seconds::zero())
        throw std::invalid_argument("a circuit breaker's threshold, probes and timeout are at least 1");
    return options;
}

} // namespace

CallVerdict storageVerdict(const Error &error)
{
    switch (error.code) {
    case ErrorCode::StorageUnavailable:
        return CallVerdict::Failure;
    case ErrorCode::Overloaded:
    case ErrorCode::CircuitOpen:
        return CallVerdict::Neither;
    default:
        return CallVerdict::Success;
    }
}

CircuitBreaker::Permit::Permit(CircuitBreaker *breaker, quint64 period, bool probe)
    : m_breaker(breaker), m_period(period), m_probe(probe)
{
}

CircuitBreaker::Permit::Permit(Permit &&other) noexcept
    : m_breaker(std::exchange(other.m_breaker, nullptr)), m_period(other.m_period), m_probe(other.m_probe)
{
}

void CircuitBreaker::Permit::settle(CallVerdict verdict, const QString &failure)
{
    if (CircuitBreaker *breaker = std::exchange(m_breaker, nullptr))
        breaker->settle(m_period, m_probe, verdict, failure);
}

CircuitBreaker::CircuitBreaker(Options options, const Clock &clock, Observer observer, RandomFraction random)
    : m_options(checked(std::move(options))), m_clock(clock), m_observer(std::move(observer)),
      m_cause(u"The circuit breaker \"%1\" is not closed."_s.arg(m_options.name)),
      m_backoff({.base = m_options.timeout, .cap = m_options.maxTimeout, .jitter = Jitter::Fifth}, std::move(random)),
      m_since(clock.now())
{
}

Result<CircuitBreaker::Permit> CircuitBreaker::tryAcquire()
{
    std::unique_lock lock(m_mutex);
    const std::optional<Change> change = endOpenPeriod();
    Result<Permit> permit = admit();
    lock.unlock();
    announce(change);
    return permit;
}

std::optional<CircuitBreaker::Change> CircuitBreaker::endOpenPeriod()
{
    if (m_state != CircuitState::Open || left() > left().zero())
        return std::nullopt;
    return enter(CircuitState::HalfOpen);
}

Result<CircuitBreaker::Permit> CircuitBreaker::admit()
{
    const bool probe = m_state == CircuitState::HalfOpen;
    if (m_state == CircuitState::Open || (probe && m_probes >= m_options.halfOpenMaxCalls)) {
        ++m_counters.rejected;
        return refusal();
    }
    ++m_counters.calls;
    m_probes += probe;
    return Permit(this, m_period, probe);
}

void CircuitBreaker::settle(quint64 period, bool probe, CallVerdict verdict, const QString &failure)
{
    std::unique_lock lock(m_mutex);
    count(verdict, failure);
    m_probes -= probe;
    const std::optional<Change> change = period == m_period ? judge(verdict) : std::nullopt;
    lock.unlock();
    announce(change);
}

void CircuitBreaker::count(CallVerdict verdict, const QString &failure)
{
    switch (verdict) {
    case CallVerdict::Success:
        ++m_counters.successes;
        return;
    case CallVerdict::Failure:
        ++m_counters.failures;
        noteFailure(failure);
        return;
    case CallVerdict::Neither:
        ++m_counters.undecided;
        return;
    }
}

void CircuitBreaker::noteFailure(const QString &failure)
{
    m_failedAt = m_clock.now();
    m_failure = failure;
}

std::optional<CircuitBreaker::Change> CircuitBreaker::judge(CallVerdict verdict)
{
    if (verdict == CallVerdict::Neither)
        return std::nullopt;
    const bool good = verdict == CallVerdict::Success;
    if (m_state == CircuitState::HalfOpen) {
        if (!good)
            return open();
        return ++m_inARow >= m_options.halfOpenMaxCalls ? std::optional(close()) : std::nullopt;
    }
    m_inARow = good ? 0 : m_inARow + 1;
    return m_inARow >= m_options.threshold ? std::optional(open()) : std::nullopt;
}

CircuitBreaker::Change CircuitBreaker::enter(CircuitState state)
{
    m_inARow = 0;
    m_since = m_clock.now();
    return {.name = m_options.name, .from = std::exchange(m_state, state), .to = state, .period = ++m_period};
}

CircuitBreaker::Change CircuitBreaker::open()
{
    ++m_counters.opened;
    Change change = enter(CircuitState::Open);
    change.openFor = m_backoff.next();
    m_openUntil = m_clock.steady() + change.openFor;
    return change;
}

CircuitBreaker::Change CircuitBreaker::close()
{
    m_backoff.reset();
    return enter(CircuitState::Closed);
}

CircuitState CircuitBreaker::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

CircuitBreaker::Counters CircuitBreaker::counters() const
{
    const std::lock_guard lock(m_mutex);
    return m_counters;
}

CircuitBreaker::Status CircuitBreaker::status() const
{
    const std::lock_guard lock(m_mutex);
    return {.state = m_state,
            .since = m_since,
            .inARow = m_inARow,
            .retryAfter = left(),
            .failedAt = m_failedAt,
            .failure = m_failure};
}

std::chrono::nanoseconds CircuitBreaker::retryAfter() const
{
    const std::lock_guard lock(m_mutex);
    return left();
}

void CircuitBreaker::reset()
{
    std::unique_lock lock(m_mutex);
    m_inARow = 0;
    const std::optional<Change> change = m_state == CircuitState::Closed ? std::nullopt : std::optional(close());
    lock.unlock();
    announce(change);
}

void CircuitBreaker::probeNow()
{
    const std::lock_guard lock(m_mutex);
    m_openUntil = m_clock.steady();
}

void CircuitBreaker::openNow(const QString &failure)
{
    std::unique_lock lock(m_mutex);
    noteFailure(failure);
    const std::optional<Change> change = m_state == CircuitState::Open ? std::nullopt : std::optional(open());
    lock.unlock();
    announce(change);
}

std::chrono::nanoseconds CircuitBreaker::left() const
{
    using std::chrono::nanoseconds;
    return m_state == CircuitState::Open ? std::max<nanoseconds>(m_openUntil - m_clock.steady(), {}) : nanoseconds();
}

Error CircuitBreaker::refusal() const
{
    const auto whole = std::chrono::ceil<std::chrono::seconds>(left());
    return {.code = ErrorCode::CircuitOpen,
            .message = u"A service this one depends on is out of order. Try again later."_s,
            .cause = m_cause,
            .retryAfter = std::max(whole, std::chrono::seconds(1))};
}

void CircuitBreaker::announce(const std::optional<Change> &change) const
{
    if (change && m_observer)
        m_observer(*change);
}

} // namespace auth
