#include "rest/answer.h"

#include "api/error_body.h"

namespace auth {

namespace {

/// Nothing here is a page, but the one document that is brings a policy of its own.
const QByteArray apiPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
const QByteArray pagePolicy =
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/// RFC 6750 section 3: the error is told where a token was sent.
QByteArray challenge(ErrorCode code)
{
    switch (code) {
    case ErrorCode::TokenInvalid:
        return "Bearer error=\"invalid_token\"";
    case ErrorCode::TokenExpired:
        return "Bearer error=\"invalid_token\", error_description=\"expired\"";
    default:
        return "Bearer";
    }
}

bool has(const HttpResponse &response, QByteArrayView name)
{
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [&](const auto &each) { return each.first == name; });
}

} // namespace

Answers::Answers(const QStringList &corsOrigins)
{
    for (const QString &origin : corsOrigins)
        m_origins.append(origin.toLatin1());
}

HttpResponse Answers::json(int status, QByteArray body) const
{
    return {.status = status, .contentType = "application/json; charset=utf-8", .body = std::move(body), .headers = {}};
}

HttpResponse Answers::document(QByteArray mediaType, QByteArray body) const
{
    return {.status = 200, .contentType = std::move(mediaType), .body = std::move(body), .headers = {}};
}

HttpResponse Answers::streamed(const Stream &stream) const
{
    HttpResponse response = document(stream.mediaType, {});
    if (!stream.fileName.isEmpty()) // RFC 6266
        response.headers.emplace_back("Content-Disposition",
                                      "attachment; filename=\"" + stream.fileName.toLatin1() + '"');
    return response;
}

HttpResponse Answers::streamed(const EventStream &) const
{
    HttpResponse response = document("text/event-stream", {});
    response.headers.emplace_back("X-Accel-Buffering", "no"); // nginx would keep events back
    return response;
}

HttpResponse Answers::noContent() const { return {.status = 204, .contentType = {}, .body = {}, .headers = {}}; }

HttpResponse Answers::error(const Error &error, const QByteArray &path, const QByteArray &requestId,
                            QByteArrayView accept) const
{
    HttpResponse response = json(httpStatus(error.code), errorBody(error, path, requestId));
    if (accept.contains("application/problem+json"))
        response.contentType = "application/problem+json; charset=utf-8";
    if (response.status == 401)
        response.headers.emplace_back("WWW-Authenticate", challenge(error.code));
    if (response.status == 429 || response.status == 503) {
        const auto wait = std::max<qint64>(1, error.retryAfter.count());
        response.headers.emplace_back("Retry-After", QByteArray::number(wait));
    }
    return response;
}

HttpResponse Answers::preflight(const HttpRequest &request, const QByteArray &allowedMethods) const
{
    HttpResponse response = noContent();
    response.headers.emplace_back("Allow", allowedMethods);
    if (m_origins.contains(request.header("origin")) && !request.header("access-control-request-method").isEmpty()) {
        response.headers.emplace_back("Access-Control-Allow-Methods", allowedMethods);
        response.headers.emplace_back("Access-Control-Allow-Headers",
                                      "Authorization, Content-Type, If-Match, X-Request-ID");
        response.headers.emplace_back("Access-Control-Max-Age", "600");
    }
    return response;
}

void Answers::finish(HttpResponse &response, const HttpRequest &request, const char *cacheControl) const
{
    const bool isPage = response.contentType.startsWith("text/html");
    response.headers.emplace_back("X-Request-ID", request.requestId);
    if (!has(response, "Cache-Control"))
        response.headers.emplace_back("Cache-Control", response.status < 400 ? cacheControl : "no-store");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    response.headers.emplace_back("Content-Security-Policy", isPage ? pagePolicy : apiPolicy);
    if (!m_origins.isEmpty())
        allowOrigin(response, request.header("origin"));
}

void Answers::allowOrigin(HttpResponse &response, const QByteArray &origin) const
{
    response.headers.emplace_back("Vary", "Origin");
    if (!m_origins.contains(origin))
        return;
    response.headers.emplace_back("Access-Control-Allow-Origin", origin);
    response.headers.emplace_back("Access-Control-Expose-Headers", "ETag, RateLimit, Retry-After, X-Request-ID");
}

} // namespace auth
