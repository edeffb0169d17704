#pragma once

#include "services/rate_limit_store.h"

#include <QtCore/QHash>
#include <QtCore/QThread>

#include <mutex>
#include <set>

namespace auth::test {

/// Counts as the table does, tells how often it was asked and from where, and can be unreachable.
class FakeRateLimitStore final : public RateLimitStore {
public:
    explicit FakeRateLimitStore(const RateLimits &limits = {}) : m_limits(limits) {}

    Result<QList<RateCount>> charge(const QStringList &keys, Time now) override
    {
        const std::scoped_lock lock(m_mutex);
        if (!isAsked())
            return gone();
        QList<RateCount> counts;
        for (const QString &key : keys)
            counts += hit(key, now, m_limits.window, false);
        return counts;
    }
    Result<Failures> chargeFailure(const QString &key, Time now) override
    {
        const std::scoped_lock lock(m_mutex);
        if (!isAsked())
            return gone();
        const Entry known = m_entries.value(key);
        if (known.end > now && now - known.count.lastAt < m_limits.pauseAfter(known.count.hits))
            return Failures{.count = known.count, .counted = false};
        return Failures{.count = hit(key, now, RateLimits::failureMemory, true), .counted = true};
    }
    Outcome takeBack(const QString &key) override
    {
        const std::scoped_lock lock(m_mutex);
        if (m_down)
            return gone();
        --m_entries[key].count.hits;
        return Done{};
    }
    Outcome forget(const QString &account) override
    {
        const std::scoped_lock lock(m_mutex);
        if (m_down)
            return gone();
        m_entries.removeIf([&](const auto &entry) {
            return RateKey::isPairOf(entry.key(), account) || entry.key() == RateKey::failures(account);
        });
        return Done{};
    }
    Result<int> purge(Time now, int limit) override
    {
        const std::scoped_lock lock(m_mutex);
        if (m_down)
            return gone();
        qsizetype left = limit;
        m_entries.removeIf([&](const auto &entry) { return entry.value().end <= now && left-- > 0; });
        return limit - int(std::max(left, qsizetype(0)));
    }

    void setDown(bool down) { m_down = down; }
    int charges() const { return m_charges; }
    qint64 hits(const RateKey &key) const { return m_entries.value(key.text).count.hits; }
    /// Whether this thread has ever waited for it.
    bool wasAskedBy(Qt::HANDLE thread) const { return m_threads.contains(thread); }

private:
    struct Entry {
        RateCount count;
        Time end{};
    };

    static Error gone() { return {.code = ErrorCode::StorageUnavailable, .message = QStringLiteral("gone")}; }
    bool isAsked()
    {
        ++m_charges;
        m_threads.insert(QThread::currentThreadId());
        return !m_down;
    }
    RateCount hit(const QString &key, Time now, std::chrono::milliseconds life, bool slides)
    {
        Entry &entry = m_entries[key];
        const bool begins = entry.end <= now;
        if (begins)
            entry.count = {.hits = 0, .startedAt = now, .lastAt = now};
        if (begins || slides)
            entry.end = now + life;
        ++entry.count.hits;
        entry.count.lastAt = now;
        return entry.count;
    }

    const RateLimits m_limits;
    mutable std::mutex m_mutex;
    QHash<QString, Entry> m_entries;
    std::set<Qt::HANDLE> m_threads;
    bool m_down = false;
    int m_charges = 0;
};

} // namespace auth::test
