#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auth::bench {

struct Answer {
    unsigned status = 0;
    std::string body;
};

/// A keep-alive HTTP/1.1 connection to 127.0.0.1 with one request under way at a time, driven by an epoll loop.
class HttpConnection {
public:
    HttpConnection(int epoll, std::uint16_t port, std::size_t index);
    ~HttpConnection();
    HttpConnection(const HttpConnection &) = delete;
    HttpConnection &operator=(const HttpConnection &) = delete;

    /// Connects, throwing std::system_error when the server does not take the connection within 5 s.
    void open();
    void close();
    bool isOpen() const { return m_socket >= 0; }

    /// Sends the whole request, opening the connection first where it is closed.
    void send(std::string_view request);

    /// Takes what has arrived. An answer once it is whole; a connection that ended or spoke no HTTP is closed.
    std::optional<Answer> read();

private:
    using Parser = boost::beast::http::response_parser<boost::beast::http::string_body>;

    std::optional<Answer> parse();
    Answer takeAnswer();

    int m_epoll;
    std::uint16_t m_port;
    std::size_t m_index;
    int m_socket = -1;
    std::string m_input;
    std::optional<Parser> m_parser;
};

} // namespace auth::bench
