#include "fleet/kept_client.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace auth::test {

namespace {

constexpr timeval patience{.tv_sec = 30, .tv_usec = 0};

qsizetype wholeSize(const QByteArray &received)
{
    const qsizetype end = received.indexOf("\r\n\r\n");
    return end < 0 ? -1 : end + 4 + parseAnswer(received.first(end + 4)).header("content-length").toLongLong();
}

} // namespace

KeptClient::~KeptClient() { close(); }

Answer KeptClient::send(const QByteArray &method, const QByteArray &target, const Headers &headers,
                        const QByteArray &body) const
{
    if (isClosed() && !connect())
        return failed("connect");
    const QByteArray request = requestText(method, target, headers, body);
    if (::send(m_socket, request.constData(), size_t(request.size()), MSG_NOSIGNAL) != request.size())
        return failed("send");
    Answer answer = parseAnswer(receive());
    if (answer.status == 0)
        return failed("receive");
    if (answer.header("connection") == "close")
        close();
    return answer;
}

Answer KeptClient::failed(const char *step) const
{
    qWarning("no answer: %s: %s", step, qPrintable(qt_error_string(errno)));
    close();
    return {};
}

bool KeptClient::connect() const
{
    close();
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
}

/// Between two requests there is nothing to read but the end.
bool KeptClient::isClosed() const
{
    char byte = 0;
    return m_socket < 0 || ::recv(m_socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
}

void KeptClient::close() const
{
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
}

QByteArray KeptClient::receive() const
{
    std::array<char, 16384> chunk;
    QByteArray received;
    errno = 0; // the end of the connection sets none
    while (wholeSize(received) < 0 || received.size() < wholeSize(received)) {
        const ssize_t got = ::recv(m_socket, chunk.data(), chunk.size(), 0);
        if (got <= 0)
            return {};
        received.append(chunk.data(), got);
    }
    return received;
}

} // namespace auth::test
