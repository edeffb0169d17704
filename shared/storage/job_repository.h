#pragma once

#include "model/instance.h"
#include "model/job.h"
#include "storage/connection.h"

namespace auth {

/// A job as it is stored; `request` is the JSON of its BulkChange.
struct StoredJob {
    Job job;
    QByteArray request;
    QString requestId;
    QString ip;
};

/// Positions of a job: behind the first, up to the last.
struct JobRange {
    JobId job;
    qint64 after = 0;
    qint64 last = 0;
};

class JobRepository {
public:
    static Outcome insert(Connection &connection, const StoredJob &job);
    /// Continues the positions after those that are there.
    static Outcome addItems(Connection &connection, JobId job, qint64 after, const QList<UserId> &users);
    /// The accounts another job changed, with what it found.
    static Result<int> addChangedOf(Connection &connection, JobId job, JobId other);

    static Result<std::optional<StoredJob>> byId(Connection &connection, JobId id);
    static Result<QList<Job>> recent(Connection &connection, int limit);
    static Result<QList<JobOutcome>> outcomes(Connection &connection, JobId job, bool plan);
    static Result<QList<JobItem>> items(Connection &connection, const JobRange &range,
                                        const std::optional<QString> &outcome, bool plan, int limit);

    /// False: it is in another state by now. `total` is kept when negative.
    static Result<bool> advance(Connection &connection, JobId job, JobState from, JobState to, qint64 total = -1);
    /// A planned job begins in the name of who starts it. False: it is in another state.
    static Result<bool> start(Connection &connection, JobId job, UserId by, const QString &requestId,
                              const QString &ip);
    static Result<bool> end(Connection &connection, JobId job, JobState from, JobState to, const QString &problem,
                            Time now);
    /// The oldest that waits, or whose instance is not among `alive`; it is the instance's from now on.
    static Result<std::optional<StoredJob>> claim(Connection &connection, InstanceId instance,
                                                  const QList<InstanceId> &alive, Time now);

    /// Deletes at most `limit` that ended before a moment; the value is how many.
    static Result<int> purge(Connection &connection, Time endedBefore, int limit);
};

} // namespace auth
