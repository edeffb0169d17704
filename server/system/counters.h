#pragma once

#include "api/system_messages.h"
#include "http/http_counters.h"
#include "rest/bulkhead.h"
#include "rest/request_counters.h"
#include "rest/router.h"
#include "services/session_cache.h"
#include "storage/database.h"

#include <functional>
#include <memory>

namespace auth {

class HttpServer;
class PasswordHasher;

struct LaneCounts {
    QString name;
    int threads;
    int queue;
    std::chrono::milliseconds deadline;
    Bulkhead::Counters counters;
};

struct RateLimitCounts {
    quint64 refused = 0;
    quint64 unshared = 0;
    qsizetype keys = 0;
};

struct HashCounts {
    int slots = 0;
    int busy = 0;
    quint64 memoryBytes = 0;
    quint64 hashes = 0;
    std::chrono::nanoseconds time{0}; ///< Spent in all of them.
};

struct BreakerCounts {
    QString name;
    CircuitBreaker::Status status;
    CircuitBreaker::Counters counters;
};

/// Everything this instance counts, at one moment.
struct Counters {
    HttpCounters http;
    std::vector<RouteCounts> routes;
    std::vector<LaneCounts> lanes;
    RateLimitCounts rateLimits;
    HashCounts hashing;
    SessionCache::Counters sessionCache;
    WriteCounters writes;
    std::optional<ConnectionPool::Counters> pool;
    std::vector<BreakerCounts> breakers;
    std::optional<ChangeFeed::Counters> changes;
    QList<LogSinkState> sinks;
};

/// Whatever counts something. Must outlive whoever is given it.
struct CountingParts {
    const HttpServer &http;
    const Router &router;
    const Bulkhead &store;
    const Bulkhead &hash;
    const RateLimiter &limiter;
    const PasswordHasher &hasher;
    const SessionCache &sessionCache;
    const Database &database;
    const std::unique_ptr<ChangeFeed> &changes;
    std::function<QList<LogSinkState>()> sinks;
};

/// Any thread. Takes no lock for longer than a copy of a few numbers.
Counters takeCounters(const CountingParts &parts);

} // namespace auth
