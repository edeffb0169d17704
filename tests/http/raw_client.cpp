#include "raw_client.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QRegularExpression>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>

namespace auth::test {

RawClient::RawClient(quint16 port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    m_connected = ::connect(m_socket.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
}

void RawClient::send(const QByteArray &bytes)
{
    [[maybe_unused]] const auto sent =
        ::send(m_socket.get(), bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL);
}

void RawClient::endSending() { ::shutdown(m_socket.get(), SHUT_WR); }

void RawClient::reset()
{
    const linger atOnce{1, 0};
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_socket.close();
}

QByteArray RawClient::readUntil(const QByteArray &wanted)
{
    return read([&] { return !wanted.isEmpty() && m_received.contains(wanted); });
}

QByteArray RawClient::readAtLeast(qsizetype size)
{
    return read([&] { return m_received.size() >= size; });
}

QByteArray RawClient::takeSome()
{
    read([&] { return !m_received.isEmpty(); });
    m_timedOut = m_received.isEmpty();
    return std::exchange(m_received, {});
}

template<class Enough> QByteArray RawClient::read(Enough &&enough)
{
    const QDeadlineTimer deadline(5000);
    while (!m_sawEnd && !enough() && !deadline.hasExpired()) {
        pollfd waiting{m_socket.get(), POLLIN, 0};
        if (::poll(&waiting, 1, int(deadline.remainingTime())) <= 0)
            break;
        std::array<char, 16 * 1024> buffer;
        const ssize_t count = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
        m_sawEnd = count <= 0;
        m_sawReset = count < 0;
        if (count > 0)
            m_received.append(buffer.data(), count);
    }
    return m_received;
}

QList<int> statusesIn(const QByteArray &received)
{
    static const QRegularExpression line(QStringLiteral("HTTP/1\\.1 (\\d{3}) "));
    QList<int> statuses;
    for (const auto &match : line.globalMatch(QString::fromLatin1(received)))
        statuses.append(match.captured(1).toInt());
    return statuses;
}

} // namespace auth::test
