#pragma once

#include "log/batch_queue.h"
#include "log/feed_link.h"
#include "log/line_parser.h"
#include "log/place_tracker.h"

#include <QtCore/QTimer>

namespace auth::console {

/// Fetches the lines of a gap from the service's store, page by page, oldest first. Of the feed's thread.
class Backfill : public QObject {
    Q_OBJECT

public:
    Backfill(FeedLink &link, const FeedSettings &settings, PlaceTracker &tracker, BatchQueue &queue);

    /// Behind the tracker's last line and before this one.
    void start(LinePlace before);
    void stop();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    /// There are rows in the queue.
    void fetched();
    /// What there was has been fetched; the rest cannot be had and rows say so.
    void finished();
    /// The token does not count any more. Whoever follows stops this and comes back to the gap with a new one.
    void refused(const QString &problem);

private:
    void ask();
    void read();
    void takePage(const QByteArray &body);
    void takeLines(json::Node items);
    void askAgainLater();
    /// `complete`: the store has told all it knows.
    void end(bool complete);

    FeedLink &m_link;
    const FeedSettings &m_settings;
    PlaceTracker &m_tracker;
    BatchQueue &m_queue;
    LineParser m_parser;
    ReplyHandle m_reply;
    QTimer m_pause;
    LinePlace m_before;
    std::optional<QString> m_after;
    qint64 m_fetched = 0;
    int m_failures = 0;
    bool m_running = false;
};

} // namespace auth::console
