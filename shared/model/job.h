#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/ids.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <optional>

namespace auth {
inline namespace jobs { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// What is done to each account of a job.
enum class JobAction {
    Activate,
    Deactivate,
    Lock, ///< Until a moment.
    Unlock,
    RequirePasswordChange,
    AddRole,
    RemoveRole,
    EndSessions, ///< Cannot be undone, here or as a part of other actions.
    Delete,
    Restore,
    Undo, ///< Puts back what another job changed.
};
Q_ENUM_NS(JobAction)

enum class JobState {
    Selecting, ///< The accounts are being written down.
    Planning,  ///< A dry run: everything is done and taken back.
    Planned,   ///< What start would do is known.
    Waiting,
    Running,
    Finished,
    Cancelled,
    Failed, ///< `problem` says why; what was done before stays done.
};
Q_ENUM_NS(JobState)
} // namespace jobs

using JobId = Id<struct JobKind>;

/// How many accounts of a job met the same fate.
struct JobOutcome {
    QString outcome;
    qint64 count = 0;

    bool operator==(const JobOutcome &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{field(&JobOutcome::outcome, {.name = "outcome", .about = "changed, or the reason why not."}),
                          field(&JobOutcome::count, {.name = "count", .about = "Accounts."})};
    }
};

/// Work on many accounts, which were chosen once and for all when it was asked for.
struct Job {
    JobId id;
    JobAction action = JobAction::Activate;
    JobState state = JobState::Selecting;
    UserId createdBy;
    QString createdByName;
    Time createdAt{};
    std::optional<Time> startedAt;
    std::optional<Time> finishedAt;
    std::optional<JobId> undoOf;
    qint64 total = 0;
    qint64 planned = 0;
    qint64 done = 0;
    qint64 changed = 0;
    std::optional<QString> problem;
    bool canUndo = false;
    std::optional<QList<JobOutcome>> outcomes;

    bool operator==(const Job &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&Job::id, {.name = "id", .about = "Of the job.", .format = "uuid"}),
            field(&Job::action, {.name = "action", .about = "What is done to each account."}),
            field(&Job::state, {.name = "state", .about = "How far it is."}),
            field(&Job::createdBy, {.name = "created_by", .about = "Who asked for it.", .format = "uuid"}),
            field(&Job::createdByName,
                  {.name = "created_by_name", .about = "Their name now; empty when the account has gone."}),
            field(&Job::createdAt, {.name = "created_at", .about = "When it was asked for."}),
            field(&Job::startedAt, {.name = "started_at", .about = "When the first account's turn came."}),
            field(&Job::finishedAt, {.name = "finished_at", .about = "When it ended, in whatever way."}),
            field(&Job::undoOf, {.name = "undo_of", .about = "The job it puts back.", .format = "uuid"}),
            field(&Job::total, {.name = "total", .about = "Accounts chosen."}),
            field(&Job::planned, {.name = "planned", .about = "Accounts the dry run has been through."}),
            field(&Job::done, {.name = "done", .about = "Accounts it has been through."}),
            field(&Job::changed, {.name = "changed", .about = "Accounts it has changed."}),
            field(&Job::problem, {.name = "problem", .about = "Why it failed."}),
            field(&Job::canUndo, {.name = "can_undo", .about = "What it changed can be put back."}),
            field(&Job::outcomes,
                  {.name = "outcomes", .about = "By outcome, of the dry run until it is started; of one job alone."})};
    }
};

/// One account of a job.
struct JobItem {
    qint64 position = 0;
    UserId userId;
    QString username;
    QString email;
    std::optional<QString> plan;
    std::optional<QString> outcome;

    bool operator==(const JobItem &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&JobItem::position, {.name = "position", .about = "Counts the job's accounts from 1."}),
            field(&JobItem::userId, {.name = "user_id", .about = "Of the account.", .format = "uuid"}),
            field(&JobItem::username, {.name = "username", .about = "Its name now; empty when it has gone."}),
            field(&JobItem::email, {.name = "email", .about = "Its address now; empty when it has gone."}),
            field(&JobItem::plan, {.name = "plan", .about = "What the dry run says: changed, or why not."}),
            field(&JobItem::outcome, {.name = "outcome", .about = "What was done: changed, or why not."})};
    }
};

} // namespace auth
