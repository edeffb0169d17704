#include "storage/job_repository.h"

#include "core/enum_name.h"
#include "core/json.h"
#include "storage/account_columns.h"
#include "storage/account_repository.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

#define JOB_COLUMNS                                                                                                    \
    "j.id, j.action, j.state, j.created_by, coalesce((SELECT u.username FROM users u WHERE u.public_id = "             \
    "j.created_by), ''), j.created_at, j.started_at, j.finished_at, j.undo_of, j.total, j.planned, j.done, "           \
    "j.changed, "                                                                                                      \
    "j.problem, j.request, j.request_id, j.ip"
#define IN_RANGE "i.job = ? AND i.position > ? AND i.position <= ?"
#define CHANGED_USERS                                                                                                  \
    "(SELECT u.id FROM job_items i JOIN users u ON u.public_id = i.user_id WHERE " IN_RANGE                            \
    " AND i.outcome = 'changed')"

QString text(QByteArrayView name) { return QString::fromLatin1(name); }

bool canUndo(const Job &job)
{
    return job.state >= JobState::Finished && job.changed > 0 && job.action != JobAction::EndSessions
           && job.action != JobAction::Undo;
}

Job jobOf(const Row &row)
{
    Job job{.id = row.id<JobId>(0),
            .action = enumFromName<JobAction>(row.text(1).toLatin1()).value_or(JobAction::Undo),
            .state = enumFromName<JobState>(row.text(2).toLatin1()).value_or(JobState::Failed),
            .createdBy = row.id<UserId>(3),
            .createdByName = row.text(4),
            .createdAt = row.time(5),
            .startedAt = row.optionalTime(6),
            .finishedAt = row.optionalTime(7),
            .undoOf = {},
            .total = row.integer(9),
            .planned = row.integer(10),
            .done = row.integer(11),
            .changed = row.integer(12),
            .problem = {},
            .outcomes = {}};
    if (!row.isNull(8))
        job.undoOf = row.id<JobId>(8);
    if (!row.isNull(13))
        job.problem = row.text(13);
    job.canUndo = canUndo(job);
    return job;
}

StoredJob storedJobOf(const Row &row)
{
    return {.job = jobOf(row), .request = row.text(14).toUtf8(), .requestId = row.text(15), .ip = row.text(16)};
}

std::optional<QString> optionalText(const Row &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.text(column));
}

/// A JSON list of one object each, which both engines take apart again.
template<class List, class Write> QString jsonRows(const List &list, Write &&write)
{
    QByteArray json = "[";
    for (const auto &each : list) {
        if (json.size() > 1)
            json += ',';
        json::ObjectWriter object(json);
        write(object, each);
    }
    return QString::fromUtf8(json + ']');
}

std::optional<qint64> millis(const std::optional<Time> &time)
{
    return time ? std::optional(qint64(toMillis(*time))) : std::nullopt;
}

Outcome done(const Result<int> &rows) { return rows ? Outcome(Done{}) : Outcome(rows.error()); }
Result<bool> oneRow(const Result<int> &rows) { return rows ? Result<bool>(*rows == 1) : rows.error(); }

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

} // namespace

Outcome JobRepository::insert(Connection &connection, const StoredJob &stored)
{
    const Job &job = stored.job;
    return done(connection.execute(
        "INSERT INTO jobs (id, action, state, request, created_by, created_at, request_id, ip, undo_of)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {job.id, text(enumName(job.action)), text(enumName(job.state)), QString::fromUtf8(stored.request),
         job.createdBy, job.createdAt, stored.requestId, stored.ip, job.undoOf}));
}

Outcome JobRepository::addItems(Connection &connection, JobId job, qint64 after, const QList<UserId> &users)
{
    if (connection.dialect() == Dialect::Postgres) { // one statement: each would wait for an answer
        qint64 position = after;
        const QString rows = jsonRows(users, [&](json::ObjectWriter &object, UserId user) {
            object.member("position", ++position).member("user_id", QString::fromLatin1(user.bytes().toHex()));
        });
        return done(connection.execute("INSERT INTO job_items (job, position, user_id) SELECT CAST(? AS BYTEA), "
                                       "v.position, decode(v.user_id, 'hex')"
                                       " FROM jsonb_to_recordset(CAST(? AS jsonb)) AS v(position BIGINT, user_id TEXT)",
                                       {job, rows}));
    }
    for (const UserId user : users) {
        if (const auto added = connection.execute("INSERT INTO job_items (job, position, user_id) VALUES (?, ?, ?)",
                                                  {job, ++after, user});
            !added)
            return added.error();
    }
    return Done{};
}

Result<int> JobRepository::addChangedOf(Connection &connection, JobId job, JobId other)
{
#define COPY_CHANGED(JOB)                                                                                              \
    "INSERT INTO job_items (job, position, user_id, before, version) SELECT " JOB ", row_number() OVER (ORDER BY "     \
    "position), user_id, before, version FROM job_items WHERE job = ? AND outcome = 'changed'"
    return connection.execute(Sql(COPY_CHANGED("?"), COPY_CHANGED("CAST(? AS BYTEA)")), {job, other});
#undef COPY_CHANGED
}

