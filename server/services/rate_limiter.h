#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "services/rate_limit_store.h"
#include "services/rate_limits.h"

#include <QtCore/QHash>

#include <atomic>
#include <mutex>
#include <optional>

namespace auth {

/// Counts attempts before any work is done for them. Thread-safe; runs on a clock that cannot be set.
/// With a store it counts together with other instances, and remembers what they have counted: a key that is over its
/// limit is refused from memory until its window ends. While the store does not answer, every instance counts alone.
class RateLimiter {
public:
    RateLimiter(const RateLimits &limits, const Clock &clock, RateLimitStore *store = nullptr)
        : m_limits(limits), m_clock(clock), m_store(store)
    {
    }

    /// One attempt under each of the keys, or under none when one is known to be full; nothing when it may go on.
    /// May wait for the store.
    std::optional<Error> charge(const RateKeys &keys);
    /// The two halves of charge(), the first for I/O threads: in memory, then, in the lane, with the other instances.
    std::optional<Error> count(const RateKeys &keys);
    std::optional<Error> share(const RateKeys &keys);
    /// The attempt could not be made. May wait for the store.
    void takeBack(const RateKeys &keys);
    /// Whether count() would still allow an attempt.
    std::optional<Error> check(const RateKeys &keys);

    /// One attempt on an account from wherever. Over the limit strangers must wait 1, 2, 4 ... 60 s after the last
    /// failure; whoever asks from a network the account knows need not be stopped. attemptSucceeded() takes it back.
    /// Both may wait for the store.
    std::optional<Error> chargeAccount(const QString &account);
    void attemptSucceeded(const QString &account);

    /// All that has been counted against the account, from wherever, here and in the store. May wait for the store.
    void forget(const QString &account);
    /// The same in this process's memory alone, after another instance has done it.
    void forgetHere(const QString &account);

    /// Deletes at most `limit` counts that are over from the store; false when nothing is left to delete.
    bool purge(int limit);

    /// Attempts refused so far.
    quint64 refused() const { return m_refused; }
    /// How often the store did not answer.
    quint64 unshared() const { return m_unshared; }
    /// Keys remembered.
    qsizetype size() const;

    const RateLimits &limits() const { return m_limits; }

private:
    struct Window {
        SteadyTime start;
        qint64 count = 0;      ///< At least `shared.hits`, and what is on its way there.
        RateCount shared = {}; ///< As the store last told; without hits: not yet.
    };
    struct Failures {
        SteadyTime last;
        qint64 count = 0;
    };

    bool isShared() const { return m_limits.enabled && m_store; }
    bool isOver(const Window &window, SteadyTime now) const { return now - window.start >= m_limits.window; }
    std::optional<Error> refuseIfFull(const RateKeys &keys, qint64 (*hits)(const Window &), SteadyTime now);
    std::optional<Error> adopt(const RateKeys &keys, const QList<RateCount> &counts);
    void adopt(Window &window, const RateCount &shared, SteadyTime now) const;
    SteadyTime steadyTimeOf(Time time, SteadyTime now) const;
    QStringList takeBackHere(const RateKeys &keys);
    std::optional<Error> countFailure(const QString &key);
    std::optional<Error> shareFailure(const QString &key);
    Error refuse(std::chrono::nanoseconds wait);
    void makeRoom(qsizetype keys, SteadyTime now);

    const RateLimits m_limits;
    const Clock &m_clock;
    RateLimitStore *const m_store;
    mutable std::mutex m_mutex;
    QHash<QString, Window> m_windows; ///< Guarded by m_mutex, as is m_failures.
    QHash<QString, Failures> m_failures;
    std::atomic<quint64> m_refused{0};
    std::atomic<quint64> m_unshared{0};
};

} // namespace auth
