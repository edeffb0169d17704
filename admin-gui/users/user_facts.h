#pragma once

#include "model/account.h"
#include "widgets/key_value_view.h"
#include "widgets/time_text.h"

namespace auth::console {

/// What is told of an account beside what can be edited of it.
std::vector<KeyValueRow> factsOf(const Account &account, const TimeText &times);

} // namespace auth::console
