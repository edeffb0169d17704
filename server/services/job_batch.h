#pragma once

#include "services/account_change.h"
#include "services/audit_trail.h"
#include "services/session_cache.h"
#include "storage/database.h"

namespace auth {

class RateLimiter;

/// A few accounts of a job, in one transaction with what is put on record of them. Thread-safe.
class JobBatch {
public:
    JobBatch(Database &database, const AuditTrail &audit, SessionCache &cache, RateLimiter &limiter, const Clock &clock)
        : m_database(database), m_audit(audit), m_cache(cache), m_limiter(limiter), m_clock(clock)
    {
    }

    /// Changes them. False: the job no longer runs. Forbidden: whoever asked may no longer do this.
    Result<bool> change(const StoredJob &job, const JobRange &range, ChangeContext &context);
    /// Writes down what change() would do.
    Result<bool> plan(const StoredJob &job, const JobRange &range, ChangeContext &context);

private:
    Outcome prepare(Connection &connection, const StoredJob &job, ChangeContext &context);
    Outcome apply(Connection &connection, const StoredJob &job, const JobRange &range, const ChangeContext &context,
                  const QList<JobSubject> &subjects, const QList<AccountDecision> &decisions);
    Outcome record(Connection &connection, const StoredJob &job, const ChangeContext &context,
                   const QList<JobSubject> &subjects, const QList<AccountDecision> &decisions);

    Database &m_database;
    const AuditTrail &m_audit;
    SessionCache &m_cache;
    RateLimiter &m_limiter;
    const Clock &m_clock;
};

/// Who asked for the job, for the trail.
Caller callerOf(const StoredJob &job);

} // namespace auth