Result<std::optional<StoredJob>> JobRepository::byId(Connection &connection, JobId id)
{
    return connection.one("SELECT " JOB_COLUMNS " FROM jobs j WHERE j.id = ?", {id}, storedJobOf);
}

Result<QList<Job>> JobRepository::recent(Connection &connection, int limit)
{
    return connection.all("SELECT " JOB_COLUMNS " FROM jobs j ORDER BY j.created_at DESC, j.id DESC LIMIT ?", {limit},
                          jobOf);
}

Result<QList<JobOutcome>> JobRepository::outcomes(Connection &connection, JobId job, bool plan)
{
    const auto of = [](const Row &row) { return JobOutcome{.outcome = row.text(0), .count = row.integer(1)}; };
    return plan ? connection.all("SELECT plan, count(*) FROM job_items WHERE job = ? AND plan IS NOT NULL GROUP BY plan"
                                 " ORDER BY 2 DESC, 1",
                                 {job}, of)
                : connection.all("SELECT outcome, count(*) FROM job_items WHERE job = ? AND outcome IS NOT NULL"
                                 " GROUP BY outcome ORDER BY 2 DESC, 1",
                                 {job}, of);
}

Result<QList<JobItem>> JobRepository::items(Connection &connection, const JobRange &range,
                                            const std::optional<QString> &outcome, bool plan, int limit)
{
#define ITEMS(COLUMN)                                                                                                  \
    "SELECT i.position, i.user_id, coalesce(u.username, ''), coalesce(u.email, ''), i.plan, i.outcome FROM job_items"  \
    " i LEFT JOIN users u ON u.public_id = i.user_id WHERE i.job = ? AND i.position > ? AND (CAST(? AS TEXT) IS NULL"  \
    " OR i." COLUMN " = ?) ORDER BY i.position LIMIT ?"
    const auto of = [](const Row &row) {
        return JobItem{.position = row.integer(0),
                       .userId = row.id<UserId>(1),
                       .username = row.text(2),
                       .email = row.text(3),
                       .plan = optionalText(row, 4),
                       .outcome = optionalText(row, 5)};
    };
    const std::vector<Value> values{range.job, range.after, outcome, outcome, limit};
    return plan ? connection.all(ITEMS("plan"), values, of) : connection.all(ITEMS("outcome"), values, of);
#undef ITEMS
}

Result<bool> JobRepository::advance(Connection &connection, JobId job, JobState from, JobState to, qint64 total)
{
    return oneRow(connection.execute(
        "UPDATE jobs SET state = ?, finished_at = NULL, total = CASE WHEN ? < 0 THEN total ELSE ? END"
        " WHERE id = ? AND state = ?",
        {text(enumName(to)), total, total, job, text(enumName(from))}));
}

Result<bool> JobRepository::start(Connection &connection, JobId job, UserId by, const QString &requestId,
                                  const QString &ip)
{
    return oneRow(connection.execute("UPDATE jobs SET state = 'waiting', finished_at = NULL, created_by = ?,"
                                     " request_id = ?, ip = ? WHERE id = ? AND state = 'planned'",
                                     {by, requestId, ip, job}));
}

Result<bool> JobRepository::end(Connection &connection, JobId job, JobState from, JobState to, const QString &problem,
                                Time now)
{
    return oneRow(connection.execute("UPDATE jobs SET state = ?, problem = nullif(?, ''), finished_at = ?"
                                     " WHERE id = ? AND state = ?",
                                     {text(enumName(to)), problem, now, job, text(enumName(from))}));
}

Result<std::optional<StoredJob>> JobRepository::claim(Connection &connection, InstanceId instance,
                                                      const QList<InstanceId> &alive, Time now)
{
    std::optional<JobId> free;
    const auto visited = connection.each(
        Sql("SELECT id, state, instance FROM jobs WHERE state IN ('waiting', 'planning', 'running') ORDER BY "
            "created_at",
            "SELECT id, state, instance FROM jobs WHERE state IN ('waiting', 'planning', 'running') ORDER BY created_at"
            " FOR UPDATE"),
        {}, [&](const Row &row) {
            const bool isTaken = !row.isNull(2) && alive.contains(row.id<InstanceId>(2));
            if (!free && !isTaken)
                free = row.id<JobId>(0);
        });
    if (!visited)
        return visited.error();
    if (!free)
        return std::optional<StoredJob>();
    const auto taken = connection.execute(
        "UPDATE jobs SET instance = ?, state = CASE WHEN state = 'waiting' THEN 'running' ELSE state END,"
        " started_at = CASE WHEN state = 'planning' THEN started_at ELSE coalesce(started_at, ?) END WHERE id = ?",
        {instance, now, *free});
    return taken ? byId(connection, *free) : Result<std::optional<StoredJob>>(taken.error());
}

