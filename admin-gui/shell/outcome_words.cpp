#include "shell/outcome_words.h"

#include "core/enum_name.h"
#include "model/item_outcome.h"
#include "widgets/time_text.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::OutcomeWords)
};

std::optional<ItemOutcome> known(const QString &outcome) { return enumFromName<ItemOutcome>(outcome.toLatin1()); }

QString textOf(ItemOutcome outcome)
{
    switch (outcome) {
    case ItemOutcome::Changed:
        return Words::tr("Changed");
    case ItemOutcome::Unchanged:
        return Words::tr("Already so");
    case ItemOutcome::Forbidden:
        return Words::tr("Beyond the rights of whoever asked");
    case ItemOutcome::OwnAccount:
        return Words::tr("Own account");
    case ItemOutcome::ChangedSince:
        return Words::tr("Changed by others since");
    case ItemOutcome::UnknownRole:
        return Words::tr("The role is gone");
    case ItemOutcome::Deleted:
        return Words::tr("Deleted");
    case ItemOutcome::NotDeleted:
        return Words::tr("Not deleted");
    case ItemOutcome::NoPassword:
        return Words::tr("Has no password yet");
    case ItemOutcome::LastAdministrator:
        return Words::tr("The last administrator");
    case ItemOutcome::NotFound:
        return Words::tr("No longer there");
    }
    return {};
}

template<class Wanted> qint64 countOf(const Job &job, Wanted wanted)
{
    qint64 count = 0;
    for (const JobOutcome &each : job.outcomes.value_or(QList<JobOutcome>()))
        count += wanted(each.outcome) ? each.count : 0;
    return count;
}

bool isChange(const QString &outcome) { return known(outcome) == ItemOutcome::Changed; }

} // namespace

QString outcomeText(const QString &outcome)
{
    if (outcome.isEmpty())
        return Words::tr("Not reached yet");
    const auto code = known(outcome);
    return code ? textOf(*code) : outcome;
}

Tone outcomeTone(const QString &outcome)
{
    if (isChange(outcome))
        return Tone::Success;
    return isFailure(outcome) ? Tone::Error : Tone::Neutral;
}

bool isFailure(const QString &outcome)
{
    return !outcome.isEmpty() && !isChange(outcome) && known(outcome) != ItemOutcome::Unchanged;
}

qint64 changesOf(const Job &job) { return countOf(job, isChange); }

qint64 failuresOf(const Job &job) { return countOf(job, isFailure); }

QStringList leftAlone(const Job &job)
{
    QStringList lines;
    for (const JobOutcome &each : job.outcomes.value_or(QList<JobOutcome>())) {
        if (!isChange(each.outcome))
            lines += Words::tr("Left alone: %1 (%2)").arg(outcomeText(each.outcome), numberText(each.count));
    }
    return lines;
}

} // namespace auth::console
