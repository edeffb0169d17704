#pragma once

#include "model/job.h"
#include "widgets/key_value_view.h"
#include "widgets/time_text.h"

namespace auth::console {

/// A job in words, with links to whoever asked for it and to the job it puts back.
std::vector<KeyValueRow> factsOf(const Job &job, const TimeText &times);

} // namespace auth::console
