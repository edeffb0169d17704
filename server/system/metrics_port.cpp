#include "system/metrics_port.h"

#include "system/metrics.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// A handful of collectors; more would be a mistake of somebody's.
HttpLimits limits()
{
    HttpLimits limits;
    limits.maxConnections = 64;
    limits.maxBodyBytes = 0;
    limits.maxConnectionsPerAddress = 16;
    return limits;
}

} // namespace

MetricsPort::MetricsPort(const Metrics &metrics, const Answers &answers, HttpHandlers like, const Clock &clock)
    : m_metrics(metrics), m_answers(answers), m_http(limits(), 1, handlers(std::move(like)), clock)
{
}

HttpHandlers MetricsPort::handlers(HttpHandlers like)
{
    like.request = [this](const HttpRequest &request, const Responder &responder) {
        HttpResponse response = answer(request);
        m_answers.finish(response, request, "no-store");
        responder.send(std::move(response));
    };
    return like;
}

HttpResponse MetricsPort::answer(const HttpRequest &request) const
{
    const auto refusal = [&](ErrorCode code, const QString &message) {
        return m_answers.error({.code = code, .message = message}, request.path, request.requestId,
                               request.header("accept"));
    };
    if (request.path != "/metrics")
        return refusal(ErrorCode::NotFound, u"There is nothing here but /metrics."_s);
    if (request.method != "GET" && request.method != "HEAD") {
        HttpResponse response = refusal(ErrorCode::MethodNotAllowed, u"This path does not have that method."_s);
        response.headers.emplace_back("Allow", "GET, HEAD");
        return response;
    }
    const Document document = m_metrics.document();
    return m_answers.document(document.mediaType, document.bytes);
}

} // namespace auth
