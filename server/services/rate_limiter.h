#pragma once

#include "core/clock.h"
#include "core/error.h"

#include <QtCore/QHash>
#include <QtCore/QString>

#include <atomic>
#include <mutex>
#include <optional>

namespace auth {

struct RateLimits {
    bool enabled = true;
    int requests = 5;                ///< Of one address with one account.
    std::chrono::seconds window{60}; ///< Starts with the first attempt.
    int keys = 200000;               ///< Upper bound of what is remembered.

    int perAddress() const { return requests * 20; }
    /// Failures of one account, from wherever, before strangers are slowed down.
    int perAccount() const { return requests * 4; }
};

/// Counts attempts before any work is done for them. Thread-safe, memory only; runs on a clock that cannot be set.
class RateLimiter {
public:
    RateLimiter(RateLimits limits, const Clock &clock) : m_limits(limits), m_clock(clock) {}

    /// One attempt of an address; nothing when it may go on.
    std::optional<Error> chargeAddress(const QString &network) { return charge(u'a' + network, m_limits.perAddress()); }
    /// Whether chargeAddress() would still allow an attempt.
    std::optional<Error> checkAddress(const QString &network) { return check(u'a' + network, m_limits.perAddress()); }
    /// One attempt of an address at something that has no account yet.
    std::optional<Error> chargeRegistration(const QString &network)
    {
        return charge(u'r' + network, m_limits.requests);
    }
    /// One attempt of an address (or a session) with an account (or a session, or a token).
    std::optional<Error> chargePair(const QString &network, const QString &account);
    /// Whether chargePair() would still allow an attempt.
    std::optional<Error> checkPair(const QString &network, const QString &account);

    /// One attempt on an account from wherever. Over the limit strangers must wait 1, 2, 4 ... 60 s after the last
    /// failure; whoever asks from a network the account knows need not be stopped. attemptSucceeded() takes it back.
    std::optional<Error> chargeAccount(const QString &account);
    void attemptSucceeded(const QString &account);

    /// Attempts refused so far.
    quint64 refused() const { return m_refused; }
    /// Keys remembered.
    qsizetype size() const;

    const RateLimits &limits() const { return m_limits; }

private:
    struct Window {
        SteadyTime start;
        int count = 0;
    };
    struct Failures {
        SteadyTime last;
        int count = 0;
    };

    std::optional<Error> charge(const QString &key, int limit);
    std::optional<Error> check(const QString &key, int limit);
    Error refuse(std::chrono::milliseconds wait);
    void makeRoom(SteadyTime now);

    const RateLimits m_limits;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    QHash<QString, Window> m_windows;
    QHash<QString, Failures> m_failures;
    std::atomic<quint64> m_refused{0};
};

} // namespace auth
