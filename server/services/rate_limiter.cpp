#include "services/rate_limiter.h"

#include <algorithm>

namespace auth {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

/// Beside those of windows.
QString failureKey(const QString &account) { return RateKey::failures(account); }

} // namespace

std::optional<Error> RateLimiter::charge(const RateKeys &keys)
{
    if (auto refused = count(keys))
        return refused;
    return share(keys);
}

std::optional<Error> RateLimiter::check(const RateKeys &keys)
{
    if (!m_limits.enabled)
        return std::nullopt;
    const std::scoped_lock lock(m_mutex);
    return refuseIfFull(
        keys, [](const Window &window) { return window.count; }, m_clock.steady());
}

std::optional<Error> RateLimiter::count(const RateKeys &keys)
{
    if (!m_limits.enabled)
        return std::nullopt;
    const std::scoped_lock lock(m_mutex);
    const SteadyTime now = m_clock.steady();
    if (auto refused = refuseIfFull(
            keys, [](const Window &window) { return window.count; }, now))
        return refused;
    makeRoom(keys.size(), now);
    for (const RateKey &key : keys) {
        Window &window = m_windows[key.text];
        if (window.count == 0 || isOver(window, now))
            window = {.start = now};
        ++window.count;
    }
    return std::nullopt;
}

/// What has been counted here may fill a window whose attempts are still on their way, so here only those count that
/// the store has seen.
std::optional<Error> RateLimiter::share(const RateKeys &keys)
{
    if (!isShared() || keys.isEmpty())
        return std::nullopt;
    {
        const std::scoped_lock lock(m_mutex);
        if (auto refused = refuseIfFull(
                keys, [](const Window &window) { return window.shared.hits; }, m_clock.steady()))
            return refused;
    }
    QStringList texts;
    std::ranges::transform(keys, std::back_inserter(texts), &RateKey::text);
    const auto counts = m_store->charge(texts, m_clock.now());
    if (counts)
        return adopt(keys, *counts);
    ++m_unshared;
    return std::nullopt;
}

void RateLimiter::takeBack(const RateKeys &keys)
{
    for (const QString &shared : takeBackHere(keys)) {
        if (!m_store->takeBack(shared))
            ++m_unshared;
    }
}

/// The value is what the store has counted too.
QStringList RateLimiter::takeBackHere(const RateKeys &keys)
{
    QStringList shared;
    const std::scoped_lock lock(m_mutex);
    for (const RateKey &key : keys) {
        const auto window = m_windows.find(key.text);
        if (window == m_windows.end() || window->count == 0)
            continue;
        if (window->count-- == window->shared.hits) {
            --window->shared.hits;
            shared += key.text;
        }
    }
    return shared;
}

std::optional<Error> RateLimiter::chargeAccount(const QString &account)
{
    if (!m_limits.enabled)
        return std::nullopt;
    const QString key = failureKey(account);
    if (auto refused = countFailure(key))
        return refused;
    return isShared() ? shareFailure(key) : std::nullopt;
}

void RateLimiter::attemptSucceeded(const QString &account)
{
    const QString key = failureKey(account);
    {
        const std::scoped_lock lock(m_mutex);
        const auto failures = m_failures.find(key);
        if (failures != m_failures.end() && --failures->count <= 0)
            m_failures.erase(failures);
    }
    if (isShared() && !m_store->takeBack(key))
        ++m_unshared;
}

void RateLimiter::forget(const QString &account)
{
    if (isShared() && !m_store->forget(account))
        ++m_unshared;
    forgetHere(account);
}

void RateLimiter::forgetHere(const QString &account)
{
    const std::scoped_lock lock(m_mutex);
    m_windows.removeIf([&](const auto &entry) { return RateKey::isPairOf(entry.key(), account); });
    m_failures.remove(failureKey(account));
}

bool RateLimiter::purge(int limit)
{
    if (!m_store)
        return false;
    const auto purged = m_store->purge(m_clock.now(), limit);
    return purged && *purged == limit;
}

qsizetype RateLimiter::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_windows.size() + m_failures.size();
}

