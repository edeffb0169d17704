#pragma once

#include "model/account.h"
#include "model/account_switches.h"
#include "model/permission.h"
#include "storage/job_repository.h"

namespace auth {

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

/// The accounts a job goes through, a range of positions in one transaction.
class JobAccounts {
public:
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
};

} // namespace auth
