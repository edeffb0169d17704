#include "rest/router.h"

#include "api/error_body.h"
#include "http/admission.h"
#include "log/log.h"
#include "log/log_context.h"
#include "rest/logged_path.h"

namespace auth {

using namespace Qt::StringLiterals;

/// One request on its way through a lane.
struct Router::Pending {
    HttpRequest request;
    Responder responder;
    const Resource *resource = nullptr; ///< Null: no endpoint has this path.
    const Route *route = nullptr;       ///< Null: no endpoint has this path and method.
    PathValues values = {};
    Caller caller = {};
    std::optional<ErrorCode> error = {}; ///< What the answer says is wrong.
};

namespace {

Error notFound() { return {.code = ErrorCode::NotFound, .message = u"There is nothing under this path."_s}; }

Error busy()
{
    return {.code = ErrorCode::Overloaded,
            .message = u"The service has more work than it can do. Try again shortly."_s,
            .retryAfter = std::chrono::seconds(1)};
}

Error fell(const QString &cause)
{
    return {.code = ErrorCode::InternalError,
            .message = u"Something went wrong here; the log has it under the request id."_s,
            .cause = cause};
}

QList<QByteArray> segmentsOf(const QByteArray &path) { return path.split('/'); }

/// The caller as far as the connection tells.
Caller stranger(const HttpRequest &request, const QList<Network> &trustedProxies)
{
    const QHostAddress address = clientAddress(request, trustedProxies);
    return {.user = {},
            .session = {},
            .permissions = {},
            .ip = address.toString(),
            .network = networkOf(address).toString(),
            .device = QString::fromUtf8(request.header("user-agent")).left(256),
            .requestId = QString::fromLatin1(request.requestId),
            .isLocal = clientIsLocal(request)};
}

/// What an attempt costs its address, whatever becomes of it.
RateKeys rateKeys(Limit limit, const QString &network)
{
    switch (limit) {
    case Limit::None:
    case Limit::Refresh: // failures alone
        return {};
    case Limit::Register:
        return {RateKey::registration(network), RateKey::address(network)};
    case Limit::SignIn:
        return {RateKey::address(network)};
    }
    Q_UNREACHABLE();
}

bool isValidText(const QByteArray &decoded)
{
    return !decoded.contains('\0') && QString::fromUtf8(decoded).toUtf8() == decoded;
}

/// The body keeps its place until it has ended.
std::shared_ptr<BodySource> placed(std::shared_ptr<BodySource> body, std::shared_ptr<Streams::Place> place)
{
    return std::make_shared<WatchedBody>(
        std::move(body), [place = std::move(place)](qint64 bytes, bool complete) { place->ended(bytes, complete); });
}

} // namespace

const Router::Route *Router::Resource::find(QByteArrayView method) const
{
    const QByteArrayView asked = method == "HEAD" ? QByteArrayView("GET") : method;
    for (const auto &route : routes) {
        if (asked == name(route->facts.method))
            return route.get();
    }
    return nullptr;
}

QByteArray Router::Resource::allowedMethods() const
{
    QByteArray methods = "OPTIONS";
    for (const auto &route : routes) {
        methods += QByteArray(", ") + name(route->facts.method);
        if (route->facts.method == Method::Get)
            methods += ", HEAD";
    }
    return methods;
}

Router::Router(const Answers &answers, Authenticator &authenticator, RateLimiter &limiter, Bulkheads bulkheads,
               Streams &streams, QList<Network> trustedProxies, const Clock &clock, Log &log)
    : m_answers(answers), m_authenticator(authenticator), m_limiter(limiter), m_bulkheads(bulkheads),
      m_streams(streams), m_trustedProxies(std::move(trustedProxies)), m_clock(clock), m_log(log)
{
}

void Router::add(const EndpointFacts &facts, Call call)
{
    const QByteArray path = facts.path;
    Resource *resource = nullptr;
    for (const auto &each : m_resources) {
        if (each->segments == segmentsOf(path))
            resource = each.get();
    }
    if (!resource) {
        m_resources.push_back(std::make_unique<Resource>());
        resource = m_resources.back().get();
        resource->segments = segmentsOf(path);
        if (!path.contains('{'))
            m_plain.insert(path, resource);
    }
    resource->routes.push_back(std::unique_ptr<Route>(new Route{facts, std::move(call)}));
}

QList<std::pair<Method, QByteArray>> Router::bound() const
{
    QList<std::pair<Method, QByteArray>> all;
    for (const auto &resource : m_resources) {
        for (const auto &route : resource->routes)
            all.append({route->facts.method, route->facts.path});
    }
    return all;
}

std::vector<RouteCounts> Router::counts() const
{
    std::vector<RouteCounts> all;
    for (const auto &resource : m_resources) {
        for (const auto &route : resource->routes)
            all.push_back(
                {name(route->facts.method), route->facts.path, route->facts.polled, route->counters.snapshot()});
    }
    all.push_back({"any", "unmatched", false, m_unmatched.snapshot()});
    return all;
}

/// Segment by segment on the path as it was sent: nothing is normalised, so no two spellings reach one resource.
Router::Match Router::match(const QByteArray &path) const
{
    if (const Resource *plain = m_plain.value(path))
        return {plain, {}};
    const QList<QByteArray> segments = segmentsOf(path);
    for (const auto &resource : m_resources) {
        if (resource->segments.size() != segments.size())
            continue;
        Match match{resource.get(), {}};
        for (qsizetype i = 0; i < segments.size() && match.resource; ++i) {
            const QByteArray &pattern = resource->segments[i];
            const QByteArray value = QByteArray::fromPercentEncoding(segments[i]);
            if (pattern.startsWith('{') && !value.isEmpty() && isValidText(value))
                match.values.insert(pattern.sliced(1, pattern.size() - 2), value);
            else if (pattern != segments[i])
                match.resource = nullptr;
        }
        if (match.resource)
            return match;
    }
    return {};
}

void Router::handle(HttpRequest request, Responder responder)
{
    auto pending = std::make_shared<Pending>(Pending{.request = std::move(request), .responder = std::move(responder)});
    pending->caller = stranger(pending->request, m_trustedProxies);
    Match found = match(pending->request.path);
    pending->resource = found.resource;
    if (!found.resource)
        return refuse(pending, notFound());
    if (pending->request.method == "OPTIONS")
        return answer(pending, m_answers.preflight(pending->request, found.resource->allowedMethods()));
    pending->route = found.resource->find(pending->request.method);
    pending->values = std::move(found.values);
    if (!pending->route) {
        HttpResponse response = errorResponse(
            *pending, {.code = ErrorCode::MethodNotAllowed, .message = u"This path does not have that method."_s});
        response.headers.emplace_back("Allow", found.resource->allowedMethods());
        return answer(pending, std::move(response));
    }
    if (const auto refused = charge(pending->route->facts.limit, pending->caller.network))
        return refuse(pending, *refused);
    enqueue(pending);
}

/// On the I/O thread, before anything else is done for it: from memory alone.
std::optional<Error> Router::charge(Limit limit, const QString &network)
{
    return limit == Limit::Refresh ? m_limiter.check({RateKey::address(network)})
                                   : m_limiter.count(rateKeys(limit, network));
}

/// In the lane: the same with the other instances, and the pair of address and account.
std::optional<Error> Router::share(Limit limit, const QString &network, const std::optional<RateKey> &pair)
{
    RateKeys keys = rateKeys(limit, network);
    if (pair) {
        if (auto refused = m_limiter.count({*pair}))
            return refused;
        keys += *pair;
    }
    return m_limiter.share(keys);
}

/// Whoever tries again during an outage has learnt nothing, and is not to be kept out after it.
void Router::takeBack(Limit limit, const QString &network, const std::optional<RateKey> &pair)
{
    RateKeys keys = rateKeys(limit, network);
    if (pair)
        keys += *pair;
    m_limiter.takeBack(keys);
}

void Router::enqueue(const std::shared_ptr<Pending> &pending)
{
    if (pending->route->facts.lane == Lane::Inline)
        return answer(pending, run(*pending));
    Bulkhead &bulkhead = pending->route->facts.lane == Lane::Hash ? m_bulkheads.hash : m_bulkheads.store;
    const bool accepted = bulkhead.submit({.run = [this, pending] { answer(pending, run(*pending)); },
                                           .expire = [this, pending] { refuse(pending, busy()); }});
    if (!accepted)
        refuse(pending, busy());
}

/// The answer of the endpoint. An exception that gets here is a mistake of ours: a 500, and the daemon lives on.
HttpResponse Router::run(Pending &pending)
{
    LogScope scope({.requestId = QString::fromLatin1(pending.request.requestId),
                    .clientIp = pending.caller.ip,
                    .method = QString::fromLatin1(pending.request.method),
                    .route = QString::fromLatin1(pending.route->facts.path)});
    auto response = [&]() -> Result<HttpResponse> {
        try {
            return call(pending, scope);
        } catch (const std::exception &fault) {
            return fell(QString::fromUtf8(fault.what()));
        } catch (...) {
            return fell(u"an exception of an unknown type"_s);
        }
    }();
    if (response)
        return *std::move(response);
    const ErrorCode code = response.error().code;
    if (httpStatus(code) >= 500 && code != ErrorCode::CircuitOpen) // that was told once, when it opened
        m_log.error(u"request.failed", response.error().message, {{u"cause", response.error().cause}});
    return errorResponse(pending, response.error());
}

Result<HttpResponse> Router::call(Pending &pending, LogScope &scope)
{
    const auto known = m_authenticator.authenticate(pending.request, pending.route->facts.access, pending.caller);
    if (pending.caller.isSignedIn()) {
        scope.context().userId = pending.caller.user;
        scope.context().sessionId = pending.caller.session;
    }
    if (!known)
        return share(pending.route->facts.limit, pending.caller.network).value_or(known.error());
    return pending.route->call({pending.request, pending.values}, pending.caller);
}

void Router::refuse(const std::shared_ptr<Pending> &pending, const Error &error)
{
    answer(pending, errorResponse(*pending, error));
}

void Router::answer(const std::shared_ptr<Pending> &pending, HttpResponse response)
{
    m_answers.finish(response, pending->request, pending->route ? pending->route->facts.cacheControl : "no-store");
    count(*pending, response.status);
    if (response.source)
        watch(pending, response);
    else
        record(*pending, response.status);
    pending->responder.send(std::move(response));
}

HttpResponse Router::stream(Stream stream, std::shared_ptr<Streams::Place> place)
{
    HttpResponse response = m_answers.streamed(stream);
    response.source =
        placed(std::make_shared<StreamedBody>(std::move(stream), m_bulkheads.store, m_log), std::move(place));
    return response;
}

HttpResponse Router::stream(EventStream stream, std::shared_ptr<Streams::Place> place)
{
    HttpResponse response = m_answers.streamed(stream);
    response.source = placed(std::make_shared<EventBody>(std::move(stream)), std::move(place));
    return response;
}

/// A stream is recorded when it has ended.
void Router::watch(const std::shared_ptr<Pending> &pending, HttpResponse &response)
{
    response.source = std::make_shared<WatchedBody>(
        std::move(response.source), [this, pending, status = response.status](qint64 bytes, bool complete) {
            record(*pending, status, {{u"bytes", bytes}, {u"complete", complete}});
        });
}

/// When the answer begins: how long a stream lasts is its reader's choice.
void Router::count(const Pending &pending, int status) const
{
    const auto took = m_clock.steady() - pending.request.arrived;
    (pending.route ? pending.route->counters : m_unmatched).record(status, pending.error, took);
}

/// The one line every request leaves.
void Router::record(const Pending &pending, int status, LogFields extra) const
{
    const bool isRoutine = pending.route && pending.route->facts.polled && status < 400;
    const LogLevel level = status >= 500 ? LogLevel::Warning : isRoutine ? LogLevel::Debug : LogLevel::Info;
    if (!m_log.accepts(level))
        return;
    const std::chrono::duration<double, std::milli> took = m_clock.steady() - pending.request.arrived;
    LogEvent event{.level = level, .event = u"request.finished"_s};
    event.requestId = QString::fromLatin1(pending.request.requestId);
    if (pending.caller.isSignedIn()) {
        event.userId = pending.caller.user;
        event.sessionId = pending.caller.session;
    }
    event.clientIp = pending.caller.ip;
    event.method = QString::fromLatin1(pending.request.method);
    event.route = pending.resource ? QString::fromLatin1(pending.resource->path()) : loggedPath(pending.request.path);
    event.status = status;
    event.durationMs = took.count();
    event.extra = std::move(extra);
    m_log.write(std::move(event));
}

HttpResponse Router::errorResponse(Pending &pending, const Error &error) const
{
    pending.error = error.code;
    HttpResponse response =
        m_answers.error(error, pending.request.path, pending.request.requestId, pending.request.header("accept"));
    if (error.code == ErrorCode::RateLimited) { // draft-ietf-httpapi-ratelimit-headers
        const RateLimits &limits = m_limiter.limits();
        response.headers.emplace_back("RateLimit-Policy", QByteArray("\"auth\";q=")
                                                              + QByteArray::number(limits.requests)
                                                              + ";w=" + QByteArray::number(limits.window.count()));
        response.headers.emplace_back("RateLimit", "\"auth\";r=0;t=" + QByteArray::number(error.retryAfter.count()));
    }
    return response;
}

} // namespace auth
