#pragma once

#include "resilience/circuit_breaker.h"
#include "storage/change_feed.h"
#include "storage/connection_pool.h"
#include "storage/outage_record.h"

#include <functional>

namespace auth {

/// What writing has come to since the start; `waiting` is now.
struct WriteCounters {
    qsizetype waiting = 0;  ///< Operations that wait for the writer, or for a connection.
    quint64 batches = 0;    ///< Transactions.
    quint64 operations = 0; ///< Operations answered after being tried.
    quint64 rejected = 0;   ///< Refused because too many waited, or for too long.
    quint64 lost = 0;       ///< Transactions that could not be begun or committed.
    quint64 retried = 0;    ///< Run again after a conflict with another transaction.
};

/// An operation on the database. True: keep what was written. False, or an exception: undo it.
using Run = std::function<bool(Connection &)>;

/// How operations reach one kind of database. Thread-safe.
class Engine {
public:
    virtual ~Engine() = default;

    /// See Database::read and write. An error is the engine's own: `run` was not called, or what it did has not been
    /// kept. `run` returning false is none.
    virtual Outcome read(const Run &run) = 0;
    virtual Outcome write(const Run &run) = 0;

    virtual void releaseThread() {}
    virtual WriteCounters writeCounters() const = 0;
    /// See Database.
    virtual std::unique_ptr<ChangeFeed> follow(ChangeListener &) { return {}; }
    virtual CircuitBreaker *breaker() { return nullptr; }
    virtual std::optional<ConnectionPool::Counters> poolCounters() const { return {}; }
    virtual std::optional<Outage> lastOutage() const { return {}; }
    virtual void addOutage(const Outage &) {}
};

} // namespace auth
