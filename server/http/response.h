#pragma once

#include "core/clock.h"
#include "http/message.h"

namespace auth {

/// How an answer is to be sent, as its request and the connection demand.
struct ResponseFraming {
    bool headOnly = false; ///< The request was HEAD: the length is told, the body is not sent.
    bool http10 = false;
    bool close = false;
};

/// Appends the answer's head as it goes over the wire. Header fields with a line break in them are left out.
void appendHead(QByteArray &out, const HttpResponse &response, ResponseFraming framing, QByteArrayView date);

/// What follows the head: nothing for HEAD and for statuses without a body.
QByteArray sentBody(const HttpResponse &response, ResponseFraming framing);

/// Both.
void appendResponse(QByteArray &out, const HttpResponse &response, ResponseFraming framing, QByteArrayView date);

/// The Date header's value (RFC 9110 section 5.6.7), worked out once a second.
class HttpDate {
public:
    QByteArrayView at(Time now);

private:
    qint64 m_second = -1;
    QByteArray m_text;
};

} // namespace auth
