#include "services/rate_limiter.h"

#include <algorithm>

namespace auth {

using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace {

/// After so long without a failure an account's count starts anew.
constexpr auto failureMemory = 15min;

/// A text as part of a key: whatever is sent as an address, no key grows large.
QString keyPart(const QString &text) { return text.left(254); }

} // namespace

std::optional<Error> RateLimiter::chargePair(const QString &network, const QString &account)
{
    return charge(u'p' + network + u' ' + keyPart(account), m_limits.requests);
}

std::optional<Error> RateLimiter::checkPair(const QString &network, const QString &account)
{
    return check(u'p' + network + u' ' + keyPart(account), m_limits.requests);
}

std::optional<Error> RateLimiter::check(const QString &key, int limit)
{
    if (!m_limits.enabled)
        return std::nullopt;
    const std::scoped_lock lock(m_mutex);
    const auto window = m_windows.constFind(key);
    const SteadyTime now = m_clock.steady();
    if (window == m_windows.cend() || now - window->start >= m_limits.window || window->count < limit)
        return std::nullopt;
    return refuse(duration_cast<milliseconds>(m_limits.window - (now - window->start)));
}

std::optional<Error> RateLimiter::charge(const QString &key, int limit)
{
    if (!m_limits.enabled)
        return std::nullopt;
    const std::scoped_lock lock(m_mutex);
    const SteadyTime now = m_clock.steady();
    makeRoom(now);
    Window &window = m_windows[key];
    if (window.count == 0 || now - window.start >= m_limits.window)
        window = {now, 0};
    if (window.count < limit) {
        ++window.count;
        return std::nullopt;
    }
    return refuse(duration_cast<milliseconds>(m_limits.window - (now - window.start)));
}

std::optional<Error> RateLimiter::chargeAccount(const QString &account)
{
    if (!m_limits.enabled)
        return std::nullopt;
    const std::scoped_lock lock(m_mutex);
    const SteadyTime now = m_clock.steady();
    makeRoom(now);
    Failures &failures = m_failures[keyPart(account)];
    if (now - failures.last >= failureMemory)
        failures = {now, 0};
    const int excess = failures.count - m_limits.perAccount();
    if (excess >= 0) {
        const milliseconds pause = excess >= 6 ? 60s : milliseconds(1s * (1 << excess));
        const auto waited = duration_cast<milliseconds>(now - failures.last);
        if (waited < pause)
            return refuse(pause - waited);
    }
    ++failures.count;
    failures.last = now;
    return std::nullopt;
}

void RateLimiter::attemptSucceeded(const QString &account)
{
    const std::scoped_lock lock(m_mutex);
    const auto failures = m_failures.find(keyPart(account));
    if (failures != m_failures.end() && --failures->count <= 0)
        m_failures.erase(failures);
}

qsizetype RateLimiter::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_windows.size() + m_failures.size();
}

Error RateLimiter::refuse(milliseconds wait)
{
    ++m_refused;
    const auto seconds = std::max(1s, std::chrono::ceil<std::chrono::seconds>(wait));
    return {.code = ErrorCode::RateLimited,
            .message = QStringLiteral("Too many attempts. Try again in %1 s.").arg(seconds.count()),
            .retryAfter = seconds};
}

/// Called with the lock held. Forgets what is over; when that is not enough, everything: an attacker who can fill the
/// memory from that many addresses gains one window, and nobody is ever locked out by it.
void RateLimiter::makeRoom(SteadyTime now)
{
    if (m_windows.size() + m_failures.size() < m_limits.keys)
        return;
    m_windows.removeIf([&](const auto &entry) { return now - entry.value().start >= m_limits.window; });
    m_failures.removeIf([&](const auto &entry) { return now - entry.value().last >= failureMemory; });
    if (m_windows.size() + m_failures.size() >= m_limits.keys / 4 * 3) { // or the next attempts would search again
        m_windows.clear();
        m_failures.clear();
    }
}

} // namespace auth
