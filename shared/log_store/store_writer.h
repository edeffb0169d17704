#pragma once

#include "log/line_queue.h"
#include "log_store/store_file.h"

namespace auth {

class Log;

struct LogStoreOptions {
    QString path;
    std::chrono::hours maxAge{24 * 30};
    qint64 maxBytes = qint64{2} << 30; ///< Of the file; the newest 65,536 lines are kept whatever they take.
    /// The writer waits so long for company: lines are found that much later, and a commit is shared by more.
    LineLimits queue{.lines = 10'000, .linger = std::chrono::milliseconds(50)};
};

/// The far side of a log store's sink: a transaction for each batch. What cannot be written is counted and, once that
/// is over, told in a line of its own.
class StoreWriter final : public QueueWriter {
public:
    /// `log` is told of trouble; it outlives the writer, as does `clock`.
    StoreWriter(LogStoreOptions options, const Clock &clock, Log &log);

    void run() override;

    qint64 purged() const { return m_purged.load(std::memory_order_relaxed); }
    qint64 bytes() const { return m_bytes.load(std::memory_order_relaxed); }
    bool isWorking() const { return m_working.load(std::memory_order_relaxed); }

private:
    void write(LineBatch &batch);
    bool ensureOpen();
    bool store(const LineBatch &batch);
    bool insertAll(const LineBatch &batch);
    void giveUp();
    void failed(const Error &error);
    void worked();
    void tellLoss();
    void purge();

    const LogStoreOptions m_options;
    const Clock &m_clock;
    Log &m_log;
    std::optional<StoreFile> m_file;
    LineLoss m_lost; ///< Not yet told.
    SteadyTime m_looked{};
    std::atomic<bool> m_working{true};
    std::atomic<qint64> m_purged{0};
    std::atomic<qint64> m_bytes{0};
};

} // namespace auth
