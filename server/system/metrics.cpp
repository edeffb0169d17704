#include "system/metrics.h"

#include "core/enum_name.h"
#include "system/http_metrics.h"
#include "system/process_state.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

std::string text(const QString &text) { return text.toStdString(); }

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

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
    addHttpMetrics(out, counters);
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
