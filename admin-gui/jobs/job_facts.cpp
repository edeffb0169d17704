#include "jobs/job_facts.h"

#include "shell/job_words.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::JobFacts)
};

KeyValueRow fact(const QString &label, const QString &value, const QString &kind = {}, const QString &target = {})
{
    return {.label = label, .value = value, .linkKind = kind, .linkTarget = target, .isCode = false, .toolTip = {}};
}

KeyValueRow moment(const QString &label, Time time, const TimeText &times)
{
    KeyValueRow row = fact(label, times.text(time));
    row.toolTip = times.toolTip(time);
    return row;
}

} // namespace

std::vector<KeyValueRow> factsOf(const Job &job, const TimeText &times)
{
    const QString who = job.createdByName.isEmpty() ? Words::tr("Somebody who is gone") : job.createdByName;
    std::vector<KeyValueRow> rows{fact(Words::tr("Accounts"), progressText(job)),
                                  fact(Words::tr("Changed"), numberText(job.changed)),
                                  fact(Words::tr("Asked for by"), who, u"user"_s, job.createdBy.text()),
                                  moment(Words::tr("Asked for"), job.createdAt, times)};
    if (job.finishedAt)
        rows.push_back(moment(Words::tr("Ended"), *job.finishedAt, times));
    if (job.undoOf)
        rows.push_back(fact(Words::tr("Puts back"), Words::tr("Another job"), u"job"_s, job.undoOf->text()));
    if (job.problem)
        rows.push_back(fact(Words::tr("Why it failed"), *job.problem));
    return rows;
}

} // namespace auth::console
