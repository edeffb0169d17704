#include "echo_service.h"

#include <stdexcept>
#include <thread>

namespace auth::test {
namespace {

int statusOf(ErrorCode code)
{
    static const std::map<ErrorCode, int> statuses{
        {ErrorCode::BadRequest, 400},        {ErrorCode::RequestTimeout, 408},
        {ErrorCode::PayloadTooLarge, 413},   {ErrorCode::UriTooLong, 414},
        {ErrorCode::ExpectationFailed, 417}, {ErrorCode::HeadersTooLarge, 431},
        {ErrorCode::InternalError, 500},     {ErrorCode::NotImplemented, 501},
        {ErrorCode::Overloaded, 503},        {ErrorCode::HttpVersionNotSupported, 505}};
    return statuses.at(code);
}

HttpResponse echo(const HttpRequest &request)
{
    const QByteArray text = "{\"url\":\"" + request.path + "\",\"query\":\"" + request.query + "\",\"method\":\""
                            + request.method + "\",\"body\":\"" + request.body + "\",\"id\":\"" + request.requestId
                            + "\"}";
    return {200, "application/json", text, {}};
}

void handle(const HttpRequest &request, const Responder &responder)
{
    if (request.path == "/echo")
        return responder.send(echo(request));
    if (request.path == "/health")
        return responder.send({200, "application/json", R"({"status":"healthy"})", {}});
    if (request.path == "/empty")
        return responder.send({204, "application/json", "dropped", {}});
    if (request.path == "/throw")
        throw std::runtime_error("as asked");
    if (request.path == "/silent")
        return;
    if (request.path != "/slow")
        return responder.send({404, "application/json", "{}", {}});
    std::thread([responder] {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        responder.send({200, "text/plain", "SLOW", {}});
    }).detach();
}

} // namespace

HttpHandlers echoService()
{
    return {handle, edgeError, [] { return QByteArray("generated-id"); }};
}

HttpResponse edgeError(ErrorCode code, const EdgeContext &context)
{
    return {statusOf(code), "text/plain", wireName(code).toLatin1(), {{"X-Request-ID", context.requestId}}};
}

} // namespace auth::test
