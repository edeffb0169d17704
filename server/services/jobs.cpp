#include "services/jobs.h"

#include "core/json.h"
#include "crypto/random_token.h"

#include <QtCore/QSet>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr int listed = 100;
constexpr int itemsPerPage = 100;
constexpr qsizetype selectionBatch = 1000; // others write in between

Error conflict(const QString &code, const QString &message)
{
    return {.code = ErrorCode::Conflict, .message = message, .fields = {{u"id"_s, code, message}}};
}

Error missing(const QString &field, JobAction action)
{
    return fieldError(ErrorCode::ValidationError, field, u"missing"_s,
                      u"%1 is needed for %2."_s.arg(field, QString::fromLatin1(enumName(action))));
}

bool isRoleChange(JobAction action) { return action == JobAction::AddRole || action == JobAction::RemoveRole; }

QList<UserId> withoutRepetition(const QList<UserId> &users)
{
    QList<UserId> once;
    QSet<UserId> seen;
    for (const UserId user : users) {
        if (!seen.contains(user))
            once += user;
        seen += user;
    }
    return once;
}

bool isPlan(const Job &job) { return job.state == JobState::Planning || job.state == JobState::Planned; }

} // namespace

Jobs::Jobs(Database &database, UserDirectory &directory, JobRunner &runner, const AuditTrail &audit,
           const Limits &limits, const Clock &clock)
    : m_database(database), m_directory(directory), m_runner(runner), m_audit(audit), m_limits(limits), m_clock(clock)
{
}

Result<Job> Jobs::change(const BulkRequest &request, const Caller &caller)
{
    if (bool(request.ids) == bool(request.filter))
        return fieldError(ErrorCode::ValidationError, request.ids ? u"filter"_s : u"ids"_s, u"either_or"_s,
                          u"Send either ids or a filter."_s);
    if (request.ids)
        return begin(request, withoutRepetition(*request.ids), request.dryRun.value_or(false), caller);
    const auto users = m_directory.everybody(*request.filter, m_limits.accounts + 1);
    return users ? begin(request, *users, request.dryRun.value_or(false), caller) : Result<Job>(users.error());
}

Result<Job> Jobs::begin(const BulkChange &change, const QList<UserId> &users, bool dryRun, const Caller &caller)
{
    if (const auto good = check(change, caller); !good)
        return good.error();
    if (users.size() > m_limits.accounts)
        return conflict(u"too_many"_s, u"A job has at most %1 accounts; narrow the choice."_s.arg(m_limits.accounts));
    const StoredJob job = newJob(change, caller);
    const auto inserted = m_database.write([&](Connection &connection) { return insert(connection, job, caller); });
    return inserted ? select(job, users, dryRun) : Result<Job>(inserted.error());
}

Result<Page<Job>> Jobs::list(const NoRequest &, const Caller &)
{
    auto jobs = m_database.read([](Connection &connection) { return JobRepository::recent(connection, listed); });
    if (!jobs)
        return jobs.error();
    const qint64 count = jobs->size();
    return Page<Job>{.items = *std::move(jobs), .nextCursor = {}, .total = {.value = count, .exact = count < listed}};
}

Result<Job> Jobs::get(const JobRef &request, const Caller &)
{
    const auto stored = known(request.id);
    if (!stored)
        return stored.error();
    Job job = stored->job;
    auto outcomes = m_database.read(
        [&](Connection &connection) { return JobRepository::outcomes(connection, job.id, isPlan(job)); });
    if (!outcomes)
        return outcomes.error();
    job.outcomes = *std::move(outcomes);
    return job;
}

Result<Page<JobItem>> Jobs::items(const JobItemsRequest &request, const Caller &)
{
    const auto stored = known(request.id);
    if (!stored)
        return stored.error();
    const int limit = int(request.limit.value_or(itemsPerPage));
    auto items = m_database.read([&](Connection &connection) {
        return JobRepository::items(connection, {.job = request.id, .after = request.after.value_or(0)},
                                    request.outcome, isPlan(stored->job), limit);
    });
    if (!items)
        return items.error();
    Page<JobItem> page{
        .items = *std::move(items), .nextCursor = {}, .total = {.value = stored->job.total, .exact = !request.outcome}};
    if (page.items.size() == limit)
        page.nextCursor = QString::number(page.items.last().position);
    return page;
}

Result<Job> Jobs::start(const JobRef &request, const Caller &caller)
{
    const auto started = m_database.write([&](Connection &connection) -> Result<bool> {
        auto moved = JobRepository::start(connection, request.id, caller.user, caller.requestId, caller.ip);
        if (!moved || !*moved)
            return moved;
        const auto recorded = m_audit.record(
            connection, caller,
            {.action = AuditAction::JobStarted, .target = AuditTarget::Job, .targetId = request.id.text()});
        return recorded ? moved : Result<bool>(recorded.error());
    });
    if (!started)
        return started.error();
    const auto job = known(request.id);
    if (!job)
        return job.error();
    if (!*started)
        return conflict(u"not_planned"_s, u"Only a dry run that has come to its end can be started."_s);
    m_runner.wake();
    return job->job;
}

