#pragma once

#include "core/clock.h"

#include <QtCore/QByteArray>

#include <algorithm>
#include <list>
#include <mutex>
#include <optional>

namespace auth {

struct ShortCacheCounters {
    quint64 hits = 0, misses = 0, evictions = 0;
};

/// Answers that may be a little old, by what was asked, those used last. Thread-safe.
template<class T> class ShortCache {
public:
    ShortCache(std::size_t limit, std::chrono::milliseconds life, const Clock &clock)
        : m_limit(limit), m_life(life), m_clock(clock)
    {
    }

    std::optional<T> find(const QByteArray &question)
    {
        const SteadyTime now = m_clock.steady();
        const std::scoped_lock lock(m_mutex);
        m_entries.remove_if([&](const Entry &each) { return each.ends <= now; });
        const auto found = std::ranges::find(m_entries, question, &Entry::question);
        ++(found == m_entries.end() ? m_counters.misses : m_counters.hits);
        if (found == m_entries.end())
            return std::nullopt;
        m_entries.splice(m_entries.begin(), m_entries, found);
        return found->answer;
    }

    void insert(const QByteArray &question, const T &answer)
    {
        const SteadyTime ends = m_clock.steady() + m_life;
        const std::scoped_lock lock(m_mutex);
        m_entries.remove_if([&](const Entry &each) { return each.question == question; });
        m_entries.push_front({question, answer, ends});
        if (m_entries.size() <= m_limit)
            return;
        m_entries.pop_back();
        ++m_counters.evictions;
    }

    ShortCacheCounters counters() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_counters;
    }

private:
    struct Entry {
        QByteArray question;
        T answer;
        SteadyTime ends;
    };

    const std::size_t m_limit;
    const std::chrono::milliseconds m_life;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    std::list<Entry> m_entries; ///< The last used one first.
    ShortCacheCounters m_counters;
};

} // namespace auth
