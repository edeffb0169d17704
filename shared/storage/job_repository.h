#pragma once

#include "model/account.h"
#include "model/account_switches.h"
#include "model/instance.h"
#include "model/job.h"
#include "model/permission.h"
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

/// An account of a job, locked until the end of the transaction.
struct JobSubject {
    qint64 position = 0;
    qint64 row = 0; ///< users.id.
    Account account;
    AccountSwitches switches;
    bool hasPassword = false;
    Permissions permissions;
    bool isAdministrator = false; ///< Has the role admin.
    bool hasRole = false;         ///< That of the job.
    QByteArray before;            ///< What the undone job found, as JSON.
    qint64 version = 0;           ///< What it left.
};

/// What became of one account of a job.
struct JobResult {
    qint64 position = 0;
    QString outcome;
    QByteArray before = {};
    qint64 version = 0;
};

/// New switches of an account.
struct SwitchedAccount {
    qint64 row = 0; ///< users.id.
    AccountSwitches switches;
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

    /// In the order of users.id.
    static Result<QList<JobSubject>> subjects(Connection &connection, const JobRange &range, const QString &role,
                                              Time now);
    /// As the plan while the job is in Planning, else as the outcome; counts them too. False: the job is no longer in
    /// `state`.
    static Result<bool> record(Connection &connection, const JobRange &range, JobState state,
                               const QList<JobResult> &results);

    // For the accounts of the range whose outcome is `changed`.
    static Outcome addRole(Connection &connection, const JobRange &range, const QString &role, Time now);
    static Outcome removeRole(Connection &connection, const JobRange &range, const QString &role, Time now);
    /// `all`: else only of those nobody may sign in to now.
    static Result<int> endSessions(Connection &connection, const JobRange &range, bool all, const QString &reason,
                                   Time now);
    static Result<int> endTokens(Connection &connection, const JobRange &range);
    static Outcome put(Connection &connection, const QList<SwitchedAccount> &accounts, Time now);

    /// Administrators who can sign in. Until the end of the transaction nobody else makes one of them less.
    static Result<qint64> countAdministrators(Connection &connection, Time now);
    /// Nothing: there is no such role.
    static Result<std::optional<Permissions>> permissionsOf(Connection &connection, const QString &role);

    /// Deletes at most `limit` that ended before a moment; the value is how many.
    static Result<int> purge(Connection &connection, Time endedBefore, int limit);
};

} // namespace auth
