#pragma once

#include "model/job.h"
#include "widgets/theme_colors.h"

namespace auth::console {

// What people read of a job, and what the server lets them do with it.

/// What became of an account: "Changed", or why it was left alone.
QString fateOf(const QString &outcome);
Tone toneOfFate(const QString &outcome);
/// It was meant to be changed and was not.
bool isFailure(const QString &outcome);
/// How many accounts failed; outcomes must be known.
qint64 failuresOf(const Job &job);
Tone toneOf(JobState state);
/// "1,200 of 12,431"
QString progressText(const Job &job);
/// 0 to 100.
int percentOf(const Job &job);
bool isUnderWay(const Job &job);
/// A dry run, or one that waits for its start.
bool isDryRun(const Job &job);
bool canStart(const Job &job);
bool canCancel(const Job &job);

} // namespace auth::console
