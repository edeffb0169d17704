#include "storage/job_accounts.h"

#include "core/enum_name.h"
#include "core/json.h"
#include "storage/account_columns.h"
#include "storage/account_repository.h"
#include "storage/job_rows.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

#define IN_RANGE "i.job = ? AND i.position > ? AND i.position <= ?"
#define CHANGED_USERS                                                                                                  \
    "(SELECT u.id FROM job_items i JOIN users u ON u.public_id = i.user_id WHERE " IN_RANGE                            \
    " AND i.outcome = 'changed')"

std::optional<qint64> millis(const std::optional<Time> &time)
{
    return time ? std::optional(qint64(toMillis(*time))) : std::nullopt;
}

Outcome done(const Result<int> &rows) { return rows ? Outcome(Done{}) : Outcome(rows.error()); }

JobSubject subjectOf(const Row &row, Time now)
{
    JobSubject subject;
    subject.account = AccountRepository::accountOf(row, now);
    subject.hasPassword = row.integer(9) > 0;
    subject.switches = {.isActive = subject.account.isActive,
                        .deactivatedAt = subject.account.deactivatedAt,
                        .lockedUntil = subject.account.lockedUntil,
                        .deletedAt = subject.account.deletedAt,
                        .mustChangePassword = subject.account.mustChangePassword};
    subject.position = row.integer(14);
    subject.row = row.integer(15);
    subject.before = row.text(16).toUtf8();
    subject.version = row.integer(17);
    return subject;
}

Outcome addPermissions(Connection &connection, const JobRange &range, const QString &role, QList<JobSubject> &subjects)
{
    QHash<qint64, JobSubject *> byPosition;
    for (JobSubject &subject : subjects)
        byPosition.insert(subject.position, &subject);
    const auto rows = connection.each(
        "SELECT i.position, r.permissions, r.name FROM job_items i JOIN users u ON u.public_id = i.user_id JOIN"
        " user_roles ur ON ur.user_id = u.id JOIN roles r ON r.id = ur.role_id WHERE " IN_RANGE,
        {range.job, range.after, range.last}, [&](const Row &row) {
            JobSubject *subject = byPosition.value(row.integer(0));
            if (!subject)
                return;
            subject->permissions |= Permissions::fromInt(quint32(row.integer(1)));
            subject->isAdministrator |= row.text(2) == u"admin"_s;
            subject->hasRole |= row.text(2) == role;
        });
    return done(rows);
}

// PostgreSQL gets many rows in one statement, as each would wait for an answer. SQLite gets them one by one: it would
// go through the table for each element of a list.

Outcome recordAtOnce(Connection &connection, JobId job, bool plan, const QList<JobResult> &results)
{
#define FROM_ROWS                                                                                                      \
    " FROM jsonb_to_recordset(CAST(? AS jsonb)) AS v(position BIGINT, outcome TEXT, before TEXT, version BIGINT)"      \
    " WHERE job = ? AND job_items.position = v.position"
    const QString rows = jsonRows(results, [](json::ObjectWriter &object, const JobResult &result) {
        object.member("position", result.position)
            .member("outcome", result.outcome)
            .member("before", QString::fromUtf8(result.before))
            .member("version", result.version);
    });
    return done(plan ? connection.execute("UPDATE job_items SET plan = v.outcome" FROM_ROWS, {rows, job})
                     : connection.execute("UPDATE job_items SET outcome = v.outcome, before = coalesce(nullif(v.before,"
                                          " ''), job_items.before), version = v.version" FROM_ROWS,
                                          {rows, job}));
#undef FROM_ROWS
}

