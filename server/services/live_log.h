#pragma once

#include "log/line_queue.h"
#include "log/log_order.h"
#include "services/log_subscription.h"

namespace auth {

/// What a LineSink runs for those who follow the log: takes the lines from its queue, puts them in order, keeps the
/// newest and hands them out.
class LiveLog final : public QueueWriter {
public:
    LiveLog(LineLimits queue, LogStreamLimits limits, const Clock &clock);

    void run() override;

    const LogRing &ring() const { return m_ring; }
    LogStreamCounts &counts() { return m_counts; }
    const LogStreamLimits &limits() const { return m_limits; }
    qint64 late() const { return m_late; }

    enum class Verdict { Added, TooManyOfUser, Stopped };
    Verdict add(const std::shared_ptr<LogSubscription> &subscription);
    std::vector<std::shared_ptr<LogSubscription>> subscriptions() const;

private:
    void keep(LineBatch &batch);
    std::chrono::milliseconds nextLook() const;
    void stop();

    const LogStreamLimits m_limits;
    const Clock &m_clock;
    LogOrder m_order;
    LogRing m_ring;
    LogStreamCounts m_counts;
    std::atomic<qint64> m_late{0};
    mutable std::mutex m_mutex;
    std::vector<std::weak_ptr<LogSubscription>> m_subscriptions;
    bool m_stopped = false;
};

} // namespace auth
