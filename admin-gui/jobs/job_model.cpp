#include "jobs/job_model.h"

#include "shell/job_words.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::JobModel)
};

QString tookText(const Job &job)
{
    if (!job.startedAt || !job.finishedAt)
        return {};
    return durationText(*job.finishedAt - *job.startedAt);
}

} // namespace

JobModel *jobModel(const TimeText &times, QObject *parent)
{
    std::vector<JobModel::Column> columns{
        {.title = Words::tr("What"), .text = [](const Job &job) { return nameOf(job.action); }},
        {.title = Words::tr("State"),
         .text = [](const Job &job) { return nameOf(job.state); },
         .tone = [](const Job &job) { return std::optional(toneOf(job.state)); }},
        {.title = Words::tr("Accounts"), .text = [](const Job &job) { return progressText(job); }},
        {.title = Words::tr("Changed"), .text = [](const Job &job) { return numberText(job.changed); }},
        {.title = Words::tr("By"),
         .text =
             [](const Job &job) {
                 return job.createdByName.isEmpty() ? Words::tr("Somebody who is gone") : job.createdByName;
             }},
        {.title = Words::tr("Asked for"),
         .text = [&times](const Job &job) { return times.shortText(job.createdAt); },
         .tone = {},
         .toolTip = [&times](const Job &job) { return times.toolTip(job.createdAt); }},
        {.title = Words::tr("Took"), .text = tookText},
        {.title = Words::tr("Note"), .text = [](const Job &job) {
             if (job.undoOf)
                 return Words::tr("Puts back another job");
             return job.problem.value_or(QString());
         }}};
    return new JobModel(
        std::move(columns), [](const Job &job) { return job.id.text(); }, parent);
}

} // namespace auth::console
