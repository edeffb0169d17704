#include "services/job_runner.h"

#include "core/json.h"
#include "log/log.h"
#include "storage/account_repository.h"
#include "storage/session_repository.h"

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr auto outagePause = std::chrono::seconds(1);
constexpr int niceness = 10; // sign-ins go first

bool isPlanning(const StoredJob &job) { return job.job.state == JobState::Planning; }

RevokeReason revokeReason(JobAction action)
{
    return action == JobAction::EndSessions ? RevokeReason::Administrator : RevokeReason::Deactivation;
}

AuditAction auditAction(JobAction action, JobAction undone)
{
    switch (action) {
    case JobAction::Activate:
        return AuditAction::UserActivated;
    case JobAction::Deactivate:
        return AuditAction::UserDeactivated;
    case JobAction::Lock:
        return AuditAction::UserLocked;
    case JobAction::Unlock:
        return AuditAction::UserUnlocked;
    case JobAction::RequirePasswordChange:
        return AuditAction::UserPasswordChangeRequired;
    case JobAction::AddRole:
    case JobAction::RemoveRole:
        return AuditAction::UserRolesChanged;
    case JobAction::EndSessions:
        return AuditAction::SessionRevoked;
    case JobAction::Delete:
        return AuditAction::UserDeleted;
    case JobAction::Restore:
        return AuditAction::UserRestored;
    case JobAction::Undo:
        break;
    }
    switch (undone) {
    case JobAction::Activate:
        return AuditAction::UserDeactivated;
    case JobAction::Deactivate:
        return AuditAction::UserActivated;
    case JobAction::Lock:
        return AuditAction::UserUnlocked;
    case JobAction::Unlock:
        return AuditAction::UserLocked;
    case JobAction::Delete:
        return AuditAction::UserRestored;
    case JobAction::Restore:
        return AuditAction::UserDeleted;
    default:
        return AuditAction::UserChanged;
    }
}

JobResult resultOf(const JobSubject &subject, const AccountDecision &decision, JobAction action)
{
    JobResult result{.position = subject.position, .outcome = decision.outcome};
    if (!decision.isChange())
        return result;
    result.before = json::encode(subject.switches);
    result.version = subject.account.version + (action == JobAction::EndSessions ? 0 : 1);
    return result;
}

/// An account that has gone since it was chosen is in no subject.
QList<JobResult> results(const JobRange &range, const QList<JobSubject> &subjects,
                         const QList<AccountDecision> &decisions, JobAction action)
{
    QHash<qint64, JobResult> known;
    for (qsizetype i = 0; i < subjects.size(); ++i)
        known.insert(subjects[i].position, resultOf(subjects[i], decisions[i], action));
    QList<JobResult> all;
    for (qint64 position = range.after + 1; position <= range.last; ++position)
        all += known.value(position, {.position = position, .outcome = u"not_found"_s});
    return all;
}

QList<AccountDecision> decideAll(const QList<JobSubject> &subjects, ChangeContext &context)
{
    QList<AccountDecision> decisions;
    decisions.reserve(subjects.size());
    for (const JobSubject &subject : subjects)
        decisions += decide(subject, context);
    return decisions;
}

Caller callerOf(const StoredJob &job)
{
    Caller caller{};
    caller.user = job.job.createdBy;
    caller.ip = job.ip;
    caller.requestId = job.requestId;
    return caller;
}

Error noLongerAllowed()
{
    return {.code = ErrorCode::Forbidden, .message = u"Whoever asked for it may no longer do this."_s};
}

Permission needed(JobAction action)
{
    return action == JobAction::EndSessions ? Permission::SessionsRevoke : Permission::UsersWrite;
}

} // namespace

JobRunner::JobRunner(Database &database, const AuditTrail &audit, SessionCache &cache, InstanceId instance, Alive alive,
                     const Options &options, const Clock &clock, Log &log)
    : m_database(database), m_audit(audit), m_cache(cache), m_instance(instance), m_alive(std::move(alive)),
      m_options(options), m_clock(clock), m_log(log)
{
}

void JobRunner::start()
{
    m_thread = std::thread([this] {
        ::pthread_setname_np(::pthread_self(), "jobs");
        [[maybe_unused]] const int nice = ::nice(niceness);
        work();
        m_database.releaseThread();
    });
}

void JobRunner::wake()
{
    const std::scoped_lock lock(m_mutex);
    m_awake = true;
    m_wake.notify_all();
}

void JobRunner::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        m_wake.notify_all();
    }
    if (m_thread.joinable())
        m_thread.join();
}

JobRunner::Counters JobRunner::counters() const
{
    const std::scoped_lock lock(m_mutex);
    return m_counters;
}

void JobRunner::work()
{
    while (waitForWork()) {
        while (auto job = claim())
            run(*std::move(job));
    }
}

