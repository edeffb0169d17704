#pragma once

#include "api/job_messages.h"
#include "api/messages.h"
#include "services/audit_trail.h"
#include "services/job_runner.h"
#include "services/user_directory.h"
#include "storage/database.h"

namespace auth {

/// Work on many accounts: who is meant is decided when it is asked for, what becomes of each is kept. A dry run is a
/// job that stops before it changes anything, and can be started then.
class Jobs {
public:
    struct Limits {
        int accounts = 100'000;     ///< Of one job.
        std::chrono::days keep{30}; ///< After its end.
    };

    Jobs(Database &database, UserDirectory &directory, JobRunner &runner, const AuditTrail &audit, const Limits &limits,
         const Clock &clock);

    /// For the accounts that are named, or that a filter means at this moment. As begin().
    Result<Job> change(const BulkRequest &request, const Caller &caller);
    /// For the accounts of `users`, in this order. ValidationError, Forbidden; Conflict when they are too many.
    Result<Job> begin(const BulkChange &change, const QList<UserId> &users, bool dryRun, const Caller &caller);

    Result<Page<Job>> list(const NoRequest &request, const Caller &caller);
    /// With what became of its accounts. NotFound.
    Result<Job> get(const JobRef &request, const Caller &caller);
    Result<Page<JobItem>> items(const JobItemsRequest &request, const Caller &caller);
    /// With the rights of the caller, whoever planned it. Conflict `not_planned`: it is no dry run that has come to its
    /// end.
    Result<Job> start(const JobRef &request, const Caller &caller);
    /// Conflict `finished`: there is nothing left to stop.
    Result<Job> cancel(const JobRef &request, const Caller &caller);
    /// A new job that puts back what this one changed, where nothing else has changed since. Conflict `not_undoable`.
    Result<Job> undo(const JobRef &request, const Caller &caller);

    /// Deletes at most `limit` that ended long ago; false when nothing is left to delete.
    bool purge(int limit);

private:
    Result<StoredJob> known(JobId id);
    Outcome check(const BulkChange &change, const Caller &caller) const;
    Outcome insert(Connection &connection, const StoredJob &job, const Caller &caller);
    Result<Job> select(const StoredJob &job, const QList<UserId> &users, bool dryRun);
    StoredJob newJob(const BulkChange &change, const Caller &caller) const;

    Database &m_database;
    UserDirectory &m_directory;
    JobRunner &m_runner;
    const AuditTrail &m_audit;
    const Limits m_limits;
    const Clock &m_clock;
};

} // namespace auth
