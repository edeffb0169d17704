#include "services/account_change.h"

#include "core/json.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

bool isAbout(JobAction action, std::initializer_list<JobAction> actions)
{
    return std::find(actions.begin(), actions.end(), action) != actions.end();
}

bool isRoleChange(JobAction action) { return isAbout(action, {JobAction::AddRole, JobAction::RemoveRole}); }

/// Could sign in as an administrator with these switches.
bool serves(const JobSubject &subject, const AccountSwitches &switches, bool hasRole, Time now)
{
    return hasRole && switches.isActive && !switches.deletedAt && switches.lockedUntil.value_or(Time()) <= now
           && subject.hasPassword;
}

AccountSwitches switched(const JobSubject &subject, const ChangeContext &context)
{
    AccountSwitches after = subject.switches;
    switch (context.change.action) {
    case JobAction::Activate:
        after.isActive = true;
        after.deactivatedAt.reset();
        break;
    case JobAction::Deactivate:
        after.deactivatedAt = after.isActive ? context.now : after.deactivatedAt.value_or(context.now);
        after.isActive = false;
        break;
    case JobAction::Lock:
        after.lockedUntil = context.change.until;
        break;
    case JobAction::Unlock:
        after.lockedUntil.reset();
        break;
    case JobAction::RequirePasswordChange:
        after.mustChangePassword = true;
        break;
    case JobAction::Delete:
        after.deletedAt = context.now;
        after.isActive = false;
        break;
    case JobAction::Restore:
        after.deletedAt.reset();
        after.isActive = !after.deactivatedAt;
        break;
    case JobAction::Undo:
        if (const auto before = json::decode<AccountSwitches>(subject.before); before && !isRoleChange(context.undone))
            after = *before;
        break;
    case JobAction::AddRole:
    case JobAction::RemoveRole:
    case JobAction::EndSessions:
        break;
    }
    return after;
}

bool isUnchanged(const JobSubject &subject, const AccountSwitches &after, JobAction action)
{
    if (action == JobAction::EndSessions)
        return false;
    if (isRoleChange(action))
        return subject.hasRole == (action == JobAction::AddRole);
    return after == subject.switches;
}

/// Why the account is left alone, whatever it would change.
std::optional<ItemOutcome> objection(const JobSubject &subject, const ChangeContext &context, JobAction action)
{
    if ((subject.permissions & ~context.allowed) != Permissions())
        return ItemOutcome::Forbidden;
    if (subject.account.id == context.actor)
        return ItemOutcome::OwnAccount;
    if (context.change.action == JobAction::Undo && subject.version != subject.account.version)
        return ItemOutcome::ChangedSince;
    if (isRoleChange(action) && !context.rolePermissions)
        return ItemOutcome::UnknownRole;
    if (isRoleChange(action) && (*context.rolePermissions & ~context.allowed) != Permissions())
        return ItemOutcome::Forbidden;
    if (subject.account.deletedAt && !isAbout(action, {JobAction::Restore, JobAction::Undo}))
        return ItemOutcome::Deleted;
    if (!subject.account.deletedAt && action == JobAction::Restore)
        return ItemOutcome::NotDeleted;
    if (action == JobAction::RequirePasswordChange && !subject.hasPassword)
        return ItemOutcome::NoPassword;
    return std::nullopt;
}

} // namespace

JobAction effectiveAction(const ChangeContext &context)
{
    if (context.change.action != JobAction::Undo || !isRoleChange(context.undone))
        return context.change.action;
    return context.undone == JobAction::AddRole ? JobAction::RemoveRole : JobAction::AddRole;
}

bool endsSessions(JobAction action)
{
    return isAbout(action, {JobAction::EndSessions, JobAction::RequirePasswordChange});
}

AccountDecision decide(const JobSubject &subject, ChangeContext &context)
{
    const JobAction action = effectiveAction(context);
    if (const auto reason = objection(subject, context, action))
        return {.outcome = *reason, .after = {}};
    const AccountSwitches after = switched(subject, context);
    if (isUnchanged(subject, after, action))
        return {.outcome = ItemOutcome::Unchanged, .after = {}};
    const bool losesRole = action == JobAction::RemoveRole && context.change.role == u"admin"_s;
    if (serves(subject, subject.switches, subject.isAdministrator, context.now)
        && !serves(subject, after, subject.isAdministrator && !losesRole, context.now))
    {
        if (context.administrators <= 1)
            return {.outcome = ItemOutcome::LastAdministrator, .after = {}};
        --context.administrators;
    }
    return {.outcome = ItemOutcome::Changed, .after = after};
}

} // namespace auth
