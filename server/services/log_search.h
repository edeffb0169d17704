#pragma once

#include "api/log_messages.h"
#include "api/messages.h"
#include "core/result.h"
#include "log_store/log_reader.h"
#include "services/caller.h"

namespace auth {

/// Looks for lines in this instance's log store. Thread-safe; needs no database.
class LogSearch {
public:
    /// Without a reader this instance keeps no store. `timeLimit`: after so long a search answers with what it has.
    LogSearch(std::optional<LogReader> reader, std::chrono::milliseconds timeLimit)
        : m_reader(std::move(reader)), m_timeLimit(timeLimit)
    {
    }

    /// StorageUnavailable without a store; ValidationError for a position that is none of its lines.
    Result<LogPage> search(const LogQuery &query, const Caller &caller);
    Result<Stream> exportLines(const LogRange &range, const Caller &caller);
    /// For the story of a request, oldest first; at most `limit`.
    Result<FoundLines> ofRequest(const QString &requestId, qsizetype limit) const;

private:
    Result<FoundLines> find(const LineSelection &selection, LineOrder order, qsizetype limit) const;

    const std::optional<LogReader> m_reader;
    const std::chrono::milliseconds m_timeLimit;
};

} // namespace auth
