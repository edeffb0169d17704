#include "jobs/job_words.h"

#include "widgets/time_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::JobWords)
};

QString reasonOf(const QString &outcome)
{
    static const QHash<QString, const char *> reasons{
        {u"forbidden"_s, QT_TRANSLATE_NOOP("auth::console::JobWords", "Not allowed: may more than whoever asked")},
        {u"own_account"_s, QT_TRANSLATE_NOOP("auth::console::JobWords", "Own account")},
        {u"changed_since"_s, QT_TRANSLATE_NOOP("auth::console::JobWords", "Changed by others since")},
        {u"unknown_role"_s, QT_TRANSLATE_NOOP("auth::console::JobWords", "The role is gone")},
        {u"deleted"_s, QT_TRANSLATE_NOOP("auth::console::JobWords", "Deleted")},
        {u"not_deleted"_s, QT_TRANSLATE_NOOP("auth::console::JobWords", "Not deleted")},
        {u"no_password"_s, QT_TRANSLATE_NOOP("auth::console::JobWords", "Has no password yet")},
        {u"last_administrator"_s, QT_TRANSLATE_NOOP("auth::console::JobWords", "The last administrator")},
        {u"user_not_found"_s, QT_TRANSLATE_NOOP("auth::console::JobWords", "No longer there")}};
    const char *known = reasons.value(outcome);
    return known ? Words::tr(known) : outcome;
}

} // namespace

QString fateOf(const QString &outcome)
{
    if (outcome.isEmpty())
        return Words::tr("Not reached yet");
    if (outcome == u"changed"_s)
        return Words::tr("Changed");
    return outcome == u"unchanged"_s ? Words::tr("Was so already") : reasonOf(outcome);
}

Tone toneOfFate(const QString &outcome)
{
    if (outcome == u"changed"_s)
        return Tone::Success;
    return isFailure(outcome) ? Tone::Error : Tone::Neutral;
}

bool isFailure(const QString &outcome)
{
    return !outcome.isEmpty() && outcome != u"changed"_s && outcome != u"unchanged"_s;
}

qint64 failuresOf(const Job &job)
{
    qint64 count = 0;
    for (const JobOutcome &each : job.outcomes.value_or(QList<JobOutcome>()))
        count += isFailure(each.outcome) ? each.count : 0;
    return count;
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
