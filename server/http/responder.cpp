#include "http/responder.h"

#include <sys/eventfd.h>

#include <atomic>

namespace auth {

Mailbox::Mailbox(std::shared_ptr<LiveHttpCounters> counters, Direct direct)
    : m_counters(std::move(counters)), m_direct(std::move(direct)), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

void Mailbox::post(Completion completion)
{
    // Only the owner closes the mailbox, so m_closed may be read here without the lock.
    if (std::this_thread::get_id() == m_owner && !m_closed && m_direct(completion))
        return;
    const std::lock_guard lock(m_mutex);
    if (m_closed)
        return LiveHttpCounters::add(m_counters->answersDropped);
    m_waiting.push_back(std::move(completion));
    if (m_waiting.size() == 1)
        ::eventfd_write(m_wake.get(), 1);
}

std::vector<Completion> Mailbox::take()
{
    const std::lock_guard lock(m_mutex);
    eventfd_t ignored = 0;
    ::eventfd_read(m_wake.get(), &ignored);
    return std::exchange(m_waiting, {});
}

void Mailbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_counters->answersDropped.fetch_add(m_waiting.size(), std::memory_order_relaxed);
    m_waiting.clear();
}

/// The one place of a request's answer.
class Responder::Pending {
public:
    Pending(std::shared_ptr<Mailbox> mailbox, quint64 connection)
        : m_mailbox(std::move(mailbox)), m_connection(connection)
    {
    }
    Pending(const Pending &) = delete;
    Pending &operator=(const Pending &) = delete;
    ~Pending()
    {
        if (!m_answered)
            m_mailbox->post({m_connection, std::nullopt});
    }

    void answer(HttpResponse response)
    {
        if (!m_answered.exchange(true))
            m_mailbox->post({m_connection, std::move(response)});
    }

private:
    const std::shared_ptr<Mailbox> m_mailbox;
    const quint64 m_connection;
    std::atomic<bool> m_answered{false};
};

Responder::Responder(std::shared_ptr<Mailbox> mailbox, quint64 connection)
    : m_pending(std::make_shared<Pending>(std::move(mailbox), connection))
{
}

void Responder::send(HttpResponse response) const { m_pending->answer(std::move(response)); }

} // namespace auth