bool JobRunner::waitForWork()
{
    std::unique_lock lock(m_mutex);
    m_counters.isWorking = false;
    m_wake.wait(lock, [this] { return m_awake || m_stopping; });
    m_awake = false;
    m_counters.isWorking = !m_stopping;
    return !m_stopping;
}

bool JobRunner::isStopping() const
{
    const std::scoped_lock lock(m_mutex);
    return m_stopping;
}

std::optional<StoredJob> JobRunner::claim()
{
    if (isStopping())
        return {};
    const auto job = [this]() -> Result<std::optional<StoredJob>> {
        const auto others = m_alive();
        if (!others)
            return others.error();
        QList<InstanceId> busy;
        for (const Instance &each : *others) {
            if (each.id != m_instance) // what this one has begun and is not at, it was kept from ending
                busy += each.id;
        }
        return m_database.write(
            [&](Connection &connection) { return JobRepository::claim(connection, m_instance, busy, m_clock.now()); });
    }();
    if (!job)
        m_log.warning(u"job.not_claimed", u"The next job cannot be looked for; the next time will do."_s,
                      {{u"cause", job.error().cause}});
    return job ? *job : std::nullopt;
}

/// Until the job ends, is cancelled, or this daemon stops. During an outage it waits.
void JobRunner::run(StoredJob job)
{
    const auto change = json::decode<BulkChange>(job.request);
    if (!change)
        return end(job, job.job.state, JobState::Failed, u"What was asked for cannot be read."_s);
    ChangeContext context{.change = *change, .actor = job.job.createdBy, .allowed = {}, .rolePermissions = {}};
    qint64 &position = isPlanning(job) ? job.job.planned : job.job.done;
    while (position < job.job.total) {
        const JobRange range{
            .job = job.job.id, .after = position, .last = std::min(position + m_options.batch, job.job.total)};
        const SteadyTime begun = m_clock.steady();
        const auto went = isPlanning(job) ? plan(job, range, context) : step(job, range, context);
        if (!went && !isOutage(went.error().code)) {
            m_log.error(u"job.failed", went.error().message, {{u"job", job.job.id}, {u"cause", went.error().cause}});
            return end(job, job.job.state, JobState::Failed, went.error().message);
        }
        if (went && !*went)
            return; // cancelled
        if (went)
            position = range.last;
        const auto took = m_clock.steady() - begun;
        if (!pause(went ? std::chrono::duration_cast<std::chrono::nanoseconds>(took * (1 / m_options.share - 1))
                        : std::chrono::nanoseconds(outagePause)))
            return;
    }
    end(job, job.job.state, isPlanning(job) ? JobState::Planned : JobState::Finished, {});
}

/// What step() would do, written down. Nobody is locked: between the plan and the start things may change anyway.
Result<bool> JobRunner::plan(const StoredJob &job, const JobRange &range, ChangeContext &context)
{
    return m_database.write([&](Connection &connection) -> Result<bool> {
        ChangeContext now = context; // fn may run twice
        const bool isFirst = range.after == 0;
        if (const auto prepared = prepare(connection, job, now); !prepared)
            return prepared.error();
        if (!isFirst)
            now.administrators = context.administrators; // as if the accounts before had been changed
        const auto subjects = JobRepository::subjects(connection, range, now.change.role.value_or(QString()), now.now);
        if (!subjects)
            return subjects.error();
        const auto decisions = decideAll(*subjects, now);
        context.administrators = now.administrators;
        return JobRepository::record(connection, range, JobState::Planning,
                                     results(range, *subjects, decisions, now.change.action));
    });
}

Result<bool> JobRunner::step(const StoredJob &job, const JobRange &range, ChangeContext &context)
{
    QList<UserId> changed;
    const auto went = m_database.write([&](Connection &connection) -> Result<bool> {
        changed.clear();
        if (const auto prepared = prepare(connection, job, context); !prepared)
            return prepared.error();
        const auto subjects =
            JobRepository::subjects(connection, range, context.change.role.value_or(QString()), context.now);
        if (!subjects)
            return subjects.error();
        const auto decisions = decideAll(*subjects, context);
        for (qsizetype i = 0; i < decisions.size(); ++i) {
            if (decisions[i].isChange())
                changed += (*subjects)[i].account.id;
        }
        const auto recorded = JobRepository::record(connection, range, JobState::Running,
                                                    results(range, *subjects, decisions, context.change.action));
        if (!recorded || !*recorded)
            return recorded;
        const auto applied = apply(connection, job, range, context, *subjects, decisions);
        return applied ? Result<bool>(true) : applied.error();
    });
    if (!went || !*went)
        return went;
    for (const UserId user : changed)
        m_cache.forgetUser(user);
    const std::scoped_lock lock(m_mutex);
    m_counters.accounts += quint64(range.last - range.after);
    return went;
}

