#pragma once

#include "core/result.h"
#include "services/rate_limits.h"
#include "storage/rate_limit_repository.h"

#include <QtCore/QStringList>

namespace auth {

class Database;

/// Where several instances count together. Thread-safe. Waits for others, so it may not be used on an I/O thread; after
/// an error it is unknown whether it has counted.
class RateLimitStore {
public:
    virtual ~RateLimitStore() = default;

    /// One attempt more under each key, together; what each has come to in its window, in the same order.
    virtual Result<QList<RateCount>> charge(const QStringList &keys, Time now) = 0;

    struct Failures {
        RateCount count;
        bool counted = false; ///< False: the pause after the last one is not over.
    };
    /// One failure of an account more, unless it comes too soon.
    virtual Result<Failures> chargeFailure(const QString &key, Time now) = 0;
    /// One failure less.
    virtual Outcome takeBack(const QString &key) = 0;

    /// Drops what is counted against an account, from wherever, and tells the other instances.
    virtual Outcome forget(const QString &account) = 0;

    /// Deletes at most `limit` counts that are over; the value is how many.
    virtual Result<int> purge(Time now, int limit) = 0;
};

/// In the table rate_limits of PostgreSQL, under hashes of the keys. Those of pairs begin with the hash of the account,
/// so that all of one account can be found.
class SharedRateLimits final : public RateLimitStore {
public:
    SharedRateLimits(Database &database, const RateLimits &limits) : m_database(database), m_limits(limits) {}

    Result<QList<RateCount>> charge(const QStringList &keys, Time now) override;
    Result<Failures> chargeFailure(const QString &key, Time now) override;
    Outcome takeBack(const QString &key) override;
    Outcome forget(const QString &account) override;
    Result<int> purge(Time now, int limit) override;

private:
    Result<Failures> chargeSlowly(Connection &connection, const QByteArray &key, Time now) const;

    Database &m_database;
    const RateLimits m_limits;
};

} // namespace auth
