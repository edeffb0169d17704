#pragma once

#include "model/job.h"
#include "widgets/row_model.h"
#include "widgets/time_text.h"

namespace auth::console {

/// The jobs of a server, newest first.
using JobModel = RowModel<Job>;

enum JobColumn { JobActionColumn, JobStateColumn, JobProgressColumn };

JobModel *jobModel(const TimeText &times, QObject *parent);

} // namespace auth::console
