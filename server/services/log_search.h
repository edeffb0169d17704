#pragma once

#include "api/log_messages.h"
#include "api/messages.h"
#include "core/result.h"
#include "log_store/log_reader.h"
#include "services/caller.h"

#include <atomic>
#include <memory>

namespace auth {

/// Looks for lines in this instance's log store. Thread-safe; needs no database.
class LogSearch {
public:
    /// Without a reader this instance keeps no store. `timeLimit`: after so long a search answers with what it has.
    /// `atOnce`: searches under way, and as many exports; the threads they run on are needed for other requests too.
    LogSearch(std::optional<LogReader> reader, std::chrono::milliseconds timeLimit, int atOnce)
        : m_reader(std::move(reader)), m_timeLimit(timeLimit), m_atOnce(atOnce)
    {
    }

    /// StorageUnavailable without a store; ValidationError for a position that is none of its lines; Overloaded while
    /// there are too many of them.
    Result<LogPage> search(const LogQuery &query, const Caller &caller);
    Result<Stream> exportLines(const LogRange &range, const Caller &caller);
    /// For the story of a request, oldest first; at most `limit`.
    Result<FoundLines> ofRequest(const QString &requestId, qsizetype limit) const;

private:
    /// While it is held one more is under way; null when there are enough.
    using Slot = std::shared_ptr<void>;
    using Running = std::shared_ptr<std::atomic<int>>;

    Slot take(const Running &running) const;
    Result<FoundLines> find(const LineSelection &selection, LineOrder order, qsizetype limit) const;

    const std::optional<LogReader> m_reader;
    const std::chrono::milliseconds m_timeLimit;
    const int m_atOnce;
    const Running m_searches = std::make_shared<std::atomic<int>>(0);
    const Running m_exports = std::make_shared<std::atomic<int>>(0); ///< Of these a slot may outlive this object.
};

} // namespace auth
