#pragma once

#include "http/body_stream.h"
#include "http/framing.h"
#include "http/listener.h"

#include <optional>

namespace auth {

class Reactor;

/// One client. Frames what it sends, passes on one request at a time and sends the answers in order. Belongs to a
/// Reactor and its thread. While a request runs it stays, whatever the client does, so that work keeps counting
/// against the client's address.
class Connection {
public:
    Connection(Reactor &reactor, quint64 id, Accepted accepted);

    quint64 id() const { return m_id; }
    int socket() const { return m_socket.get(); }
    const QHostAddress &peer() const { return m_peer; }
    bool isFinished() const { return m_phase == Phase::Finished; }

    /// The socket is ready for what `events` (epoll) says.
    void onReady(quint32 events);
    /// Queues the answer to the running request; none stands for a fault of the handler.
    void answer(std::optional<HttpResponse> response);
    /// Queues the piece of the answer that was asked for; none stands for a fault of its source.
    void answer(std::optional<BodyPiece> piece);
    /// Behind answer(), unless within onReady(): sends, and goes on with what was read ahead.
    void resume();
    void checkDeadline();
    /// The server is going down: no further request but one that is on its way.
    void drain();

private:
    enum class Phase : quint8 {
        Idle,      ///< Between requests.
        Head,      ///< Some of a head has arrived.
        Body,      ///< Some of a body is missing.
        Busy,      ///< The handler has the request.
        Streaming, ///< The answer is being made and sent, piece by piece.
        Abandoned, ///< The handler has the request, or makes a piece of the answer, and the client is gone.
        Closing,   ///< The last answer is being sent; what arrives is thrown away.
        Finished,
    };

    bool isReceiving() const { return m_phase <= Phase::Body; }
    qsizetype unsent() const { return m_out.size() - m_sent + m_bulk.size(); }
    bool isCongested() const;
    bool wantsInput() const;

    void receive();
    qsizetype process(QByteArrayView bytes);
    void awaitMore();
    void dispatch();
    void refuse(ErrorCode code);
    void queue(const HttpResponse &response, bool headOnly, bool http10, bool close);
    void beginStream(const HttpResponse &response, bool close);
    void breakOff();
    void send();
    void advanceStream();
    void dropSent();
    QByteArray requestIdOf(const HttpRequest &request) const;
    void flush();
    void closeWriting();
    void settle();
    void timeOut();
    void enter(Phase phase);
    void rearm();
    void lose();
    void finish();
    void updateInterest();

    Reactor &m_reactor;
    const quint64 m_id;
    FileDescriptor m_socket;
    const QHostAddress m_peer;
    RequestParser m_parser;
    QByteArray m_in;   ///< Read, and not yet consumed by the parser.
    QByteArray m_out;  ///< Answers, of which `m_sent` bytes are sent.
    QByteArray m_bulk; ///< A large body, to be sent after m_out: not copied, as many connections may get the same one.
    qsizetype m_sent = 0;
    std::optional<BodyStream> m_stream; ///< While Streaming.
    std::optional<SteadyTime> m_deadline;
    EdgeContext m_current; ///< The running request, for the answer to a handler's fault.
    quint32 m_interest;    ///< What epoll was told.
    Phase m_phase = Phase::Idle;
    bool m_served = false; ///< At least one request was complete.
    bool m_keepAlive = true;
    bool m_http10 = false;
    bool m_inputEnded = false; ///< The client has sent its FIN.
    bool m_writingClosed = false;
    bool m_brokenOff = false; ///< The last answer is not complete.
};

} // namespace auth
