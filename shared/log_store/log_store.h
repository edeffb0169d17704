#pragma once

#include "log/line_sink.h"
#include "log_store/log_reader.h"
#include "log_store/store_writer.h"

namespace auth {

/// Every line of this process in a SQLite file of its own, where it can be searched: independent of the database, and
/// never in the way of a request. Thread-safe. Outlives the threads that log.
class LogStore {
public:
    LogStore(LogStoreOptions options, const Clock &clock, Log &log);

    /// As LineSink's.
    qint64 stop(std::chrono::milliseconds deadline) { return m_sink.stop(deadline); }

    /// Reads what has been written so far, from any thread.
    LogReader reader() const { return LogReader(m_path); }

    struct Counters {
        qint64 written = 0; ///< Lines, since the start.
        qint64 dropped = 0; ///< Refused because too many waited, or unwritable.
        qint64 pending = 0; ///< Now.
        qint64 purged = 0;  ///< Deleted for their age, or to keep the file within its size.
        qint64 bytes = 0;   ///< Of the file, in use.
        bool working = true;
    };
    Counters counters() const;

private:
    const QString m_path;
    const std::shared_ptr<StoreWriter> m_writer;
    LineSink m_sink;
};

} // namespace auth