/// Who asked may have lost the right to it since.
Outcome JobRunner::prepare(Connection &connection, const StoredJob &job, ChangeContext &context)
{
    context.now = m_clock.now();
    const auto actor = AccountRepository::byId(connection, context.actor, context.now);
    if (!actor)
        return actor.error();
    const auto administrators = JobRepository::countAdministrators(connection, context.now);
    if (!administrators)
        return administrators.error();
    context.administrators = *administrators;
    const auto allowed = AccountRepository::permissions(connection, context.actor);
    if (!allowed)
        return allowed.error();
    context.allowed = *allowed;
    if (!*actor || (*actor)->state != AccountState::Active || !allowed->testFlag(needed(context.change.action)))
        return noLongerAllowed();
    if (job.job.undoOf) {
        const auto undone = JobRepository::byId(connection, *job.job.undoOf);
        if (!undone)
            return undone.error();
        context.undone = *undone ? (*undone)->job.action : JobAction::Undo;
    }
    if (!context.change.role)
        return Done{};
    const auto role = JobRepository::permissionsOf(connection, *context.change.role);
    if (!role)
        return role.error();
    context.rolePermissions = *role;
    return Done{};
}

Outcome JobRunner::apply(Connection &connection, const StoredJob &job, const JobRange &range,
                         const ChangeContext &context, const QList<JobSubject> &subjects,
                         const QList<AccountDecision> &decisions)
{
    const JobAction action = effectiveAction(context);
    if (action == JobAction::AddRole || action == JobAction::RemoveRole) {
        const auto changed = action == JobAction::AddRole
                                 ? JobRepository::addRole(connection, range, *context.change.role, context.now)
                                 : JobRepository::removeRole(connection, range, *context.change.role, context.now);
        if (!changed)
            return changed;
    } else if (action != JobAction::EndSessions) {
        QList<SwitchedAccount> accounts;
        for (qsizetype i = 0; i < subjects.size(); ++i) {
            if (decisions[i].isChange())
                accounts += {.row = subjects[i].row, .switches = decisions[i].after};
        }
        if (const auto put = JobRepository::put(connection, accounts, context.now); !put)
            return put;
    }
    if (endsSessions(action)) {
        const auto ended = JobRepository::endSessions(connection, range, wireName(revokeReason(action)), context.now);
        if (!ended)
            return ended.error();
    }
    return record(connection, job, context, subjects, decisions);
}

Outcome JobRunner::record(Connection &connection, const StoredJob &job, const ChangeContext &context,
                          const QList<JobSubject> &subjects, const QList<AccountDecision> &decisions)
{
    std::vector<AuditFact> facts;
    facts.reserve(std::size_t(subjects.size()));
    for (qsizetype i = 0; i < subjects.size(); ++i) {
        if (!decisions[i].isChange())
            continue;
        const UserId user = subjects[i].account.id;
        AuditFact fact{.action = auditAction(context.change.action, context.undone),
                       .target = AuditTarget::User,
                       .targetId = user.text(),
                       .person = user,
                       .reason = context.change.reason.value_or(QString())};
        std::tie(fact.before, fact.after) = changedMembers(subjects[i].switches, decisions[i].after);
        facts.push_back(std::move(fact));
    }
    return facts.empty() ? Outcome(Done{}) : m_audit.record(connection, callerOf(job), facts);
}

void JobRunner::end(const StoredJob &job, JobState from, JobState to, const QString &problem)
{
    const auto ended = m_database.write([&](Connection &connection) -> Result<bool> {
        const auto moved = JobRepository::end(connection, job.job.id, from, to, problem, m_clock.now());
        if (!moved || !*moved || to == JobState::Planned)
            return moved;
        const auto recorded = m_audit.record(connection, callerOf(job),
                                             {.action = AuditAction::JobFinished,
                                              .target = AuditTarget::Job,
                                              .targetId = job.job.id.text(),
                                              .reason = problem});
        return recorded ? moved : Result<bool>(recorded.error());
    });
    const std::scoped_lock lock(m_mutex);
    ++m_counters.jobs;
    m_log.info(u"job.ended", u"A job on many accounts has ended."_s,
               {{u"job", job.job.id}, {u"accounts", job.job.total}, {u"failed", to == JobState::Failed}});
    if (!ended)
        m_log.warning(u"job.end_unwritten", u"The end of a job cannot be written; it will be ended again."_s,
                      {{u"job", job.job.id}, {u"cause", ended.error().cause}});
}

/// False: there is no time for more.
bool JobRunner::pause(std::chrono::nanoseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, time, [this] { return m_stopping; });
}

} // namespace auth
