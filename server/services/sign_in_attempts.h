#pragma once

#include "model/sign_in_check.h"

#include <atomic>
#include <deque>
#include <mutex>

namespace auth {

class Database;

/// Keeps the last sign-ins of each account without making anybody wait for it: what is added is written later, by
/// flush(). So a sign-in costs the same whether there is such an account or not. Thread-safe.
class SignInAttempts {
public:
    struct Limits {
        int queue = 10000; ///< More than these waiting are dropped.
        int batch = 200;   ///< Written in one transaction.
        int keep = 5;      ///< Of each account.
    };

    SignInAttempts(Database &database, Limits limits) : m_database(database), m_limits(limits) {}

    /// From memory alone. A null user is nobody: counted like everybody, and not kept.
    void add(UserId user, SignInAttempt attempt);
    /// Writes one batch of those that wait; true when more do. What cannot be written is dropped.
    bool flush();

    struct Counters {
        quint64 added = 0;   ///< Since the start, as are those dropped.
        quint64 dropped = 0; ///< The queue was full, or the database did not take them.
        qsizetype waiting = 0;
    };
    Counters counters() const;

private:
    using Entry = std::pair<UserId, SignInAttempt>;
    std::vector<Entry> takeBatch();

    Database &m_database;
    const Limits m_limits;
    mutable std::mutex m_mutex;
    std::deque<Entry> m_queue; ///< Guarded by m_mutex.
    std::atomic<quint64> m_added{0}, m_dropped{0};
};

} // namespace auth
