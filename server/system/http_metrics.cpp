#include "system/http_metrics.h"

#include "api/endpoints.h"

#include <string_view>

namespace auth {

using Labels = Exposition::Labels;

namespace {

/// The codes are few, and the same words the answers have.
std::string text(ErrorCode code) { return wireName(code).toStdString(); }

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

void addHttp(Exposition &out, const HttpCounters &http)
{
    out.counter("auth_serve_http_connections_accepted_total", "Connections accepted.").add(http.accepted);
    out.gauge("auth_serve_http_connections_open", "Connections open now.").add(http.open);
    out.counter("auth_serve_http_connections_refused_total", "Connections refused, by the limit they were over.")
        .add(http.refusedOverConnections, {{"limit", "all"}})
        .add(http.refusedOverAddress, {{"limit", "address"}});
    out.counter("auth_serve_http_accept_pauses_total", "Times accepting stopped for want of file descriptors.")
        .add(http.acceptPauses);
    out.counter("auth_serve_http_answers_dropped_total", "Answers whose client had gone.").add(http.answersDropped);
    out.counter("auth_serve_http_timeouts_total", "Connections that ran out of time, by what they were doing.")
        .add(http.headTimeouts, {{"phase", "head"}})
        .add(http.bodyTimeouts, {{"phase", "body"}})
        .add(http.idleTimeouts, {{"phase", "idle"}})
        .add(http.writeTimeouts, {{"phase", "write"}});
    out.counter("auth_serve_http_rejected_total", "Requests refused before they reached an endpoint.");
    for (const auto &[code, count] : http.rejected)
        out.add(count, {{"code", text(code)}});
}

Labels labelsOf(const RouteCounts &route) { return {{"method", route.method}, {"route", route.path}}; }

Labels with(Labels labels, const char *name, std::string value)
{
    labels.push_back({name, std::move(value)});
    return labels;
}

prometheus::ClientMetric::Histogram histogramOf(const RequestCounts &counts)
{
    prometheus::ClientMetric::Histogram histogram;
    quint64 cumulated = 0;
    for (std::size_t i = 0; i < counts.durations.size(); ++i) {
        cumulated += counts.durations.at(i);
        const bool isLast = i == durationBounds.size();
        if (i % 2 == 0 && !isLast) // half of the bounds are fine enough here: 1, 2.5, 5, 10
            histogram.bucket.push_back({cumulated, seconds(durationBounds.at(i))});
    }
    histogram.bucket.push_back({cumulated, std::numeric_limits<double>::infinity()});
    histogram.sample_count = cumulated;
    histogram.sample_sum = seconds(counts.total);
    return histogram;
}

void addRequests(Exposition &out, const std::vector<RouteCounts> &routes)
{
    static constexpr std::array classes{"1xx", "2xx", "3xx", "4xx", "5xx"};
    out.counter("auth_serve_http_requests_total", "Requests answered, by endpoint and class of status.");
    for (const RouteCounts &route : routes) {
        for (std::size_t i = 0; i < classes.size(); ++i) {
            if (route.counts.byClass.at(i) > 0)
                out.add(route.counts.byClass.at(i), with(labelsOf(route), "status", classes.at(i)));
        }
    }
    out.counter("auth_serve_http_request_errors_total", "Requests answered with an error, by endpoint and error code.");
    for (const RouteCounts &route : routes) {
        for (const auto &[code, count] : route.counts.errors)
            out.add(count, with(labelsOf(route), "code", text(code)));
    }
    out.histogram("auth_serve_http_request_duration_seconds", "From the last byte of a request to its answer.");
    for (const RouteCounts &route : routes) {
        if (route.counts.requests() > 0)
            out.add(histogramOf(route.counts), labelsOf(route));
    }
}

template<class E> RequestCounts countsOf(const E &endpoint, const std::vector<RouteCounts> &routes)
{
    for (const RouteCounts &route : routes) {
        if (std::string_view(route.path) == endpoint.facts.path)
            return route.counts;
    }
    return {};
}

/// The same requests again, under the names people look for.
void addOutcomes(Exposition &out, const char *name, const char *help, const RequestCounts &counts)
{
    out.counter(name, help).add(counts.succeeded(), {{"result", "ok"}});
    for (const auto &[code, count] : counts.errors)
        out.add(count, {{"result", text(code)}});
}

} // namespace

void addHttpMetrics(Exposition &out, const Counters &counters)
{
    addHttp(out, counters.http);
    addRequests(out, counters.routes);
    addOutcomes(out, "auth_serve_sign_ins_total", "Sign-ins, by result.", countsOf(api::login, counters.routes));
    addOutcomes(out, "auth_serve_refreshes_total", "Token refreshes, by result.",
                countsOf(api::refresh, counters.routes));
    addOutcomes(out, "auth_serve_registrations_total", "Registrations, by result.",
                countsOf(api::registerUser, counters.routes));
}

} // namespace auth