/// Called with the lock held.
std::optional<Error> RateLimiter::refuseIfFull(const RateKeys &keys, qint64 (*hits)(const Window &), SteadyTime now)
{
    std::optional<nanoseconds> wait;
    for (const RateKey &key : keys) {
        const auto window = m_windows.constFind(key.text);
        if (window != m_windows.cend() && !isOver(*window, now) && hits(*window) >= m_limits.of(key.kind))
            wait = std::max(wait.value_or(0s), m_limits.window - (now - window->start));
    }
    return wait ? std::optional(refuse(*wait)) : std::nullopt;
}

/// Remembers what the store has counted, and judges by that.
std::optional<Error> RateLimiter::adopt(const RateKeys &keys, const QList<RateCount> &counts)
{
    const std::scoped_lock lock(m_mutex);
    const SteadyTime now = m_clock.steady();
    std::optional<nanoseconds> wait;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const auto window = m_windows.find(keys[i].text);
        if (window != m_windows.end()) // else it had to make room meanwhile
            adopt(*window, counts[i], now);
        if (counts[i].hits > m_limits.of(keys[i].kind))
            wait = std::max(wait.value_or(0s), m_limits.window - (now - steadyTimeOf(counts[i].startedAt, now)));
    }
    return wait ? std::optional(refuse(*wait)) : std::nullopt;
}

void RateLimiter::adopt(Window &window, const RateCount &shared, SteadyTime now) const
{
    const SteadyTime start = steadyTimeOf(shared.startedAt, now);
    const bool isKnown = window.shared.hits > 0 && !isOver(window, now);
    if (isKnown && shared.startedAt < window.shared.startedAt)
        return; // a later answer was faster
    if (isOver(window, now) || (isKnown && shared.startedAt > window.shared.startedAt))
        window = {.start = start};
    window.start = std::min(window.start, start);
    window.count = std::max(window.count, shared.hits);
    if (shared.hits > window.shared.hits)
        window.shared = shared;
}

/// A moment of the instances' wall clocks, which may differ a little, on the steady clock of this one.
SteadyTime RateLimiter::steadyTimeOf(Time time, SteadyTime now) const
{
    return now - std::max(m_clock.now() - time, 0ms);
}

std::optional<Error> RateLimiter::countFailure(const QString &key)
{
    const std::scoped_lock lock(m_mutex);
    const SteadyTime now = m_clock.steady();
    makeRoom(1, now);
    Failures &failures = m_failures[key];
    if (now - failures.last >= RateLimits::failureMemory)
        failures = {now, 0};
    const nanoseconds wait = m_limits.pauseAfter(failures.count) - (now - failures.last);
    if (wait > 0s)
        return refuse(wait);
    failures = {now, failures.count + 1};
    return std::nullopt;
}

std::optional<Error> RateLimiter::shareFailure(const QString &key)
{
    const auto shared = m_store->chargeFailure(key, m_clock.now());
    if (!shared) {
        ++m_unshared;
        return std::nullopt;
    }
    const std::scoped_lock lock(m_mutex);
    const SteadyTime now = m_clock.steady();
    const SteadyTime last = steadyTimeOf(shared->count.lastAt, now);
    if (const auto failures = m_failures.find(key); failures != m_failures.end())
        *failures = {last, shared->count.hits};
    if (shared->counted)
        return std::nullopt;
    return refuse(m_limits.pauseAfter(shared->count.hits) - (now - last));
}

Error RateLimiter::refuse(nanoseconds wait)
{
    ++m_refused;
    const auto seconds = std::max(1s, std::chrono::ceil<std::chrono::seconds>(wait));
    return {.code = ErrorCode::RateLimited,
            .message = QStringLiteral("Too many attempts. Try again in %1 s.").arg(seconds.count()),
            .retryAfter = seconds};
}

/// Called with the lock held, for so many more. Forgets what is over; when that is not enough, everything: an attacker
/// who can fill the memory from that many addresses gains one window, and nobody is ever locked out by it.
void RateLimiter::makeRoom(qsizetype keys, SteadyTime now)
{
    if (m_windows.size() + m_failures.size() + keys <= m_limits.keys)
        return;
    m_windows.removeIf([&](const auto &entry) { return isOver(entry.value(), now); });
    m_failures.removeIf([&](const auto &entry) { return now - entry.value().last >= RateLimits::failureMemory; });
    if (m_windows.size() + m_failures.size() >= m_limits.keys / 4 * 3) { // or the next attempts would search again
        m_windows.clear();
        m_failures.clear();
    }
}

} // namespace auth
