#pragma once

#include "core/result.h"
#include "http/file_descriptor.h"

#include <QtNetwork/QHostAddress>

#include <optional>
#include <vector>

namespace auth {

/// Listening sockets that share one port, so that the kernel spreads connections over them.
struct Listening {
    std::vector<FileDescriptor> sockets;
    quint16 port = 0;
};

/// Opens `count` sockets on host ("localhost" or an address) and port (0: a free one). Refuses a port that another
/// process listens on, which SO_REUSEPORT alone would silently share with it.
Result<Listening> openListening(const QString &host, quint16 port, int count, int backlog);

/// A connection just accepted: non-blocking, without Nagle's delay.
struct Accepted {
    FileDescriptor socket;
    QHostAddress peer; ///< IPv4 also when it came through an IPv6 socket.
};

enum class AcceptState {
    Drained,   ///< Nobody waits.
    Exhausted, ///< The process or the machine has no descriptor left; ask again later.
};

/// Takes one connection off the queue.
std::variant<Accepted, AcceptState> acceptConnection(int listener);

} // namespace auth
