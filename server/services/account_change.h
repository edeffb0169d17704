#pragma once

#include "api/job_messages.h"
#include "model/item_outcome.h"
#include "storage/job_accounts.h"

namespace auth {

/// Who changes accounts, and what is known while they do.
struct ChangeContext {
    BulkChange change; ///< An action of its own, or Undo with what is to be undone in `undone`.
    JobAction undone = JobAction::Undo;
    UserId actor;
    Permissions allowed;                        ///< The actor's own.
    std::optional<Permissions> rolePermissions; ///< Of change.role; nothing: there is no such role.
    qint64 administrators = 0;                  ///< Who can sign in; counts down as decide() takes some away.
    Time now{};
};

/// What is done to one account.
struct AccountDecision {
    ItemOutcome outcome = ItemOutcome::Unchanged;
    AccountSwitches after;

    bool isChange() const { return outcome == ItemOutcome::Changed; }
};

/// Nobody acts on an account that may do more than they may, gives away what they do not have, or takes away the last
/// administrator.
AccountDecision decide(const JobSubject &subject, ChangeContext &context);

/// The action that gives or takes the role: itself, or for Undo the opposite of what is undone.
JobAction effectiveAction(const ChangeContext &context);
/// Whether the sessions of a changed account end though one may still sign in to it.
bool endsSessions(JobAction action);

} // namespace auth
