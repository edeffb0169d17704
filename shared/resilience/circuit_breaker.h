#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "resilience/backoff.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <mutex>
#include <optional>

namespace auth {
inline namespace circuit_states { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

enum class CircuitState {
    Closed,   ///< Calls pass.
    Open,     ///< Calls are refused until the open period is over.
    HalfOpen, ///< A few calls pass as probes; they decide.
};
Q_ENUM_NS(CircuitState)
} // namespace circuit_states

/// What a finished call says about the dependency.
enum class CallVerdict {
    Success,
    Failure,
    Neither, ///< The call never got as far as the dependency.
};

/// For a database: StorageUnavailable is a failure; a queue of our own that was full, or another circuit, says nothing;
/// any other error is an answer, so the database is there.
CallVerdict storageVerdict(const Error &error);

/// Stops asking a dependency that fails, and tries it again with ever longer pauses. `threshold` failures in a row open
/// it; after the open period up to `halfOpenMaxCalls` probes run at once, so many successes close it and one failure
/// opens it for twice as long. Only what began in the present period counts: a late result changes nothing but
/// counters. Has no timer: an open circuit stays Open until the first call after its period, so a health check must
/// call through it. Thread-safe; never waits for a call or an observer.
class CircuitBreaker {
public:
    struct Options {
        QString name;             ///< The dependency, for logs and metrics.
        int threshold = 5;        ///< Consecutive failures.
        int halfOpenMaxCalls = 3; ///< Probes at once, those of earlier periods included; and successes that close it.
        std::chrono::seconds timeout{30};     ///< First open period; doubles with each failed recovery, +-20 %.
        std::chrono::seconds maxTimeout{600}; ///< Of the doubling, before jitter. Less than timeout counts as timeout.
    };
    struct Counters {
        quint64 calls = 0; ///< Let through: successes + failures + undecided + those running now.
        quint64 successes = 0;
        quint64 failures = 0;
        quint64 undecided = 0; ///< CallVerdict::Neither, or the permit was dropped without a word.
        quint64 rejected = 0;
        quint64 opened = 0;
    };
    /// For people who look at it.
    struct Status {
        CircuitState state = CircuitState::Closed;
        Time since{};   ///< When it took that state; the start of the process for the first.
        int inARow = 0; ///< Failures when closed, successes when half-open.
        std::chrono::nanoseconds retryAfter{0};
        std::optional<Time> failedAt = {}; ///< The last failure.
        QString failure = {};              ///< What was said of it, fit to be shown; may be empty.
    };
    struct Change {
        QString name;
        CircuitState from;
        CircuitState to;
        quint64 period;                      ///< Dense from 1; two threads may report their changes in the other order.
        std::chrono::nanoseconds openFor{0}; ///< When it opened.
    };
    /// Called outside the lock, on the thread whose call made the change. May use the breaker.
    using Observer = std::function<void(const Change &)>;

    /// Leave for one call. Tell it how the call went; dropped without a word (an exception) it counts as Neither.
    /// Must not outlive the breaker. For one thread at a time.
    class [[nodiscard]] Permit {
    public:
        Permit(Permit &&other) noexcept;
        Permit &operator=(Permit &&) = delete;
        ~Permit() { settle(CallVerdict::Neither); }

        void success() { settle(CallVerdict::Success); }
        void failure() { settle(CallVerdict::Failure); }
        /// Only the first verdict counts. `failure`: what may be shown of the reason.
        void settle(CallVerdict verdict, const QString &failure = {});
        /// The circuit is half-open and this call helps to decide.
        bool isProbe() const { return m_probe; }

    private:
        friend class CircuitBreaker;
        Permit(CircuitBreaker *breaker, quint64 period, bool probe);

        CircuitBreaker *m_breaker; ///< Null once settled.
        quint64 m_period;
        bool m_probe;
    };

    /// `random` is called under the lock and must not use the breaker.
    CircuitBreaker(Options options, const Clock &clock, Observer observer = {},
                   RandomFraction random = systemRandomFraction);
    CircuitBreaker(const CircuitBreaker &) = delete;
    CircuitBreaker &operator=(const CircuitBreaker &) = delete;

    /// CircuitOpen with retryAfter (whole seconds, at least 1) when the call must not be made.
    Result<Permit> tryAcquire();

    /// Calls `function() -> Result<T>` if it may, and judges its error with `verdict(const Error &)`.
    template<class F, class V = decltype(&storageVerdict)>
    auto call(F &&function, V &&verdict = &storageVerdict) -> std::invoke_result_t<F>
    {
        Result<Permit> permit = tryAcquire();
        if (!permit)
            return std::move(permit).error();
        auto result = std::invoke(std::forward<F>(function));
        result ? permit->success()
               : permit->settle(std::invoke(verdict, std::as_const(result).error()), result.error().message);
        return result;
    }

    CircuitState state() const;
    Counters counters() const;
    Status status() const;
    /// What is left of the open period; 0 in the other states.
    std::chrono::nanoseconds retryAfter() const;
    const Options &options() const { return m_options; }

    /// An administrator's order: closed, as if nothing had ever failed.
    void reset();
    /// There is reason to think the dependency is back: ends the open period now. Should its probes fail, the next one
    /// is as long as it would have been.
    void probeNow();
    /// There is reason to think the dependency has gone: opens now, unless it is open.
    void openNow(const QString &failure = {});

private:
    std::optional<Change> endOpenPeriod();
    Result<Permit> admit();
    void settle(quint64 period, bool probe, CallVerdict verdict, const QString &failure);
    void count(CallVerdict verdict, const QString &failure);
    void noteFailure(const QString &failure);
    std::optional<Change> judge(CallVerdict verdict);
    Change enter(CircuitState state);
    Change open();
    Change close();
    std::chrono::nanoseconds left() const;
    Error refusal() const;
    void announce(const std::optional<Change> &change) const;

    const Options m_options;
    const Clock &m_clock;
    const Observer m_observer;
    const QString m_cause;
    mutable std::mutex m_mutex;
    Backoff m_backoff;
    CircuitState m_state = CircuitState::Closed;
    quint64 m_period = 0; ///< Grows with each change of state.
    SteadyTime m_openUntil;
    int m_inARow = 0; ///< Failures when closed, successes when half-open.
    int m_probes = 0; ///< Running now, whatever the period.
    Counters m_counters;
    Time m_since;
    std::optional<Time> m_failedAt;
    QString m_failure;
};

} // namespace auth
