#include "rest/edge_error.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

QString edgeMessage(ErrorCode code)
{
    switch (code) {
    case ErrorCode::RequestTimeout:
        return u"The request did not arrive in time."_s;
    case ErrorCode::PayloadTooLarge:
        return u"The body is larger than this service takes."_s;
    case ErrorCode::UriTooLong:
        return u"The path and query are longer than this service takes."_s;
    case ErrorCode::HeadersTooLarge:
        return u"The header fields are more than this service takes."_s;
    case ErrorCode::ExpectationFailed:
        return u"Only Expect: 100-continue is understood."_s;
    case ErrorCode::NotImplemented:
        return u"This transfer coding or method is not known here."_s;
    case ErrorCode::HttpVersionNotSupported:
        return u"Only HTTP/1.1 and HTTP/1.0 are spoken here."_s;
    case ErrorCode::Overloaded:
        return u"There are too many connections. Try again shortly."_s;
    case ErrorCode::InternalError:
        return u"Something went wrong here; the log has it under the request id."_s;
    default:
        return u"This is not a well-formed HTTP request."_s;
    }
}

} // namespace

Error edgeError(ErrorCode code)
{
    return {.code = code, .message = edgeMessage(code), .retryAfter = std::chrono::seconds(1)};
}

} // namespace auth
