#include "services/session_cache.h"

namespace auth {

std::optional<SessionState> SessionCache::find(SessionId session, std::chrono::milliseconds life) const
{
    const std::scoped_lock lock(m_mutex);
    const auto entry = m_entries.constFind(session);
    const bool found = entry != m_entries.cend() && m_clock.steady() - entry->readAt < life;
    ++(found ? m_counters.hits : m_counters.misses);
    return found ? std::optional(entry->state) : std::nullopt;
}

SessionCache::Counters SessionCache::counters() const
{
    const std::scoped_lock lock(m_mutex);
    Counters counters = m_counters;
    counters.entries = m_entries.size();
    return counters;
}

void SessionCache::insert(SessionId session, const SessionState &state, quint64 ticket)
{
    const std::scoped_lock lock(m_mutex);
    if (ticket != m_revocations)
        return;
    if (m_entries.size() >= m_capacity) {
        m_entries.clear(); // all entries are refilled within `life` anyway
        ++m_counters.overflows;
    }
    m_entries.insert(session, {state, m_clock.steady()});
}

void SessionCache::forget(SessionId session)
{
    const std::scoped_lock lock(m_mutex);
    ++m_revocations;
    m_entries.remove(session);
}

void SessionCache::forgetAll()
{
    const std::scoped_lock lock(m_mutex);
    ++m_revocations;
    m_entries.clear();
}

void SessionCache::forgetUser(UserId user)
{
    const std::scoped_lock lock(m_mutex);
    ++m_revocations;
    m_entries.removeIf([&](const auto &entry) { return entry.value().state.user == user; });
}

} // namespace auth
