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

template<class Reply> class PendingReply {
public:
    PendingReply(std::shared_ptr<Mailbox> mailbox, quint64 connection)
        : m_mailbox(std::move(mailbox)), m_connection(connection)
    {
    }
    PendingReply(const PendingReply &) = delete;
    PendingReply &operator=(const PendingReply &) = delete;
    ~PendingReply()
    {
        if (!m_given)
            m_mailbox->post({m_connection, std::optional<Reply>()});
    }

    void give(Reply reply)
    {
        if (!m_given.exchange(true))
            m_mailbox->post({m_connection, std::optional<Reply>(std::move(reply))});
    }

private:
    const std::shared_ptr<Mailbox> m_mailbox;
    const quint64 m_connection;
    std::atomic<bool> m_given{false};
};

Responder::Responder(std::shared_ptr<Mailbox> mailbox, quint64 connection)
    : m_pending(std::make_shared<PendingReply<HttpResponse>>(std::move(mailbox), connection))
{
}

void Responder::send(HttpResponse response) const { m_pending->give(std::move(response)); }

PieceWriter::PieceWriter(std::shared_ptr<Mailbox> mailbox, quint64 connection)
    : m_pending(std::make_shared<PendingReply<BodyPiece>>(std::move(mailbox), connection))
{
}

void PieceWriter::write(BodyPiece piece) const { m_pending->give(std::move(piece)); }

} // namespace auth
