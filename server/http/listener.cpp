#include "http/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace auth {
using namespace Qt::StringLiterals;
namespace {

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = sizeof(sockaddr_storage);

    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
    quint16 port() const
    {
        const void *raw = &storage;
        return ntohs(storage.ss_family == AF_INET ? static_cast<const sockaddr_in *>(raw)->sin_port
                                                  : static_cast<const sockaddr_in6 *>(raw)->sin6_port);
    }
};

SocketAddress socketAddress(const QHostAddress &host, quint16 port)
{
    SocketAddress address;
    if (host.protocol() == QAbstractSocket::IPv4Protocol) {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_port = htons(port);
        in.sin_addr.s_addr = htonl(host.toIPv4Address());
        std::memcpy(&address.storage, &in, address.size = sizeof in);
    } else {
        sockaddr_in6 in{};
        in.sin6_family = AF_INET6;
        in.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = host.toIPv6Address();
        std::memcpy(&in.sin6_addr, bytes.c, sizeof in.sin6_addr);
        std::memcpy(&address.storage, &in, address.size = sizeof in);
    }
    return address;
}

Error failure(const char *step)
{
    const QString reason = QString::fromStdString(std::generic_category().message(errno));
    return {ErrorCode::InternalError, u"Cannot listen: %1: %2"_s.arg(QLatin1StringView(step), reason)};
}

void enable(int socket, int level, int option)
{
    const int on = 1;
    ::setsockopt(socket, level, option, &on, sizeof on);
}

Result<FileDescriptor> boundSocket(const QHostAddress &host, quint16 port, bool shared)
{
    SocketAddress address = socketAddress(host, port);
    FileDescriptor socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket)
        return failure("socket");
    enable(socket.get(), SOL_SOCKET, SO_REUSEADDR);
    if (shared)
        enable(socket.get(), SOL_SOCKET, SO_REUSEPORT);
    if (::bind(socket.get(), address.get(), address.size) != 0)
        return failure("bind");
    return socket;
}

quint16 portOf(int socket)
{
    SocketAddress address;
    ::getsockname(socket, address.get(), &address.size);
    return address.port();
}

QHostAddress peerAddress(SocketAddress &address)
{
    const QHostAddress peer(address.get());
    bool mapped = false;
    const quint32 ipv4 = peer.toIPv4Address(&mapped);
    return mapped ? QHostAddress(ipv4) : peer;
}

} // namespace

Result<Listening> openListening(const QString &host, quint16 port, int count, int backlog)
{
    const QHostAddress address = host == u"localhost" ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
    if (address.isNull())
        return fieldError(ErrorCode::ValidationError, u"HOST"_s, u"invalid"_s,
                          u"Must be an IP address or localhost."_s);
    if (auto alone = boundSocket(address, port, false); !alone)
        return std::move(alone).error();
    Listening listening{{}, port};
    for (int i = 0; i < count; ++i) {
        auto socket = boundSocket(address, listening.port, true);
        if (!socket)
            return std::move(socket).error();
        if (::listen(socket->get(), backlog) != 0)
            return failure("listen");
        listening.port = portOf(socket->get());
        listening.sockets.push_back(*std::move(socket));
    }
    return listening;
}

std::variant<Accepted, AcceptState> acceptConnection(int listener)
{
    for (;;) {
        SocketAddress address;
        FileDescriptor socket(::accept4(listener, address.get(), &address.size, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (socket) {
            enable(socket.get(), IPPROTO_TCP, TCP_NODELAY);
            return Accepted{std::move(socket), peerAddress(address)};
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return AcceptState::Drained;
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return AcceptState::Exhausted;
        if (errno != EINTR && errno != ECONNABORTED && errno != EPROTO)
            return AcceptState::Drained;
    }
}

} // namespace auth
