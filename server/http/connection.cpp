#include "http/connection.h"

#include "http/reactor.h"
#include "http/request_target.h"
#include "http/response.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>

namespace auth {

Connection::Connection(Reactor &reactor, quint64 id, Accepted accepted)
    : m_reactor(reactor), m_id(id), m_socket(std::move(accepted.socket)), m_peer(accepted.peer),
      m_parser(reactor.limits()), m_interest(EPOLLIN)
{
    // A client that says nothing has the time of a head, not that of an idle connection.
    m_deadline = reactor.now() + reactor.limits().headTimeout;
}

void Connection::onReady(quint32 events)
{
    if (events & (EPOLLERR | EPOLLHUP))
        return lose();
    if (events & EPOLLIN)
        receive();
    resume();
}

void Connection::receive()
{
    const std::span<char> buffer = m_reactor.readBuffer();
    const ssize_t count = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
    if (count < 0 && errno != EAGAIN && errno != EINTR)
        return lose();
    if (count == 0)
        m_inputEnded = true;
    if (count <= 0 || m_phase == Phase::Closing)
        return;
    const QByteArrayView bytes(buffer.data(), count);
    // Mostly one whole request arrives: it is parsed where it was read.
    const qsizetype consumed = m_in.isEmpty() ? process(bytes) : 0;
    m_in.append(bytes.sliced(consumed));
}

void Connection::resume()
{
    send();
    // Until nothing more is consumed: what sending makes room for has to be taken up here, as no event will tell.
    for (qsizetype consumed = 1; consumed > 0 && isReceiving() && !m_in.isEmpty() && !isCongested(); send()) {
        const QByteArray bytes = std::exchange(m_in, {});
        consumed = process(bytes);
        m_in = bytes.sliced(consumed);
    }
    settle();
}

qsizetype Connection::process(QByteArrayView bytes)
{
    qsizetype consumed = 0;
    while (isReceiving() && consumed < bytes.size() && !isCongested()) {
        const auto [progress, size] = m_parser.feed(bytes.sliced(consumed));
        consumed += size;
        if (progress == RequestParser::Progress::Complete) {
            dispatch();
        } else if (progress == RequestParser::Progress::Failed) {
            refuse(m_parser.error());
        } else {
            awaitMore();
            break;
        }
    }
    return m_phase >= Phase::Closing ? bytes.size() : consumed;
}

void Connection::awaitMore()
{
    const Phase phase = m_parser.isReadingBody() ? Phase::Body : Phase::Head;
    if (phase != m_phase)
        enter(phase);
    if (m_parser.takeExpectation() && m_parser.partial().body.isEmpty())
        m_out.append("HTTP/1.1 100 Continue\r\n\r\n");
}

void Connection::dispatch()
{
    FramedRequest framed = m_parser.take();
    HttpRequest &request = framed.request;
    m_keepAlive = framed.keepAlive;
    m_http10 = framed.http10;
    m_served = true;
    request.peer = m_peer;
    request.requestId = requestIdOf(request);
    request.arrived = m_reactor.now();
    m_current = {request.requestId, request.method, request.path, m_peer};
    enter(Phase::Busy);
    m_reactor.dispatch(*this, std::move(request));
}

void Connection::answer(std::optional<HttpResponse> response)
{
    if (m_phase == Phase::Abandoned) {
        LiveHttpCounters::add(m_reactor.counters().answersDropped);
        return finish();
    }
    if (!response)
        response = m_reactor.errorResponse(ErrorCode::InternalError, m_current);
    queue(*response, m_current.method == "HEAD", m_http10, !m_keepAlive || m_reactor.isDraining());
}

void Connection::refuse(ErrorCode code)
{
    const HttpRequest &request = m_parser.partial();
    const EdgeContext context{requestIdOf(request), request.method, request.path, m_peer};
    queue(m_reactor.errorResponse(code, context), request.method == "HEAD", false, true);
}

void Connection::queue(const HttpResponse &response, bool headOnly, bool http10, bool close)
{
    if (response.source && headOnly)
        response.source->ended(0, true);
    else if (response.source)
        return beginStream(response, close || http10);
    const ResponseFraming framing{.headOnly = headOnly, .http10 = http10, .close = close};
    if (response.body.size() < m_reactor.limits().maxUnsentBytes)
        appendResponse(m_out, response, framing, m_reactor.date());
    else {
        appendHead(m_out, response, framing, m_reactor.date());
        m_bulk = sentBody(response, framing);
    }
    enter(close ? Phase::Closing : Phase::Idle);
}

void Connection::beginStream(const HttpResponse &response, bool close)
{
    appendHead(m_out, response, {.http10 = m_http10, .close = close}, m_reactor.date());
    m_keepAlive = !close;
    m_stream.emplace(response.source, !m_http10);
    enter(Phase::Streaming);
}

void Connection::answer(std::optional<BodyPiece> piece)
{
    if (m_phase == Phase::Abandoned)
        return finish();
    if (!piece)
        return breakOff();
    const bool wasSent = unsent() == 0;
    dropSent();
    m_stream->append(m_out, *piece);
    if (wasSent) // else the client's time goes on running: it has not taken what came before
        rearm();
}

/// What has been sent is let go, as an answer in pieces may never be quite sent in between.
void Connection::dropSent() { m_out.remove(0, std::exchange(m_sent, 0)); }

/// The client sees that this is not all: there is no last chunk, and where there are no chunks, a reset.
void Connection::breakOff()
{
    m_stream.reset();
    m_brokenOff = true;
    enter(Phase::Closing);
}

void Connection::send()
{
    flush();
    advanceStream();
}

/// Asks for the next piece when little is left to send, and ends the answer when nothing is.
void Connection::advanceStream()
{
    if (m_phase != Phase::Streaming || m_stream->isWaiting())
        return;
    if (!m_stream->isWhole()) {
        if (unsent() < m_reactor.limits().minUnsentBytes)
            m_stream->ask(m_reactor.pieceWriter(*this));
        return;
    }
    if (unsent() > 0)
        return;
    m_stream->setSent();
    m_stream.reset();
    enter(m_keepAlive && !m_reactor.isDraining() ? Phase::Idle : Phase::Closing);
}

QByteArray Connection::requestIdOf(const HttpRequest &request) const
{
    const QByteArray given = request.header("x-request-id");
    return isValidRequestId(given) ? given : m_reactor.newRequestId();
}

void Connection::flush()
{
    if (!m_socket || unsent() == 0)
        return;
    while (unsent() > 0) {
        if (m_sent == m_out.size()) {
            m_out = std::exchange(m_bulk, {});
            m_sent = 0;
        }
        const auto left = static_cast<std::size_t>(m_out.size() - m_sent);
        const ssize_t count = ::send(m_socket.get(), m_out.constData() + m_sent, left, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN)
            return;
        if (count < 0)
            return lose();
        m_sent += count;
        rearm();
    }
    m_out.clear();
    m_sent = 0;
    rearm();
}

/// What follows from the state reached: the client's end, our end, and what epoll is to tell.
void Connection::settle()
{
    if (m_inputEnded && m_phase == Phase::Streaming && m_stream->isLive())
        return lose();
    if (m_inputEnded && isReceiving() && !isCongested())
        enter(Phase::Closing);
    if (m_phase == Phase::Closing && unsent() == 0)
        closeWriting();
    if (m_socket)
        updateInterest();
}

void Connection::closeWriting()
{
    // Not close(2): with unread bytes that is a reset, which would overtake the answer.
    if (m_brokenOff && m_http10) {
        const linger atOnce{1, 0};
        ::setsockopt(m_socket.get(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        return finish();
    }
    if (m_inputEnded)
        return finish();
    if (std::exchange(m_writingClosed, true))
        return;
    ::shutdown(m_socket.get(), SHUT_WR);
    rearm();
}

void Connection::checkDeadline()
{
    if (m_deadline && m_reactor.now() >= *m_deadline)
        timeOut();
}

void Connection::timeOut()
{
    LiveHttpCounters &counters = m_reactor.counters();
    if (unsent() > 0)
        LiveHttpCounters::add(counters.writeTimeouts);
    else if (m_phase == Phase::Idle)
        LiveHttpCounters::add(counters.idleTimeouts);
    else if (m_phase == Phase::Head || m_phase == Phase::Body) {
        LiveHttpCounters::add(m_phase == Phase::Head ? counters.headTimeouts : counters.bodyTimeouts);
        refuse(ErrorCode::RequestTimeout);
        return resume();
    }
    lose();
}

void Connection::drain()
{
    if (m_phase != Phase::Idle || unsent() > 0)
        return;
    receive(); // a request may have arrived just before
    resume();
    if (m_phase != Phase::Idle)
        return;
    if (m_served)
        return finish();
    m_deadline = m_reactor.now() + m_reactor.limits().lingerTimeout;
}

/// Counts what is kept, and not only what is unsent: m_out is let go as a whole, and a client can see to it that it is
/// never quite sent.
bool Connection::isCongested() const { return m_out.size() + m_bulk.size() >= m_reactor.limits().maxUnsentBytes; }

bool Connection::wantsInput() const
{
    if (m_inputEnded || (isCongested() && m_phase != Phase::Closing))
        return false;
    return (m_phase != Phase::Busy && m_phase != Phase::Streaming)
           || m_in.size() < m_reactor.limits().maxPipelinedBytes;
}

void Connection::updateInterest()
{
    const quint32 wanted = (wantsInput() ? EPOLLIN : 0u) | (unsent() > 0 ? EPOLLOUT : 0u);
    if (wanted == m_interest)
        return;
    m_interest = wanted;
    m_reactor.watch(*this, wanted);
}

void Connection::enter(Phase phase)
{
    m_phase = phase;
    rearm();
}

void Connection::rearm()
{
    const HttpLimits &limits = m_reactor.limits();
    const auto in = [&](std::chrono::milliseconds time) { m_deadline = m_reactor.now() + time; };
    if (unsent() > 0)
        return in(limits.writeStallTimeout);
    switch (m_phase) {
    case Phase::Idle:
        return in(limits.idleTimeout);
    case Phase::Head:
        return in(limits.headTimeout);
    case Phase::Body:
        return in(limits.bodyTimeout);
    case Phase::Closing:
        return in(limits.lingerTimeout);
    case Phase::Busy:
    case Phase::Streaming:
    case Phase::Abandoned:
    case Phase::Finished:
        m_deadline.reset();
    }
}

/// The client is gone, or is given up.
void Connection::lose()
{
    const bool hasWork = m_phase == Phase::Busy || (m_phase == Phase::Streaming && m_stream->isWaiting());
    if (!hasWork)
        return finish();
    m_socket.close();
    m_stream.reset();
    m_in.clear();
    m_out.clear();
    m_bulk.clear();
    m_sent = 0;
    enter(Phase::Abandoned);
}

void Connection::finish()
{
    m_socket.close();
    m_stream.reset();
    m_out.clear();
    m_bulk.clear();
    m_sent = 0;
    enter(Phase::Finished);
}

} // namespace auth
