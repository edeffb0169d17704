#include "services/sign_in_attempts.h"

#include "storage/database.h"
#include "storage/sign_in_attempt_repository.h"

#include <algorithm>

namespace auth {

void SignInAttempts::add(UserId user, SignInAttempt attempt)
{
    ++m_added;
    const std::scoped_lock lock(m_mutex);
    if (m_queue.size() >= std::size_t(m_limits.queue))
        ++m_dropped;
    else
        m_queue.emplace_back(user, std::move(attempt));
}

bool SignInAttempts::flush()
{
    const std::vector<Entry> batch = takeBatch();
    const auto written = m_database.write([&](Connection &connection) -> Outcome {
        for (const auto &[user, attempt] : batch) {
            if (auto added = SignInAttemptRepository::add(connection, user, attempt, m_limits.keep); !added)
                return added;
        }
        return Done{};
    });
    if (!written)
        m_dropped += batch.size();
    const std::scoped_lock lock(m_mutex);
    return !m_queue.empty();
}

SignInAttempts::Counters SignInAttempts::counters() const
{
    const std::scoped_lock lock(m_mutex);
    return {.added = m_added, .dropped = m_dropped, .waiting = qsizetype(m_queue.size())};
}

/// Those of somebody, by account: whoever writes the same rows takes them in the same order.
std::vector<SignInAttempts::Entry> SignInAttempts::takeBatch()
{
    std::vector<Entry> batch;
    {
        const std::scoped_lock lock(m_mutex);
        const auto end = m_queue.begin() + std::min<std::ptrdiff_t>(m_limits.batch, std::ssize(m_queue));
        batch.assign(std::make_move_iterator(m_queue.begin()), std::make_move_iterator(end));
        m_queue.erase(m_queue.begin(), end);
    }
    std::erase_if(batch, [](const Entry &entry) { return entry.first.isNull(); });
    std::ranges::stable_sort(batch, {}, &Entry::first);
    return batch;
}

} // namespace auth
