#include "http/reactor.h"

#include <QtCore/QThread>

#include <sys/epoll.h>
#include <sys/socket.h>

namespace auth {
namespace {

// What epoll hands back; connections count on from here.
enum Source : quint64 { ListenerSource, MailboxSource, FirstConnection };

constexpr int eventsPerPoll = 256;
// Several polls per turn of Qt's loop, which costs more than they do; not so many that its timers starve.
constexpr int pollsPerTurn = 16;
constexpr int acceptsPerPoll = 64;

void control(int epoll, int operation, int fd, quint64 id, quint32 events)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = id;
    ::epoll_ctl(epoll, operation, fd, &event);
}

} // namespace

Reactor::Reactor(EdgeState &state, FileDescriptor listener)
    : m_state(state), m_gate(std::move(listener), state.handlers.request), m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_mailbox(std::make_shared<Mailbox>(state.counters, [this](Completion &answer) { return deliverNow(answer); })),
      m_notifier(m_epoll.get(), QSocketNotifier::Read), m_nextId(FirstConnection)
{
    control(m_epoll.get(), EPOLL_CTL_ADD, m_gate.listener(), ListenerSource, EPOLLIN);
    control(m_epoll.get(), EPOLL_CTL_ADD, m_mailbox->fd(), MailboxSource, EPOLLIN);
    connect(&m_notifier, &QSocketNotifier::activated, this, &Reactor::poll);
    connect(&m_sweep, &QTimer::timeout, this, &Reactor::sweep);
    m_sweep.start(limits().sweepInterval);
    tick();
}

Reactor::~Reactor()
{
    m_mailbox->close();
    for (const auto &[id, connection] : m_connections)
        release(*connection);
}

HttpResponse Reactor::errorResponse(ErrorCode code, const EdgeContext &context)
{
    counters().reject(code);
    return m_state.handlers.error(code, context);
}

void Reactor::dispatch(Connection &connection, HttpRequest request)
{
    LiveHttpCounters::add(counters().requests);
    m_dispatching = &connection;
    m_gate.pass(std::move(request), Responder(m_mailbox, connection.id()));
    m_dispatching = nullptr;
}

void Reactor::watch(const Connection &connection, quint32 events)
{
    control(m_epoll.get(), EPOLL_CTL_MOD, connection.socket(), connection.id(), events);
}

void Reactor::poll()
{
    std::array<epoll_event, eventsPerPoll> events;
    for (int turn = 0; turn < pollsPerTurn; ++turn) {
        const int count = ::epoll_wait(m_epoll.get(), events.data(), eventsPerPoll, 0);
        if (count <= 0)
            break;
        tick();
        for (int i = 0; i < count; ++i)
            handle(events[static_cast<std::size_t>(i)].data.u64, events[static_cast<std::size_t>(i)].events);
    }
    quitWhenDrained();
}

void Reactor::handle(quint64 id, quint32 events)
{
    if (id == ListenerSource)
        return acceptUpTo(acceptsPerPoll);
    if (id == MailboxSource)
        return deliver();
    const auto found = m_connections.find(id);
    if (found == m_connections.end()) // went in the same batch
        return;
    found->second->onReady(events);
    reap(found);
}

void Reactor::tick()
{
    m_now = m_state.clock.steady();
    const QByteArrayView date = m_date.at(m_state.clock.now());
    m_dateText = QByteArray::fromRawData(date.data(), date.size());
}

void Reactor::sweep()
{
    tick();
    for (auto next = m_connections.begin(); next != m_connections.end();) {
        const auto current = next++;
        current->second->checkDeadline();
        reap(current);
    }
    resumeAccepting();
    quitWhenDrained();
}

void Reactor::acceptUpTo(int count)
{
    for (int i = 0; i < count; ++i) {
        auto next = acceptConnection(m_gate.listener());
        if (auto *accepted = std::get_if<Accepted>(&next))
            admit(std::move(*accepted));
        else if (std::get<AcceptState>(next) == AcceptState::Exhausted)
            return pauseAccepting();
        else
            return;
    }
}

void Reactor::admit(Accepted accepted)
{
    LiveHttpCounters::add(counters().accepted);
    const auto verdict = m_state.admission.admit(accepted.peer);
    if (verdict != Admission::Verdict::Admitted) {
        LiveHttpCounters::add(verdict == Admission::Verdict::TooMany ? counters().refusedOverConnections
                                                                     : counters().refusedOverAddress);
        return turnAway(std::move(accepted));
    }
    LiveHttpCounters::add(counters().open);
    const quint64 id = m_nextId++;
    control(m_epoll.get(), EPOLL_CTL_ADD, accepted.socket.get(), id, EPOLLIN);
    m_connections.emplace(id, std::make_unique<Connection>(*this, id, std::move(accepted)));
}

void Reactor::turnAway(Accepted accepted)
{
    // Best effort: waiting until the client has read it would need the very place there is none of.
    const EdgeContext context{newRequestId(), {}, {}, accepted.peer};
    QByteArray answer;
    appendResponse(answer, errorResponse(ErrorCode::Overloaded, context), {.close = true}, m_dateText);
    const int socket = accepted.socket.get();
    ::recv(socket, m_readBuffer.data(), m_readBuffer.size(), 0); // bytes left unread would turn close into a reset
    ::send(socket, answer.constData(), static_cast<std::size_t>(answer.size()), MSG_NOSIGNAL);
    ::shutdown(socket, SHUT_WR);
}

void Reactor::pauseAccepting()
{
    LiveHttpCounters::add(counters().acceptPauses);
    m_acceptPaused = true;
    control(m_epoll.get(), EPOLL_CTL_MOD, m_gate.listener(), ListenerSource, 0);
}

void Reactor::resumeAccepting()
{
    if (!m_acceptPaused || m_draining)
        return;
    m_acceptPaused = false;
    control(m_epoll.get(), EPOLL_CTL_MOD, m_gate.listener(), ListenerSource, EPOLLIN);
}

void Reactor::deliver()
{
    for (Completion &completion : m_mailbox->take()) {
        const auto found = m_connections.find(completion.connection);
        if (found == m_connections.end())
            continue;
        hand(*found->second, completion);
        found->second->resume();
        reap(found);
    }
}

bool Reactor::deliverNow(Completion &completion)
{
    if (!m_dispatching || m_dispatching->id() != completion.connection)
        return false;
    hand(*m_dispatching, completion);
    return true;
}

void Reactor::hand(Connection &connection, Completion &completion)
{
    std::visit([&](auto &reply) { connection.answer(std::move(reply)); }, completion.reply);
}

void Reactor::reap(Connections::iterator connection)
{
    if (!connection->second->isFinished())
        return;
    release(*connection->second);
    m_connections.erase(connection);
    resumeAccepting();
}

void Reactor::release(const Connection &connection)
{
    m_state.admission.release(connection.peer());
    LiveHttpCounters::subtract(counters().open);
}

void Reactor::drain()
{
    tick();
    acceptUpTo(limits().backlog); // who waits in the queue would be reset
    m_draining = true;
    m_gate.stopListening();
    for (auto next = m_connections.begin(); next != m_connections.end();) {
        const auto current = next++;
        current->second->drain();
        reap(current);
    }
    quitWhenDrained();
}

void Reactor::quitWhenDrained()
{
    if (m_draining && m_connections.empty())
        thread()->quit();
}

} // namespace auth