Outcome recordEach(Connection &connection, JobId job, bool plan, const QList<JobResult> &results)
{
    for (const JobResult &result : results) {
        const auto written =
            plan ? connection.execute("UPDATE job_items SET plan = ? WHERE job = ? AND position = ?",
                                      {result.outcome, job, result.position})
                 : connection.execute(
                     "UPDATE job_items SET outcome = ?, before = coalesce(nullif(?, ''), before),"
                     " version = ? WHERE job = ? AND position = ?",
                     {result.outcome, QString::fromUtf8(result.before), result.version, job, result.position});
        if (!written)
            return written.error();
    }
    return Done{};
}

Outcome putAtOnce(Connection &connection, const QList<SwitchedAccount> &accounts, Time now)
{
    const QString rows = jsonRows(accounts, [](json::ObjectWriter &object, const SwitchedAccount &account) {
        const AccountSwitches &to = account.switches;
        object.member("id", account.row)
            .member("is_active", int(to.isActive))
            .member("deactivated_at", millis(to.deactivatedAt))
            .member("locked_until", millis(to.lockedUntil))
            .member("deleted_at", millis(to.deletedAt))
            .member("must_change_password", int(to.mustChangePassword));
    });
    return done(connection.execute(
        "UPDATE users SET is_active = v.is_active, deactivated_at = v.deactivated_at, locked_until = v.locked_until,"
        " deleted_at = v.deleted_at, must_change_password = v.must_change_password, updated_at = ?, version = version"
        " + 1 FROM jsonb_to_recordset(CAST(? AS jsonb)) AS v(id BIGINT, is_active SMALLINT, deactivated_at BIGINT,"
        " locked_until BIGINT, deleted_at BIGINT, must_change_password SMALLINT) WHERE users.id = v.id",
        {now, rows}));
}

Outcome putEach(Connection &connection, const QList<SwitchedAccount> &accounts, Time now)
{
    for (const auto &[row, to] : accounts) {
        const auto written = connection.execute(
            "UPDATE users SET is_active = ?, deactivated_at = ?, locked_until = ?, deleted_at = ?,"
            " must_change_password = ?, updated_at = ?, version = version + 1 WHERE id = ?",
            {int(to.isActive), to.deactivatedAt, to.lockedUntil, to.deletedAt, int(to.mustChangePassword), now, row});
        if (!written)
            return written.error();
    }
    return Done{};
}

} // namespace

Result<QList<JobSubject>> JobAccounts::subjects(Connection &connection, const JobRange &range, const QString &role,
                                                Time now)
{
#define SUBJECTS(COLUMNS)                                                                                              \
    "SELECT " COLUMNS ", i.position, u.id, coalesce(i.before, ''), coalesce(i.version, 0) FROM job_items i JOIN users" \
    " u ON u.public_id = i.user_id WHERE " IN_RANGE " ORDER BY u.id"
    auto subjects =
        connection.all(Sql(SUBJECTS(ACCOUNT_COLUMNS_SQLITE), SUBJECTS(ACCOUNT_COLUMNS_POSTGRES) " FOR UPDATE OF u"),
                       {range.job, range.after, range.last}, [&](const Row &row) { return subjectOf(row, now); });
#undef SUBJECTS
    if (!subjects)
        return subjects;
    if (const auto added = addPermissions(connection, range, role, *subjects); !added)
        return added.error();
    return subjects;
}

Result<bool> JobAccounts::record(Connection &connection, const JobRange &range, JobState state,
                                 const QList<JobResult> &results)
{
    const qint64 changed = std::ranges::count(results, u"changed"_s, &JobResult::outcome);
    const auto goesOn = connection.execute( // first: of a job that was cancelled nothing may be written
        "UPDATE jobs SET planned = CASE WHEN state = 'planning' THEN CAST(? AS BIGINT) ELSE planned END, done = CASE"
        " WHEN state = 'running' THEN CAST(? AS BIGINT) ELSE done END, changed = changed + CASE WHEN state = 'running'"
        " THEN CAST(? AS BIGINT) ELSE 0 END WHERE id = ? AND state = ?",
        {range.last, range.last, changed, range.job, QString::fromLatin1(enumName(state))});
    if (!goesOn || *goesOn == 0)
        return goesOn ? Result<bool>(false) : goesOn.error();
    const bool plan = state == JobState::Planning;
    const auto written = connection.dialect() == Dialect::Postgres ? recordAtOnce(connection, range.job, plan, results)
                                                                   : recordEach(connection, range.job, plan, results);
    return written ? Result<bool>(true) : written.error();
}

