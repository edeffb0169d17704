#include "api/error_body.h"

#include "core/json.h"

namespace auth {

using namespace Qt::StringLiterals;

int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadRequest:
    case ErrorCode::MalformedJson:
    case ErrorCode::ValidationError:
    case ErrorCode::InvalidEmail:
    case ErrorCode::InvalidUsername:
    case ErrorCode::WeakPassword:
    case ErrorCode::DuplicateEmail:
    case ErrorCode::DuplicateUsername:
        return 400;
    case ErrorCode::InvalidCredentials:
    case ErrorCode::MissingToken:
    case ErrorCode::TokenInvalid:
    case ErrorCode::TokenExpired:
        return 401;
    case ErrorCode::AccountDisabled:
    case ErrorCode::PasswordChangeRequired:
    case ErrorCode::Forbidden:
        return 403;
    case ErrorCode::NotFound:
    case ErrorCode::UserNotFound:
        return 404;
    case ErrorCode::MethodNotAllowed:
        return 405;
    case ErrorCode::RequestTimeout:
        return 408;
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::PreconditionFailed:
        return 412;
    case ErrorCode::PayloadTooLarge:
        return 413;
    case ErrorCode::UriTooLong:
        return 414;
    case ErrorCode::UnsupportedMediaType:
        return 415;
    case ErrorCode::ExpectationFailed:
        return 417;
    case ErrorCode::PreconditionRequired:
        return 428;
    case ErrorCode::RateLimited:
        return 429;
    case ErrorCode::HeadersTooLarge:
        return 431;
    case ErrorCode::InternalError:
        return 500;
    case ErrorCode::NotImplemented:
        return 501;
    case ErrorCode::Overloaded:
    case ErrorCode::StorageUnavailable:
    case ErrorCode::CircuitOpen:
        return 503;
    case ErrorCode::HttpVersionNotSupported:
        return 505;
    }
    return 500;
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    }
    return "Unknown";
}

QByteArray errorBody(const Error &error, const QByteArray &path, const QByteArray &requestId)
{
    const int status = httpStatus(error.code);
    ErrorBody body{.detail = error.message,
                   .errorCode = wireName(error.code),
                   .type = u"urn:auth-serve:error:"_s + wireName(error.code).toLower().replace(u'_', u'-'),
                   .title = QString::fromLatin1(reasonPhrase(status)),
                   .status = status,
                   .instance = QString::fromLatin1(path),
                   .requestId = QString::fromLatin1(requestId),
                   .errors = {}};
    for (const FieldError &each : error.fields)
        body.errors.append({.field = each.field, .code = each.code, .detail = each.detail});
    QByteArray json = json::encode(body);
    if (!error.current.isEmpty()) {
        json.chop(1);
        json += ",\"current\":" + error.current + '}';
    }
    return json;
}

} // namespace auth
