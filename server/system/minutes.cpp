#include "system/minutes.h"

#include "api/endpoints.h"

#include <algorithm>
#include <string_view>

namespace auth {

namespace {

using namespace std::chrono_literals;
using Millis = std::chrono::duration<double, std::milli>;

/// Failures to sign in. Requests that were none, for want of a member, do not count.
constexpr std::array signInFailures{ErrorCode::InvalidCredentials, ErrorCode::AccountDisabled, ErrorCode::RateLimited,
                                    ErrorCode::PasswordChangeRequired};

/// The counts of an endpoint, or of all that people call.
template<class Selects> RequestCounts countsOf(const Counters &counters, Selects &&selects)
{
    RequestCounts sum;
    for (const RouteCounts &route : counters.routes) {
        if (selects(route))
            sum += route.counts;
    }
    return sum;
}

template<class E> RequestCounts grown(const E &endpoint, const Counters &now, const Counters &before)
{
    const auto isIt = [&](const RouteCounts &route) {
        return std::string_view(route.path) == endpoint.facts.path
               && std::string_view(route.method) == name(endpoint.facts.method);
    };
    return countsOf(now, isIt) - countsOf(before, isIt);
}

RequestCounts grown(const Counters &now, const Counters &before)
{
    const auto isAsked = [](const RouteCounts &route) { return !route.polled; };
    return countsOf(now, isAsked) - countsOf(before, isAsked);
}

qint64 sum(const RequestCounts &counts, std::span<const ErrorCode> codes)
{
    qint64 sum = 0;
    for (const ErrorCode code : codes) {
        const auto found = counts.errors.find(code);
        sum += found == counts.errors.end() ? 0 : static_cast<qint64>(found->second);
    }
    return sum;
}

std::optional<double> millis(const DurationCounts &durations, double share)
{
    const auto took = quantile(durations, share);
    return took ? std::optional(Millis(*took).count()) : std::nullopt;
}

qint64 turnedAway(const Counters &counters)
{
    quint64 sum = 0;
    for (const LaneCounts &lane : counters.lanes)
        sum += lane.counters.refused + lane.counters.expired;
    return static_cast<qint64>(sum);
}

qint64 linesLost(const Counters &counters)
{
    qint64 sum = 0;
    for (const LogSinkState &sink : counters.sinks)
        sum += sink.dropped;
    return sum;
}

} // namespace

Minutes::Minutes(const Counters &now, const Clock &clock) : m_clock(clock), m_start{clock.steady(), clock.now(), now} {}

void Minutes::note(const Counters &now)
{
    const std::scoped_lock lock(m_mutex);
    see(now);
    const SteadyTime end = m_clock.steady();
    if (end - m_start.steady < 1min)
        return;
    m_ended.push_back({end, since(m_start, now), hashingSince(m_start, now)});
    m_start = {end, m_clock.now(), now};
    m_peaks = {};
    forgetOld();
}

void Minutes::note(const std::optional<SessionActivity> &activity)
{
    const std::scoped_lock lock(m_mutex);
    m_activity = activity;
}

void Minutes::see(const Counters &now)
{
    m_peaks.storeQueue = std::max(m_peaks.storeQueue, now.lanes[0].counters.waiting);
    m_peaks.hashQueue = std::max(m_peaks.hashQueue, now.lanes[1].counters.waiting);
    if (now.pool)
        m_peaks.poolUsed = std::max(m_peaks.poolUsed, qint64{now.pool->taken});
}

void Minutes::forgetOld()
{
    while (!m_ended.empty() && m_clock.steady() - m_ended.front().end >= memory)
        m_ended.pop_front();
}

QList<MinuteCounts> Minutes::last(std::chrono::minutes window, const Counters &now) const
{
    const std::scoped_lock lock(m_mutex);
    QList<MinuteCounts> all;
    const SteadyTime moment = m_clock.steady();
    for (const Ended &each : m_ended) {
        if (moment - each.end < window)
            all.append(each.counts);
    }
    all.append(since(m_start, now));
    return all;
}

HashLoad Minutes::hashLoad(std::chrono::minutes window, const Counters &now) const
{
    const std::scoped_lock lock(m_mutex);
    HashLoad load = hashingSince(m_start, now);
    for (const Ended &each : m_ended) {
        if (m_clock.steady() - each.end >= window)
            continue;
        load.hashes += each.hashing.hashes;
        load.time += each.hashing.time;
        load.over += each.hashing.over;
    }
    return load;
}

HashLoad Minutes::hashingSince(const Start &start, const Counters &now) const
{
    return {.hashes = now.hashing.hashes - start.counters.hashing.hashes,
            .time = now.hashing.time - start.counters.hashing.time,
            .over = m_clock.steady() - start.steady};
}

MinuteCounts Minutes::since(const Start &start, const Counters &now) const
{
    const Counters &before = start.counters;
    const RequestCounts all = grown(now, before);
    const RequestCounts logins = grown(api::login, now, before);
    constexpr std::array limited{ErrorCode::RateLimited};
    const auto count = [](quint64 number) { return static_cast<qint64>(number); };
    return {.from = start.wall,
            .seconds = std::chrono::duration<double>(m_clock.steady() - start.steady).count(),
            .loginsOk = count(logins.succeeded()),
            .loginsFailed = sum(logins, signInFailures),
            .registrations = count(grown(api::registerUser, now, before).succeeded()),
            .refreshes = count(grown(api::refresh, now, before).succeeded()),
            .requests = count(all.requests()),
            .clientErrors = count(all.byClass[3]),
            .serverErrors = count(all.byClass[4]),
            .rateLimited = sum(all, limited),
            .p50Ms = millis(all.durations, 0.5),
            .p95Ms = millis(all.durations, 0.95),
            .p99Ms = millis(all.durations, 0.99),
            .storeQueue = m_peaks.storeQueue,
            .hashQueue = m_peaks.hashQueue,
            .poolUsed = m_peaks.poolUsed,
            .queueFull = turnedAway(now) - turnedAway(before),
            .logDropped = linesLost(now) - linesLost(before),
            .activeSessions = m_activity ? std::optional(m_activity->sessions) : std::nullopt,
            .activeUsers = m_activity ? std::optional(m_activity->users) : std::nullopt};
}

} // namespace auth
