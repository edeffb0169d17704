#pragma once

#include "core/result.h"
#include "log_store/stored_line.h"
#include "model/log_filter.h"

namespace auth {

/// Which lines of a store.
struct LineSelection {
    LogFilter filter = {};
    std::optional<Time> from = {};          ///< Included.
    std::optional<Time> to = {};            ///< Excluded.
    std::optional<LinePosition> after = {}; ///< Lines behind this one.
    std::optional<LinePosition> before = {};
};

enum class LineOrder { OldestFirst, NewestFirst };

struct FoundLines {
    QList<StoredLine> lines;
    std::optional<LinePosition>
        next;           ///< Behind what has been looked at, in the order asked for; nothing: all has been.
    bool inTime = true; ///< False: the deadline came before `limit` lines or the end.
};

/// Reads a log store, beside whoever writes it. A connection for each call; nothing is held in between. Thread-safe.
class LogReader {
public:
    explicit LogReader(QString path) : m_path(std::move(path)) {}

    /// At most `limit` lines. ValidationError for a position in a run that is not, or no longer, there.
    Result<FoundLines> find(const LineSelection &selection, LineOrder order, qsizetype limit,
                            std::chrono::milliseconds timeLimit) const;

private:
    QString m_path;
};

} // namespace auth
