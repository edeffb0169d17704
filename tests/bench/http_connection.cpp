#include "http_connection.h"

#include <boost/asio/buffer.hpp>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace auth::bench {

namespace {

constexpr timeval connectTimeout{5, 0};
constexpr std::uint64_t bodyLimit = 1 << 20;

void check(int result, const char *what)
{
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), what);
}

void connectToLoopback(int socket, std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    check(setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &connectTimeout, sizeof connectTimeout), "SO_SNDTIMEO");
    check(connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), "connect to the server");
}

} // namespace

HttpConnection::HttpConnection(int epoll, std::uint16_t port, std::size_t index)
    : m_epoll(epoll), m_port(port), m_index(index)
{
}

HttpConnection::~HttpConnection() { close(); }

void HttpConnection::open()
{
    close();
    m_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(m_socket, "socket");
    connectToLoopback(m_socket, m_port);
    const int on = 1;
    check(setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
    check(fcntl(m_socket, F_SETFL, O_NONBLOCK), "O_NONBLOCK");
    epoll_event event{.events = EPOLLIN, .data = {.u64 = m_index}};
    check(epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_socket, &event), "epoll_ctl");
}

void HttpConnection::close()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
    m_input.clear();
    m_parser.reset();
}

// A request is far smaller than an empty socket buffer and there is only one under way, so it always fits whole;
// a peer that has gone shows up in read().
void HttpConnection::send(std::string_view request)
{
    if (!isOpen())
        open();
    (void)!::send(m_socket, request.data(), request.size(), MSG_NOSIGNAL);
}

std::optional<Answer> HttpConnection::read()
{
    std::array<char, 16384> chunk;
    const ssize_t got = recv(m_socket, chunk.data(), chunk.size(), 0);
    if (got < 0 && errno == EAGAIN)
        return {};
    if (got <= 0) {
        close();
        return {};
    }
    m_input.append(chunk.data(), static_cast<std::size_t>(got));
    return parse();
}

std::optional<Answer> HttpConnection::parse()
{
    if (!m_parser) {
        m_parser.emplace();
        m_parser->eager(true);
        m_parser->body_limit(bodyLimit);
    }
    boost::system::error_code error;
    while (!m_input.empty() && !m_parser->is_done() && !error)
        m_input.erase(0, m_parser->put(boost::asio::buffer(m_input), error));
    if (m_parser->is_done())
        return takeAnswer();
    if (error && error != boost::beast::http::error::need_more)
        close();
    return {};
}

Answer HttpConnection::takeAnswer()
{
    const bool stays = m_parser->keep_alive();
    Answer answer{m_parser->get().result_int(), std::move(m_parser->get().body())};
    m_parser.reset();
    if (!stays)
        close();
    return answer;
}

} // namespace auth::bench
