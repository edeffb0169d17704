#pragma once

#include "log/line_matcher.h"

namespace auth::console {

/// The rows that match, in their order.
LogBatch rowsOf(const LogSnapshot &rows, const LineMatcher &matcher);
LogBatch rowsOf(const LogBatch &batch, const LineMatcher &matcher);

/// The lines of both, each once, by their places.
LogBatch merged(const LogBatch &one, const LogBatch &other);

/// The id of that line's row; -1 when it is not among them.
qint64 rowAt(const LogSnapshot &rows, LinePlace place);

} // namespace auth::console
