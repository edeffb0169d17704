#pragma once

#include "system/counters.h"
#include "system/exposition.h"

namespace auth {

/// Connections, requests by endpoint, and what became of sign-ins, refreshes and registrations.
void addHttpMetrics(Exposition &out, const Counters &counters);

} // namespace auth