Outcome JobAccounts::addRole(Connection &connection, const JobRange &range, const QString &role, Time now)
{
    const auto added = connection.execute(
        "INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.id FROM roles r, job_items i JOIN users u ON"
        " u.public_id = i.user_id WHERE r.name = ? AND " IN_RANGE " AND i.outcome = 'changed' ON CONFLICT DO NOTHING",
        {role, range.job, range.after, range.last});
    return added ? done(
               connection.execute("UPDATE users SET updated_at = ?, version = version + 1 WHERE id IN " CHANGED_USERS,
                                  {now, range.job, range.after, range.last}))
                 : Outcome(added.error());
}

Outcome JobAccounts::removeRole(Connection &connection, const JobRange &range, const QString &role, Time now)
{
    const auto removed =
        connection.execute("DELETE FROM user_roles WHERE role_id = (SELECT id FROM roles WHERE name = ?)"
                           " AND user_id IN " CHANGED_USERS,
                           {role, range.job, range.after, range.last});
    return removed ? done(
               connection.execute("UPDATE users SET updated_at = ?, version = version + 1 WHERE id IN " CHANGED_USERS,
                                  {now, range.job, range.after, range.last}))
                   : Outcome(removed.error());
}

Result<int> JobAccounts::endSessions(Connection &connection, const JobRange &range, bool all, const QString &reason,
                                     Time now)
{
    return connection.execute("UPDATE sessions SET revoked_at = ?, revoke_reason = ? WHERE revoked_at IS NULL AND"
                              " user_id IN " CHANGED_USERS
                              " AND (? = 1 OR EXISTS (SELECT 1 FROM users o WHERE o.id = sessions.user_id AND"
                              " (o.is_active = 0 OR o.locked_until > ?)))",
                              {now, reason, range.job, range.after, range.last, int(all), now});
}

Result<int> JobAccounts::endTokens(Connection &connection, const JobRange &range)
{
    return connection.execute("DELETE FROM one_time_tokens WHERE used_at IS NULL AND user_id IN " CHANGED_USERS,
                              {range.job, range.after, range.last});
}

Outcome JobAccounts::put(Connection &connection, const QList<SwitchedAccount> &accounts, Time now)
{
    return connection.dialect() == Dialect::Postgres ? putAtOnce(connection, accounts, now)
                                                     : putEach(connection, accounts, now);
}

Result<qint64> JobAccounts::countAdministrators(Connection &connection, Time now)
{
    const auto role = connection.one(
        Sql("SELECT id FROM roles WHERE name = 'admin'", "SELECT id FROM roles WHERE name = 'admin' FOR UPDATE"), {},
        [](const Row &row) { return row.integer(0); });
    if (!role)
        return role.error();
    const auto count = connection.one(
        "SELECT count(*) FROM user_roles ur JOIN users u ON u.id = ur.user_id WHERE ur.role_id = ? AND u.is_active = 1"
        " AND u.deleted_at IS NULL AND coalesce(u.locked_until, 0) <= ? AND length(u.password_hash) > 0",
        {role->value_or(0), now}, [](const Row &row) { return row.integer(0); });
    return count ? Result<qint64>(count->value_or(0)) : count.error();
}

Result<std::optional<Permissions>> JobAccounts::permissionsOf(Connection &connection, const QString &role)
{
    return connection.one("SELECT permissions FROM roles WHERE name = ?", {role},
                          [](const Row &row) { return Permissions::fromInt(quint32(row.integer(0))); });
}

} // namespace auth
