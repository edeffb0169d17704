#include "services/job_batch.h"

#include "core/json.h"
#include "model/email.h"
#include "services/changed_members.h"
#include "services/rate_limiter.h"
#include "storage/account_repository.h"
#include "storage/session_repository.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

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

QString codeOf(ItemOutcome outcome) { return QString::fromLatin1(enumName(outcome)); }

JobResult resultOf(const JobSubject &subject, const AccountDecision &decision, JobAction action)
{
    JobResult result{.position = subject.position, .outcome = codeOf(decision.outcome)};
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
        all += known.value(position, {.position = position, .outcome = codeOf(ItemOutcome::NotFound)});
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

ChangedMembers changedRole(const QString &role, JobAction action)
{
    QByteArray json;
    json::ObjectWriter(json).member("role", role);
    return action == JobAction::AddRole ? ChangedMembers{.before = {}, .after = json}
                                        : ChangedMembers{.before = json, .after = {}};
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

Caller callerOf(const StoredJob &job)
{
    Caller caller{};
    caller.user = job.job.createdBy;
    caller.ip = job.ip;
    caller.requestId = job.requestId;
    return caller;
}

Result<bool> JobBatch::plan(const StoredJob &job, const JobRange &range, ChangeContext &context)
{
    return m_database.write([&](Connection &connection) -> Result<bool> {
        ChangeContext now = context; // fn may run twice
        const bool isFirst = range.after == 0;
        if (const auto prepared = prepare(connection, job, now); !prepared)
            return prepared.error();
        if (!isFirst)
            now.administrators = context.administrators; // as if the accounts before had been changed
        const auto subjects = JobAccounts::subjects(connection, range, now.change.role.value_or(QString()), now.now);
        if (!subjects)
            return subjects.error();
        const auto decisions = decideAll(*subjects, now);
        context.administrators = now.administrators;
        return JobAccounts::record(connection, range, JobState::Planning,
                                   results(range, *subjects, decisions, now.change.action));
    });
}

Result<bool> JobBatch::change(const StoredJob &job, const JobRange &range, ChangeContext &context)
{
    QList<Account> changed;
    const auto went = m_database.write([&](Connection &connection) -> Result<bool> {
        changed.clear();
        if (const auto prepared = prepare(connection, job, context); !prepared)
            return prepared.error();
        const auto subjects =
            JobAccounts::subjects(connection, range, context.change.role.value_or(QString()), context.now);
        if (!subjects)
            return subjects.error();
        const auto decisions = decideAll(*subjects, context);
        for (qsizetype i = 0; i < decisions.size(); ++i) {
            if (decisions[i].isChange())
                changed += (*subjects)[i].account;
        }
        auto recorded = JobAccounts::record(connection, range, JobState::Running,
                                            results(range, *subjects, decisions, context.change.action));
        if (!recorded || !*recorded)
            return recorded;
        const auto applied = apply(connection, job, range, context, *subjects, decisions);
        return applied ? Result<bool>(true) : applied.error();
    });
    if (!went || !*went)
        return went;
    for (const Account &account : changed) {
        m_cache.forgetUser(account.id);
        if (context.change.action == JobAction::Unlock)
            m_limiter.forget(normalizedEmail(account.email));
    }
    return went;
}

/// Who asked may have lost the right to it since.
Outcome JobBatch::prepare(Connection &connection, const StoredJob &job, ChangeContext &context)
{
    context.now = m_clock.now();
    const auto actor = AccountRepository::byId(connection, context.actor, context.now);
    if (!actor)
        return actor.error();
    const auto administrators = JobAccounts::countAdministrators(connection, context.now);
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
    const auto role = JobAccounts::permissionsOf(connection, *context.change.role);
    if (!role)
        return role.error();
    context.rolePermissions = *role;
    return Done{};
}

Outcome JobBatch::apply(Connection &connection, const StoredJob &job, const JobRange &range,
                        const ChangeContext &context, const QList<JobSubject> &subjects,
                        const QList<AccountDecision> &decisions)
{
    const JobAction action = effectiveAction(context);
    if (action == JobAction::AddRole || action == JobAction::RemoveRole) {
        auto changed = action == JobAction::AddRole
                           ? JobAccounts::addRole(connection, range, *context.change.role, context.now)
                           : JobAccounts::removeRole(connection, range, *context.change.role, context.now);
        if (!changed)
            return changed;
    } else if (action != JobAction::EndSessions) {
        QList<SwitchedAccount> accounts;
        for (qsizetype i = 0; i < subjects.size(); ++i) {
            if (decisions[i].isChange())
                accounts += {.row = subjects[i].row, .switches = decisions[i].after};
        }
        if (auto put = JobAccounts::put(connection, accounts, context.now); !put)
            return put;
    }
    const auto ended =
        JobAccounts::endSessions(connection, range, endsSessions(action), wireName(revokeReason(action)), context.now);
    if (!ended)
        return ended.error();
    if (action == JobAction::Delete) {
        if (const auto tokens = JobAccounts::endTokens(connection, range); !tokens)
            return tokens.error();
    }
    return record(connection, job, context, subjects, decisions);
}

Outcome JobBatch::record(Connection &connection, const StoredJob &job, const ChangeContext &context,
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
        const ChangedMembers members = context.change.role ? changedRole(*context.change.role, effectiveAction(context))
                                                           : changedMembers(subjects[i].switches, decisions[i].after);
        fact.before = members.before;
        fact.after = members.after;
        facts.push_back(std::move(fact));
    }
    return facts.empty() ? Outcome(Done{}) : m_audit.record(connection, callerOf(job), facts);
}

} // namespace auth
