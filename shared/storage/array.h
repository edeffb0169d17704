#pragma once

#include "storage/value.h"

#include <span>

namespace auth {

/// The values as one: an array in PostgreSQL's text format, for `unnest(CAST(? AS TEXT[]))` and the like, so that many
/// rows cost one answer of the server.
Value arrayOf(std::span<const Value> values);

} // namespace auth
