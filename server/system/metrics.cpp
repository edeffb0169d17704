#include "system/metrics.h"

#include "api/endpoints.h"
#include "api/error_body.h"
#include "core/enum_name.h"
#include "system/exposition.h"
#include "system/process_state.h"

namespace auth {

using namespace Qt::StringLiterals;
using Labels = Exposition::Labels;

namespace {

std::string text(const QString &text) { return text.toStdString(); }

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

void addLanes(Exposition &out, const std::vector<LaneCounts> &lanes)
{
    const auto each = [&](auto &&valueOf) {
        for (const LaneCounts &lane : lanes)
            out.add(valueOf(lane), {{"lane", text(lane.name)}});
    };
    out.gauge("auth_serve_lane_threads", "Requests a lane can run at once.");
    each([](const LaneCounts &lane) { return lane.threads; });
    out.gauge("auth_serve_lane_running", "Requests it runs now.");
    each([](const LaneCounts &lane) { return lane.counters.running; });
    out.gauge("auth_serve_lane_waiting", "Requests that wait for it now.");
    each([](const LaneCounts &lane) { return lane.counters.waiting; });
    out.gauge("auth_serve_lane_queue_limit", "Requests that may wait.");
    each([](const LaneCounts &lane) { return lane.queue; });
    out.counter("auth_serve_lane_jobs_total", "Jobs run.");
    each([](const LaneCounts &lane) { return lane.counters.done; });
    out.counter("auth_serve_lane_refused_total", "Jobs that found the queue full.");
    each([](const LaneCounts &lane) { return lane.counters.refused; });
    out.counter("auth_serve_lane_expired_total", "Jobs that waited too long.");
    each([](const LaneCounts &lane) { return lane.counters.expired; });
}

void addLimits(Exposition &out, const RateLimitCounts &limits)
{
    out.counter("auth_serve_rate_limit_refused_total", "Attempts over a rate limit.").add(limits.refused);
    out.counter("auth_serve_rate_limit_unshared_total", "Times limits could not be counted with other instances.")
        .add(limits.unshared);
    out.gauge("auth_serve_rate_limit_keys", "Addresses and accounts remembered.").add(limits.keys);
}

void addHashing(Exposition &out, const HashCounts &hashing)
{
    out.gauge("auth_serve_hash_slots", "Password hashes that can be computed at once.").add(hashing.slots);
    out.gauge("auth_serve_hash_slots_busy", "Those computed now.").add(hashing.busy);
    out.gauge("auth_serve_hash_memory_bytes", "Memory of all slots.").add(hashing.memoryBytes);
    out.counter("auth_serve_hashes_total", "Password hashes computed.").add(hashing.hashes);
    out.counter("auth_serve_hash_seconds_total", "Time spent in them, without waiting for a slot.")
        .add(seconds(hashing.time));
}

void addSessions(Exposition &out, const SessionCache::Counters &cache)
{
    out.gauge("auth_serve_session_cache_entries", "Sessions whose state is in memory.").add(cache.entries);
    out.counter("auth_serve_session_cache_lookups_total", "Looks for a session's state, by whether it was there.")
        .add(cache.hits, {{"result", "hit"}})
        .add(cache.misses, {{"result", "miss"}});
    out.counter("auth_serve_session_cache_overflows_total", "Times it was emptied for want of room.")
        .add(cache.overflows);
}

void addPool(Exposition &out, const ConnectionPool::Counters &pool)
{
    out.gauge("auth_serve_database_pool_connections", "Connections to the database, by use.")
        .add(pool.taken, {{"state", "used"}})
        .add(pool.idle, {{"state", "idle"}});
    out.gauge("auth_serve_database_pool_waiting", "Operations that wait for a connection.").add(pool.waiting);
    out.counter("auth_serve_database_pool_rejected_total", "Waits that were in vain.").add(pool.rejected);
    out.counter("auth_serve_database_connections_opened_total", "Connections opened.").add(pool.opened);
}

void addDatabase(Exposition &out, const Counters &counters, qint64 schemaVersion)
{
    const WriteCounters &writes = counters.writes;
    out.gauge("auth_serve_database_writes_waiting", "Writes that wait.").add(writes.waiting);
    out.counter("auth_serve_database_transactions_total", "Transactions that write.").add(writes.batches);
    out.counter("auth_serve_database_writes_total", "Operations that write, several to a transaction.")
        .add(writes.operations);
    out.counter("auth_serve_database_writes_rejected_total", "Refused: too many waited, or for too long.")
        .add(writes.rejected);
    out.counter("auth_serve_database_transactions_lost_total", "Not begun or not committed.").add(writes.lost);
    out.counter("auth_serve_database_writes_retried_total", "Run again after a conflict.").add(writes.retried);
    if (schemaVersion > 0)
        out.gauge("auth_serve_database_schema_version", "The last migration applied.").add(schemaVersion);
    if (counters.pool)
        addPool(out, *counters.pool);
    if (!counters.changes)
        return;
    out.gauge("auth_serve_change_feed_connected", "Whether changes by other instances are heard.")
        .add(int{counters.changes->connected});
    out.counter("auth_serve_change_feed_messages_total", "Changes heard.").add(counters.changes->messages);
    out.counter("auth_serve_change_feed_losses_total", "Times the connection was lost.").add(counters.changes->losses);
}

void addBreakers(Exposition &out, const std::vector<BreakerCounts> &breakers)
{
    if (breakers.empty())
        return;
    const auto each = [&](auto &&valueOf) {
        for (const BreakerCounts &breaker : breakers)
            out.add(valueOf(breaker), {{"breaker", text(breaker.name)}});
    };
    out.gauge("auth_serve_breaker_state", "0 closed, 1 open, 2 half-open.");
    each([](const BreakerCounts &breaker) { return static_cast<int>(breaker.status.state); });
    out.counter("auth_serve_breaker_calls_total", "Calls let through, by what became of them.");
    for (const BreakerCounts &breaker : breakers) {
        const std::string name = text(breaker.name);
        out.add(breaker.counters.successes, {{"breaker", name}, {"result", "success"}})
            .add(breaker.counters.failures, {{"breaker", name}, {"result", "failure"}})
            .add(breaker.counters.undecided, {{"breaker", name}, {"result", "undecided"}});
    }
    out.counter("auth_serve_breaker_rejected_total", "Calls kept from being made.");
    each([](const BreakerCounts &breaker) { return breaker.counters.rejected; });
    out.counter("auth_serve_breaker_opened_total", "Times it opened.");
    each([](const BreakerCounts &breaker) { return breaker.counters.opened; });
}

void addLog(Exposition &out, const QList<LogSinkState> &sinks)
{
    const auto each = [&](auto member) {
        for (const LogSinkState &sink : sinks)
            out.add(sink.*member, {{"sink", text(sink.name)}});
    };
    out.counter("auth_serve_log_lines_written_total", "Log lines, by where they went.");
    each(&LogSinkState::written);
    out.counter("auth_serve_log_lines_dropped_total", "Log lines lost.");
    each(&LogSinkState::dropped);
    out.gauge("auth_serve_log_lines_pending", "Log lines on their way.");
    each(&LogSinkState::pending);
}

/// The names every Prometheus client library gives these.
void addProcess(Exposition &out, const ProcessState &process, Time startedAt)
{
    out.counter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.")
        .add(process.cpuSeconds);
    out.gauge("process_open_fds", "Number of open file descriptors.").add(process.openFiles);
    out.gauge("process_max_fds", "Maximum number of open file descriptors.").add(process.maxOpenFiles);
    out.gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.").add(process.virtualBytes);
    out.gauge("process_resident_memory_bytes", "Resident memory size in bytes.").add(process.residentBytes);
    out.gauge("process_threads", "Number of threads.").add(process.threads);
    out.gauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.")
        .add(static_cast<double>(toMillis(startedAt)) / 1000);
}

} // namespace

Result<Document> Metrics::serve(const NoRequest &, const Caller &caller)
{
    if (m_elsewhere)
        return Error{.code = ErrorCode::NotFound, .message = u"There is nothing under this path."_s};
    if (caller.isLocal || caller.permissions.testFlag(Permission::SystemRead))
        return document();
    if (!caller.isSignedIn())
        return Error{.code = ErrorCode::MissingToken, .message = u"This needs a bearer token."_s};
    return Error{.code = ErrorCode::Forbidden,
                 .message = u"This needs the permission %1."_s.arg(wireName(Permission::SystemRead))};
}

Document Metrics::document() const
{
    const Counters counters = takeCounters(m_parts);
    Exposition out;
    out.gauge("auth_serve_build_info", "The program; always 1.")
        .add(1, {{"version", AUTH_VERSION},
                 {"qt", qVersion()},
                 {"engine", text(m_facts.engine)},
                 {"instance_id", text(m_facts.name)}});
    addHttp(out, counters.http);
    addRequests(out, counters.routes);
    addOutcomes(out, "auth_serve_sign_ins_total", "Sign-ins, by result.", countsOf(api::login, counters.routes));
    addOutcomes(out, "auth_serve_refreshes_total", "Token refreshes, by result.",
                countsOf(api::refresh, counters.routes));
    addOutcomes(out, "auth_serve_registrations_total", "Registrations, by result.",
                countsOf(api::registerUser, counters.routes));
    addLanes(out, counters.lanes);
    addLimits(out, counters.rateLimits);
    addHashing(out, counters.hashing);
    addSessions(out, counters.sessionCache);
    addDatabase(out, counters, m_schemaVersion);
    addBreakers(out, counters.breakers);
    addLog(out, counters.sinks);
    addProcess(out, processState(), m_facts.startedAt);
    return {.mediaType = Exposition::mediaType, .bytes = out.text()};
}

} // namespace auth
