#include "system/counters.h"

#include "crypto/password_hasher.h"
#include "http/http_server.h"

namespace auth {

namespace {

LaneCounts countsOf(const Bulkhead &bulkhead)
{
    const Bulkhead::Options &options = bulkhead.options();
    return {.name = options.name,
            .threads = options.threads,
            .queue = options.queue,
            .deadline = options.deadline,
            .counters = bulkhead.counters()};
}

HashCounts countsOf(const PasswordHasher &hasher)
{
    return {.slots = hasher.slotCount(),
            .busy = hasher.slotsBusy(),
            .memoryBytes = hasher.memoryBytes(),
            .hashes = hasher.runs(),
            .time = hasher.timeSpent()};
}

std::vector<BreakerCounts> countsOf(const CircuitBreaker *breaker)
{
    if (!breaker)
        return {};
    return {{.name = breaker->options().name, .status = breaker->status(), .counters = breaker->counters()}};
}

} // namespace

Counters takeCounters(const CountingParts &parts)
{
    const RateLimiter &limiter = parts.limiter;
    return {.http = parts.http.counters(),
            .routes = parts.router.counts(),
            .lanes = {countsOf(parts.store), countsOf(parts.hash)},
            .rateLimits = {limiter.refused(), limiter.unshared(), limiter.size()},
            .hashing = countsOf(parts.hasher),
            .sessionCache = parts.sessionCache.counters(),
            .writes = parts.database.writeCounters(),
            .pool = parts.database.poolCounters(),
            .breakers = countsOf(parts.database.breaker()),
            .changes = parts.changes ? std::optional(parts.changes->counters()) : std::nullopt,
            .sinks = parts.sinks()};
}

} // namespace auth