Result<Job> Jobs::cancel(const JobRef &request, const Caller &caller)
{
    const auto cancelled = m_database.write([&](Connection &connection) -> Result<bool> {
        for (const JobState from :
             {JobState::Selecting, JobState::Planning, JobState::Planned, JobState::Waiting, JobState::Running})
        {
            auto ended = JobRepository::end(connection, request.id, from, JobState::Cancelled, {}, m_clock.now());
            if (!ended)
                return ended;
            if (!*ended)
                continue;
            const auto recorded = m_audit.record(
                connection, caller,
                {.action = AuditAction::JobCancelled, .target = AuditTarget::Job, .targetId = request.id.text()});
            return recorded ? ended : Result<bool>(recorded.error());
        }
        return false;
    });
    if (!cancelled)
        return cancelled.error();
    auto job = get(request, caller);
    if (job && !*cancelled)
        return conflict(u"finished"_s, u"The job has ended."_s);
    return job;
}

Result<Job> Jobs::undo(const JobRef &request, const Caller &caller)
{
    const auto stored = known(request.id);
    if (!stored)
        return stored.error();
    if (!stored->job.canUndo)
        return conflict(u"not_undoable"_s, u"This job has changed nothing that can be put back."_s);
    BulkChange change;
    if (auto undone = json::decode<BulkChange>(stored->request))
        change.role = undone->role;
    change.action = JobAction::Undo;
    StoredJob job = newJob(change, caller);
    job.job.undoOf = request.id;
    const auto written = m_database.write([&](Connection &connection) -> Result<bool> {
        if (const auto inserted = insert(connection, job, caller); !inserted)
            return inserted.error();
        const auto items = JobRepository::addChangedOf(connection, job.job.id, request.id);
        if (!items)
            return items.error();
        job.job.total = *items;
        return JobRepository::advance(connection, job.job.id, JobState::Selecting, JobState::Waiting, *items);
    });
    if (!written)
        return written.error();
    m_runner.wake();
    job.job.state = JobState::Waiting;
    return job.job;
}

bool Jobs::purge(int limit)
{
    const auto purged = m_database.write(
        [&](Connection &connection) { return JobRepository::purge(connection, m_clock.now() - m_limits.keep, limit); });
    return purged && *purged == limit;
}

Result<StoredJob> Jobs::known(JobId id)
{
    auto job = m_database.read([&](Connection &connection) { return JobRepository::byId(connection, id); });
    if (!job)
        return job.error();
    if (!*job)
        return Error{.code = ErrorCode::NotFound, .message = u"There is no such job."_s};
    return **std::move(job);
}

Outcome Jobs::check(const BulkChange &change, const Caller &caller) const
{
    if (change.action == JobAction::Undo)
        return fieldError(ErrorCode::ValidationError, u"action"_s, u"undo"_s, u"A job is undone by its own address."_s);
    if (isRoleChange(change.action) && !change.role)
        return missing(u"role"_s, change.action);
    if (change.action == JobAction::Lock && !change.until)
        return missing(u"until"_s, change.action);
    if (change.action == JobAction::Lock && *change.until <= m_clock.now())
        return fieldError(ErrorCode::ValidationError, u"until"_s, u"past"_s, u"until must be in the future."_s);
    if (change.action == JobAction::EndSessions && !caller.permissions.testFlag(Permission::SessionsRevoke))
        return Error{.code = ErrorCode::Forbidden,
                     .message = u"This needs the permission %1."_s.arg(wireName(Permission::SessionsRevoke))};
    return Done{};
}

Outcome Jobs::insert(Connection &connection, const StoredJob &job, const Caller &caller)
{
    if (auto inserted = JobRepository::insert(connection, job); !inserted)
        return inserted;
    return m_audit.record(connection, caller,
                          {.action = AuditAction::JobStarted,
                           .target = AuditTarget::Job,
                           .targetId = job.job.id.text(),
                           .after = job.request});
}

/// Written down piece by piece, so that nobody waits long; until the last piece is there the job does not begin.
Result<Job> Jobs::select(const StoredJob &job, const QList<UserId> &users, bool dryRun)
{
    for (qsizetype first = 0; first < users.size(); first += selectionBatch) {
        const auto added = m_database.write([&](Connection &connection) {
            return JobRepository::addItems(connection, job.job.id, first,
                                           users.sliced(first, std::min(selectionBatch, users.size() - first)));
        });
        if (!added)
            return added.error();
    }
    Job selected = job.job;
    selected.state = dryRun ? JobState::Planning : JobState::Waiting;
    selected.total = users.size();
    const auto advanced = m_database.write([&](Connection &connection) {
        return JobRepository::advance(connection, selected.id, JobState::Selecting, selected.state, selected.total);
    });
    if (!advanced)
        return advanced.error();
    if (!*advanced) // cancelled meanwhile
        return get({.id = selected.id}, {});
    m_runner.wake();
    return selected;
}

StoredJob Jobs::newJob(const BulkChange &change, const Caller &caller) const
{
    StoredJob stored{.job = {}, .request = json::encode(change), .requestId = caller.requestId, .ip = caller.ip};
    const Time now = m_clock.now();
    stored.job.id = newId<JobId>(now);
    stored.job.action = change.action;
    stored.job.createdBy = caller.user;
    stored.job.createdAt = now;
    return stored;
}

} // namespace auth
