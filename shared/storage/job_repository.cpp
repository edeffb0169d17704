#include "storage/job_repository.h"

#include "core/enum_name.h"
#include "core/json.h"
#include "storage/job_rows.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

#define JOB_COLUMNS                                                                                                    \
    "j.id, j.action, j.state, j.created_by, coalesce((SELECT u.username FROM users u WHERE u.public_id = "             \
    "j.created_by), ''), j.created_at, j.started_at, j.finished_at, j.undo_of, j.total, j.planned, j.done, "           \
    "j.changed, "                                                                                                      \
    "j.problem, j.request, j.request_id, j.ip"

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

Outcome done(const Result<int> &rows) { return rows ? Outcome(Done{}) : Outcome(rows.error()); }
Result<bool> oneRow(const Result<int> &rows) { return rows ? Result<bool>(*rows == 1) : rows.error(); }

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

Result<int> JobRepository::purge(Connection &connection, Time endedBefore, int limit)
{
    return connection.execute("DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE finished_at < ? LIMIT ?)",
                              {endedBefore, limit});
}

} // namespace auth
