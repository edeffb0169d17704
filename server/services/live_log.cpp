#include "services/live_log.h"

namespace auth {

namespace {

/// How exact signs of life and time-outs are while somebody waits for them.
constexpr std::chrono::milliseconds tick{100};
constexpr std::chrono::milliseconds idleTick{1000};

} // namespace

LiveLog::LiveLog(LineLimits queue, LogStreamLimits limits, const Clock &clock)
    : QueueWriter(queue), m_limits(limits), m_clock(clock),
      m_order(limits.patience, static_cast<std::size_t>(queue.lines)), m_ring(limits.kept)
{
}

void LiveLog::run()
{
    LineBatch batch;
    while (m_queue.take(batch, nextLook())) {
        keep(batch);
        for (const auto &subscription : subscriptions())
            subscription->advance(m_clock.steady());
    }
    stop();
}

void LiveLog::keep(LineBatch &batch)
{
    const SteadyTime now = m_clock.steady();
    qsizetype bytes = 0;
    for (QueuedLine &line : batch.lines) {
        bytes += line.bytes;
        m_order.add(std::move(line.event), now);
    }
    for (const SharedLogEvent &event : m_order.take(now))
        m_ring.append(*event);
    m_queue.release(std::ssize(batch.lines), bytes, 0);
    m_late = m_order.late();
}

std::chrono::milliseconds LiveLog::nextLook() const
{
    const std::lock_guard lock(m_mutex);
    return m_subscriptions.empty() && !m_order.isWaiting() ? idleTick : tick;
}

LiveLog::Verdict LiveLog::add(const std::shared_ptr<LogSubscription> &subscription)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopped)
        return Verdict::Stopped;
    std::erase_if(m_subscriptions, [](const auto &each) { return each.expired(); });
    const auto ofUser = std::count_if(m_subscriptions.begin(), m_subscriptions.end(), [&](const auto &each) {
        const auto other = each.lock();
        return other && other->caller().user == subscription->caller().user;
    });
    if (ofUser >= m_limits.perUser)
        return Verdict::TooManyOfUser;
    m_subscriptions.push_back(subscription);
    return Verdict::Added;
}

std::vector<std::shared_ptr<LogSubscription>> LiveLog::subscriptions() const
{
    std::vector<std::shared_ptr<LogSubscription>> all;
    const std::lock_guard lock(m_mutex);
    for (const auto &each : m_subscriptions) {
        if (auto subscription = each.lock())
            all.push_back(std::move(subscription));
    }
    return all;
}

void LiveLog::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    for (const auto &subscription : subscriptions())
        subscription->end(LogSubscription::End::Stopping);
}

} // namespace auth
