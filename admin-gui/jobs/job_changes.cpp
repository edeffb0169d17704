#include "jobs/job_changes.h"

#include "api/endpoints/jobs.h"
#include "widgets/confirm_dialog.h"

namespace auth::console {

JobChanges::JobChanges(Workspace &workspace, BulkRun &run, QWidget *window)
    : QObject(window), m_workspace(workspace), m_run(run), m_window(window)
{
}

void JobChanges::cancel(const Job &job)
{
    m_workspace.client.send(api::cancelJob, {.id = job.id}, this, [this](const Answer<Job> &cancelled) {
        if (!cancelled)
            return m_workspace.notices.fail(tr("Cancel the job"), cancelled.error());
        m_workspace.notices.done(tr("The job is cancelled; %Ln accounts were changed before.", nullptr,
                                    static_cast<int>(cancelled->changed)));
        Q_EMIT changed(*cancelled);
    });
}

void JobChanges::undo(const Job &job)
{
    auto *dialog = new ConfirmDialog({.title = tr("Put %Ln accounts back", nullptr, static_cast<int>(job.changed)),
                                      .verb = tr("Put them back"),
                                      .destructive = false,
                                      .names = {},
                                      .count = job.changed,
                                      .consequences = {tr("Accounts that were changed since by others are left alone."),
                                                       tr("Sessions that the job has ended stay ended.")},
                                      .reason = {},
                                      .boxes = {},
                                      .typeCount = job.changed > BulkRun::mostWithoutTyping},
                                     m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, job] { m_run.undo(job); });
    dialog->open();
}

} // namespace auth::console
