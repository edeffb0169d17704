#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "model/permission.h"

#include <QtCore/QHash>

#include <atomic>
#include <mutex>
#include <optional>

namespace auth {

/// What the authenticator must know of a session beyond its token.
struct SessionState {
    UserId user;
    bool usable = false; ///< Neither revoked nor of a deactivated user.
    Time expiresAt{};
    Permissions permissions;
};

/// Session states by id, so that checking a token costs no query each time. Whoever revokes a session, deactivates a
/// user or changes roles forgets the entries here; what other processes change counts after `life` at the latest.
/// Thread-safe.
class SessionCache {
public:
    SessionCache(int capacity, std::chrono::milliseconds life, const Clock &clock)
        : m_capacity(capacity), m_life(life), m_clock(clock)
    {
    }

    std::optional<SessionState> find(SessionId session) const { return find(session, m_life); }
    /// Also one that is older, while no newer one can be had.
    std::optional<SessionState> find(SessionId session, std::chrono::milliseconds life) const;

    /// To be taken before the state is read and given to insert(): a state read before a revocation must not be kept
    /// after it.
    quint64 ticket() const { return m_revocations; }
    void insert(SessionId session, const SessionState &state, quint64 ticket);

    void forget(SessionId session);
    void forgetUser(UserId user);
    void forgetAll();

    struct Counters {
        qsizetype entries = 0;
        quint64 hits = 0;
        quint64 misses = 0;
        quint64 overflows = 0; ///< Times all entries were dropped for want of room.
    };
    Counters counters() const;

private:
    struct Entry {
        SessionState state;
        SteadyTime readAt;
    };

    const int m_capacity;
    const std::chrono::milliseconds m_life;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    QHash<SessionId, Entry> m_entries;
    mutable Counters m_counters; ///< Guarded by m_mutex, as are the entries.
    std::atomic<quint64> m_revocations{0};
};

} // namespace auth
