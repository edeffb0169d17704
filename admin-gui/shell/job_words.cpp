#include "shell/job_words.h"

#include "widgets/time_text.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::JobWords)
};

} // namespace

QString nameOf(JobAction action)
{
    switch (action) {
    case JobAction::Activate:
        return Words::tr("Activate");
    case JobAction::Deactivate:
        return Words::tr("Deactivate");
    case JobAction::Lock:
        return Words::tr("Lock");
    case JobAction::Unlock:
        return Words::tr("Unlock");
    case JobAction::RequirePasswordChange:
        return Words::tr("Require a new password");
    case JobAction::AddRole:
        return Words::tr("Add a role");
    case JobAction::RemoveRole:
        return Words::tr("Remove a role");
    case JobAction::EndSessions:
        return Words::tr("End sessions");
    case JobAction::Delete:
        return Words::tr("Delete");
    case JobAction::Restore:
        return Words::tr("Restore");
    case JobAction::Undo:
        return Words::tr("Undo");
    }
    return {};
}

QString nameOf(JobState state)
{
    switch (state) {
    case JobState::Selecting:
        return Words::tr("Selecting");
    case JobState::Planning:
        return Words::tr("Dry run");
    case JobState::Planned:
        return Words::tr("Planned");
    case JobState::Waiting:
        return Words::tr("Waiting");
    case JobState::Running:
        return Words::tr("Running");
    case JobState::Finished:
        return Words::tr("Finished");
    case JobState::Cancelled:
        return Words::tr("Cancelled");
    case JobState::Failed:
        return Words::tr("Failed");
    }
    return {};
}

Tone toneOf(JobState state)
{
    switch (state) {
    case JobState::Selecting:
    case JobState::Planning:
    case JobState::Waiting:
    case JobState::Running:
        return Tone::Accent;
    case JobState::Planned:
        return Tone::Info;
    case JobState::Finished:
        return Tone::Success;
    case JobState::Cancelled:
        return Tone::Neutral;
    case JobState::Failed:
        return Tone::Error;
    }
    return Tone::Neutral;
}

bool isDryRun(const Job &job)
{
    return job.state == JobState::Selecting || job.state == JobState::Planning || job.state == JobState::Planned;
}

QString progressText(const Job &job)
{
    return Words::tr("%1 of %2").arg(numberText(isDryRun(job) ? job.planned : job.done), numberText(job.total));
}

int percentOf(const Job &job)
{
    const qint64 through = isDryRun(job) ? job.planned : job.done;
    return job.total > 0 ? static_cast<int>(through * 100 / job.total) : 0;
}

bool isUnderWay(const Job &job) { return canCancel(job) && job.state != JobState::Planned; }

bool canStart(const Job &job) { return job.state == JobState::Planned; }

bool canCancel(const Job &job)
{
    return job.state != JobState::Finished && job.state != JobState::Cancelled && job.state != JobState::Failed;
}

} // namespace auth::console
