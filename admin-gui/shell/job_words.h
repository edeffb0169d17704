#pragma once

#include "model/job.h"
#include "widgets/theme_colors.h"

namespace auth::console {

// What people read of a job, and what the server lets them do with it.

QString nameOf(JobAction action);
QString nameOf(JobState state);
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
