#pragma once

#include "log/backfill.h"
#include "log/sse_parser.h"

#include "resilience/backoff.h"

#include <deque>

namespace auth::console {

/// Follows the log: connects, reads, notices what is missing, fetches it, and connects again. Lives in a LogFeed's
/// thread.
class FeedWorker : public QObject {
    Q_OBJECT

public:
    FeedWorker(FeedSettings settings, std::shared_ptr<BatchQueue> queue);

    /// Goes on behind the last line it had, or begins with what is written from now on; at once where it waited.
    void start();
    void stop();
    void setToken(const Secret &token);

Q_SIGNALS:
    void stateChanged(const auth::console::FeedState &state);
    /// `refused`: the one that does not count any more; empty at the beginning.
    void tokenNeeded(const auth::Secret &refused);
    /// There are rows in a queue that was empty.
    void queued();

private:
    void connectToServer();
    void askForToken();
    void answered();
    void read();
    void take(const SseEvent &event);
    void takeEvents();
    void followId();
    void takeLine(const SseEvent &event);
    void takeGap(const SseEvent &event);
    void takeEnd(const SseEvent &event);
    bool fillUpTo(LinePlace place);
    void finished();
    void refused(int status, const QString &problem);
    void giveUp(FeedState::Kind why, const QString &problem);
    void beSilent();
    void retryLater(const QString &problem);
    void disconnectFromServer();
    void flush();
    void setState(const FeedState &state);

    const FeedSettings m_settings;
    const std::shared_ptr<BatchQueue> m_queue;
    FeedLink m_link;
    PlaceTracker m_tracker;
    Backfill m_backfill;
    SseParser m_sse;
    LineParser m_lines;
    std::deque<SseEvent> m_events; ///< Received; they wait while a gap before them is filled.
    LogBatch m_batch;
    ReplyHandle m_reply;
    std::unique_ptr<Backoff> m_backoff;
    std::optional<std::chrono::milliseconds> m_firstRetry; ///< What m_backoff begins with.
    QTimer m_silence;
    QTimer m_retry;
    QTimer m_good;
    FeedState m_state;
    bool m_running = false;
    bool m_waitsForToken = false;
    bool m_tokenIsNew = false; ///< It was asked for, and no connection has been good with it yet.
};

} // namespace auth::console
