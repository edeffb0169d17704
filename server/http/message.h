#pragma once

#include "core/clock.h"
#include "core/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtNetwork/QHostAddress>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace auth {

class BodySource;
class Responder;

using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

/// One complete, checked request. A value: it outlives the connection it came from.
struct HttpRequest {
    QByteArray method;
    QByteArray path;     ///< Percent-encoded, exactly as sent; never normalised.
    QByteArray query;    ///< Without the question mark.
    HttpHeaders headers; ///< Names in lower case, in the order sent.
    QByteArray body;
    bool hasBody = false; ///< A body was announced, even an empty one.
    QHostAddress peer;
    QByteArray requestId;
    SteadyTime arrived{}; ///< When its last byte was read.

    /// Empty when absent; repeated fields joined by ", " (RFC 9110 section 5.2).
    QByteArray header(QByteArrayView lowerCaseName) const;
};

/// What a handler answers. Framing headers (Content-Length, Connection, Date) are the edge's business.
struct HttpResponse {
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    HttpHeaders headers;
    std::shared_ptr<BodySource> source = {}; ///< Where there is one, it makes the body while it is sent.
};

/// What is known of a request that never became one.
struct EdgeContext {
    QByteArray requestId;
    QByteArray method; ///< Empty when the request line was not understood; so is `path`.
    QByteArray path;
    QHostAddress peer;
};

/// Called on an I/O thread, which waits for it: anything slow belongs in another thread.
using RequestHandler = std::function<void(HttpRequest, Responder)>;
/// Writes the answer to a request the edge refuses. Called on an I/O thread.
using EdgeErrorHandler = std::function<HttpResponse(ErrorCode, const EdgeContext &)>;

/// What the program puts behind the edge. All are called on several I/O threads at once.
struct HttpHandlers {
    RequestHandler request;
    EdgeErrorHandler error;
    std::function<QByteArray()> newRequestId; ///< For clients that sent no usable X-Request-ID.
};

} // namespace auth