Result<QList<JobSubject>> JobRepository::subjects(Connection &connection, const JobRange &range, const QString &role,
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

Result<bool> JobRepository::record(Connection &connection, const JobRange &range, JobState state,
                                   const QList<JobResult> &results)
{
    qint64 changed = 0;
    const QString rows = jsonRows(results, [&](json::ObjectWriter &object, const JobResult &result) {
        changed += result.outcome == u"changed"_s;
        object.member("position", result.position)
            .member("outcome", result.outcome)
            .member("before", QString::fromUtf8(result.before))
            .member("version", result.version);
    });
#define FROM_ROWS                                                                                                      \
    " FROM jsonb_to_recordset(CAST(? AS jsonb)) AS v(position BIGINT, outcome TEXT, before TEXT, version BIGINT)"      \
    " WHERE job = ? AND job_items.position = v.position"
    const bool plan = state == JobState::Planning;
    const auto written =
        plan
            ? connection.execute(Sql("UPDATE job_items SET plan = v.value->>'outcome' FROM json_each(?) v WHERE job = ?"
                                     " AND position = v.value->>'position'",
                                     "UPDATE job_items SET plan = v.outcome" FROM_ROWS),
                                 {rows, range.job})
            : connection.execute(
                Sql("UPDATE job_items SET outcome = v.value->>'outcome', before = coalesce(nullif(v.value->>'before',"
                    " ''), before), version = v.value->>'version' FROM json_each(?) v WHERE job = ? AND position ="
                    " v.value->>'position'",
                    "UPDATE job_items SET outcome = v.outcome, before = coalesce(nullif(v.before, ''),"
                    " job_items.before), version = v.version" FROM_ROWS),
                {rows, range.job});
#undef FROM_ROWS
    if (!written)
        return written.error();
    return oneRow(connection.execute(
        "UPDATE jobs SET planned = CASE WHEN state = 'planning' THEN CAST(? AS BIGINT) ELSE planned END, done = CASE "
        "WHEN"
        " state = 'running' THEN CAST(? AS BIGINT) ELSE done END, changed = changed + CASE WHEN state = 'running' THEN"
        " CAST(? AS BIGINT) ELSE 0 END WHERE id = ? AND state = ?",
        {range.last, range.last, changed, range.job, text(enumName(state))}));
}

Outcome JobRepository::addRole(Connection &connection, const JobRange &range, const QString &role, Time now)
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

Outcome JobRepository::removeRole(Connection &connection, const JobRange &range, const QString &role, Time now)
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

Result<int> JobRepository::endSessions(Connection &connection, const JobRange &range, bool all, const QString &reason,
                                       Time now)
{
    return connection.execute("UPDATE sessions SET revoked_at = ?, revoke_reason = ? WHERE revoked_at IS NULL AND"
                              " user_id IN " CHANGED_USERS
                              " AND (? = 1 OR EXISTS (SELECT 1 FROM users o WHERE o.id = sessions.user_id AND"
                              " (o.is_active = 0 OR o.locked_until > ?)))",
                              {now, reason, range.job, range.after, range.last, int(all), now});
}

Result<int> JobRepository::endTokens(Connection &connection, const JobRange &range)
{
    return connection.execute("DELETE FROM one_time_tokens WHERE used_at IS NULL AND user_id IN " CHANGED_USERS,
                              {range.job, range.after, range.last});
}

Outcome JobRepository::put(Connection &connection, const QList<SwitchedAccount> &accounts, Time now)
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
        Sql("UPDATE users SET is_active = v.value->>'is_active', deactivated_at = v.value->>'deactivated_at',"
            " locked_until = v.value->>'locked_until', deleted_at = v.value->>'deleted_at', must_change_password ="
            " v.value->>'must_change_password', updated_at = ?, version = version + 1 FROM json_each(?) v"
            " WHERE users.id = v.value->>'id'",
            "UPDATE users SET is_active = v.is_active, deactivated_at = v.deactivated_at, locked_until = "
            "v.locked_until,"
            " deleted_at = v.deleted_at, must_change_password = v.must_change_password, updated_at = ?, version ="
            " version + 1 FROM jsonb_to_recordset(CAST(? AS jsonb)) AS v(id BIGINT, is_active SMALLINT, deactivated_at"
            " BIGINT, locked_until BIGINT, deleted_at BIGINT, must_change_password SMALLINT) WHERE users.id = v.id"),
        {now, rows}));
}

Result<qint64> JobRepository::countAdministrators(Connection &connection, Time now)
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

Result<std::optional<Permissions>> JobRepository::permissionsOf(Connection &connection, const QString &role)
{
    return connection.one("SELECT permissions FROM roles WHERE name = ?", {role},
                          [](const Row &row) { return Permissions::fromInt(quint32(row.integer(0))); });
}

Result<int> JobRepository::purge(Connection &connection, Time endedBefore, int limit)
{
    return connection.execute("DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE finished_at < ? LIMIT ?)",
                              {endedBefore, limit});
}

} // namespace auth
