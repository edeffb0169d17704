#pragma once

#include "http/file_descriptor.h"
#include "http/message.h"
#include "http/responder.h"

#include <memory>

namespace auth {

/// QtHttpServer as this program uses it, one per I/O thread: a request that is already complete and checked runs inside
/// QAbstractHttpServer::handleRequest. Qt is shown a fixed request through a socket that is none, so its parser never
/// sees a byte of a client and can never disagree with ours.
class QtGate {
public:
    /// Takes the listening socket, because QtHttpServer 6.8 binds to a listening server only. Qt does not accept from
    /// it.
    QtGate(FileDescriptor listener, RequestHandler handler);
    ~QtGate();
    QtGate(const QtGate &) = delete;
    QtGate &operator=(const QtGate &) = delete;

    /// Calls the handler before it returns. What the handler throws is caught; the responder then answers by itself.
    void pass(HttpRequest request, Responder responder);

    int listener() const;
    void stopListening();

private:
    class Server;
    class Listener;
    class CannedSocket;

    RequestHandler m_handler;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Listener> m_listener; ///< Goes first: bind() makes it a child of m_server.
    CannedSocket *m_socket;               ///< Owned by m_listener.
};

} // namespace auth
