#pragma once

#include "model/job.h"
#include "widgets/theme_colors.h"

namespace auth::console {

// What became of the accounts of a job, or would. Outcomes are codes of the server's (model/item_outcome.h).

/// "Changed", or why it was left alone; the code itself when only a newer server knows it.
QString outcomeText(const QString &outcome);
Tone outcomeTone(const QString &outcome);
/// It was meant to be changed and was not.
bool isFailure(const QString &outcome);

// Of a job whose outcomes are known.

qint64 changesOf(const Job &job);
qint64 failuresOf(const Job &job);
/// "Left alone: Own account (1)", a line for each reason.
QStringList leftAlone(const Job &job);

} // namespace auth::console
