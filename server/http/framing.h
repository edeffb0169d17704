#pragma once

#include "http/http_limits.h"
#include "http/message.h"

#include <memory>

namespace auth {

class BeastMessage;

/// A request as it came off the wire, and what it says of the connection.
struct FramedRequest {
    HttpRequest request; ///< Without peer, requestId and arrived.
    bool keepAlive = true;
    bool http10 = false;
};

/// HTTP/1.x requests out of bytes, one after the other (RFC 9112). No I/O and no clock. Boost.Beast does the parsing
/// and is the only parser; what this adds is policy, and that the result never depends on how the bytes were cut.
class RequestParser {
public:
    enum class Progress { NeedMore, Complete, Failed };
    struct Step {
        Progress progress;
        qsizetype consumed; ///< The rest is to be presented again, with more behind it.
    };

    explicit RequestParser(const HttpLimits &limits);
    RequestParser(RequestParser &&) noexcept;
    ~RequestParser();

    /// Never consumes a byte beyond the end of the request. Not to be called again after Failed.
    Step feed(QByteArrayView pending);

    /// After Complete: hands the request out and makes ready for the next.
    FramedRequest take();
    /// After Failed: why.
    ErrorCode error() const;
    /// What is known so far; for the answer to a request that failed or came too slowly.
    const HttpRequest &partial() const;
    /// Consumed bytes of a request that is not complete.
    bool isMidRequest() const { return m_message != nullptr; }
    /// The head is complete, the body is not.
    bool isReadingBody() const;
    /// True once per request whose client waits for "100 Continue" before it sends the body.
    bool takeExpectation();

private:
    Step step(QByteArrayView pending);
    Step requestLine(QByteArrayView pending);
    Step fields(QByteArrayView pending);
    Step content(QByteArrayView pending);
    Step chunks(QByteArrayView pending);
    Step fail(ErrorCode code);
    Step outcome(qsizetype consumed);

    const HttpLimits &m_limits;
    std::unique_ptr<BeastMessage>
        m_message; ///< Only while a request is under way, so that an idle connection costs nothing.
};

} // namespace auth
