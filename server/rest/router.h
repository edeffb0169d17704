#pragma once

#include "api/endpoint.h"
#include "http/responder.h"
#include "model/email.h"
#include "rest/answer.h"
#include "rest/authenticator.h"
#include "rest/bulkhead.h"
#include "rest/client_address.h"
#include "rest/request_codec.h"
#include "rest/request_counters.h"
#include "rest/streamed_body.h"
#include "services/rate_limiter.h"

#include <QtCore/QHash>

#include <functional>
#include <memory>
#include <vector>

namespace auth {

class Log;
class LogScope;

/// Where requests run that may not run on the I/O thread: one for each lane of the endpoints.
struct Bulkheads {
    Bulkhead &store;
    Bulkhead &hash;
};

template<class Response>
inline constexpr bool isStreamed = std::is_same_v<Response, Stream> || std::is_same_v<Response, EventStream>;

/// What the answers of one endpoint, or to what matched none, have come to.
struct RouteCounts {
    const char *method; ///< "any" where none matched.
    const char *path;   ///< The endpoint's pattern; "unmatched" where none matched.
    bool polled;        ///< Asked all the time by machines.
    RequestCounts counts;
};

/// From a complete request to its answer: match, charge, queue, authenticate, decode, call, encode. Bound once at
/// start, then read from all I/O threads.
class Router {
public:
    Router(const Answers &answers, Authenticator &authenticator, RateLimiter &limiter, Bulkheads bulkheads,
           Streams &streams, QList<Network> trustedProxies, const Clock &clock, Log &log);

    /// Wires an endpoint to the method of a service that answers it. A handler of the wrong type does not compile.
    template<class Request, class Response, class Service>
    void bind(const Endpoint<Request, Response> &endpoint, Service &service,
              Result<Response> (Service::*handler)(const Request &, const Caller &))
    {
        add(endpoint.facts, [this, endpoint, &service, handler](const RouteInput &input, const Caller &caller) {
            auto request = decodeRequest<Request>(endpoint.facts, input);
            std::optional<RateKey> pair;
            if (request && endpoint.account)
                pair = RateKey::pair(caller.network, normalizedEmail((*request).*endpoint.account));
            if (const auto refused = share(endpoint.facts.limit, caller.network, pair))
                return Result<HttpResponse>(*refused);
            if (!request)
                return Result<HttpResponse>(request.error());
            auto place = placeFor<Response>();
            if (!place)
                return Result<HttpResponse>(std::move(place).error());
            auto response = (service.*handler)(*request, caller);
            if (!response && isOutage(response.error().code))
                takeBack(endpoint.facts.limit, caller.network, pair);
            if (!response)
                return Result<HttpResponse>(std::move(response).error());
            if constexpr (isStreamed<Response>)
                return Result<HttpResponse>(stream(*std::move(response), *std::move(place)));
            else
                return Result<HttpResponse>(encodeResponse(m_answers, endpoint.facts, *response));
        });
    }

    /// On an I/O thread.
    void handle(HttpRequest request, Responder responder);

    /// Method and path of everything bound.
    QList<std::pair<Method, QByteArray>> bound() const;
    /// One for each endpoint, in the order of binding, and one for all else.
    std::vector<RouteCounts> counts() const;

private:
    using Call = std::function<Result<HttpResponse>(const RouteInput &, const Caller &)>;
    struct Route {
        EndpointFacts facts;
        Call call;
        mutable RequestCounters counters = {};
    };
    struct Resource { ///< One path with all its methods.
        QList<QByteArray> segments;
        std::vector<std::unique_ptr<Route>> routes;

        const char *path() const { return routes.front()->facts.path; }
        const Route *find(QByteArrayView method) const;
        QByteArray allowedMethods() const;
    };
    struct Match {
        const Resource *resource = nullptr;
        PathValues values;
    };
    struct Pending;

    /// A stream needs a place before any work is done for it; other answers get none.
    template<class Response> Result<std::shared_ptr<Streams::Place>> placeFor()
    {
        if constexpr (isStreamed<Response>)
            return m_streams.enter();
        else
            return std::shared_ptr<Streams::Place>();
    }
    HttpResponse stream(Stream stream, std::shared_ptr<Streams::Place> place);
    HttpResponse stream(EventStream stream, std::shared_ptr<Streams::Place> place);
    void add(const EndpointFacts &facts, Call call);
    Match match(const QByteArray &path) const;
    std::optional<Error> charge(Limit limit, const QString &network);
    std::optional<Error> share(Limit limit, const QString &network, const std::optional<RateKey> &pair = {});
    void takeBack(Limit limit, const QString &network, const std::optional<RateKey> &pair);
    void enqueue(const std::shared_ptr<Pending> &pending);
    HttpResponse run(Pending &pending);
    Result<HttpResponse> call(Pending &pending, LogScope &scope);
    void refuse(const std::shared_ptr<Pending> &pending, const Error &error);
    void answer(const std::shared_ptr<Pending> &pending, HttpResponse response);
    void count(const Pending &pending, int status) const;
    void record(const Pending &pending, int status, LogFields extra = {}) const;
    void watch(const std::shared_ptr<Pending> &pending, HttpResponse &response);
    HttpResponse errorResponse(Pending &pending, const Error &error) const;

    const Answers &m_answers;
    Authenticator &m_authenticator;
    RateLimiter &m_limiter;
    Bulkheads m_bulkheads;
    Streams &m_streams;
    const QList<Network> m_trustedProxies;
    const Clock &m_clock;
    Log &m_log;
    std::vector<std::unique_ptr<Resource>> m_resources;
    QHash<QByteArray, const Resource *> m_plain; ///< Paths without braces.
    mutable RequestCounters m_unmatched;
};

} // namespace auth
