#pragma once

#include "core/secret.h"
#include "log/batch_queue.h"
#include "log/feed_settings.h"

#include <QtCore/QObject>
#include <QtCore/QThread>
#include <QtCore/QTimer>

#include <memory>

namespace auth::console {

class FeedWorker;

/// The live log of a service. Everything but handing over the rows happens in a thread of its own.
class LogFeed : public QObject {
    Q_OBJECT

public:
    explicit LogFeed(FeedSettings settings, QObject *parent = nullptr);
    ~LogFeed() override;

    /// Does not wait any longer where it was about to try again.
    void start();
    /// It can be started again and goes on behind the last line.
    void stop();
    /// The answer to tokenNeeded().
    void setToken(const Secret &token);

    const FeedState &state() const { return m_state; }
    /// Rows that came faster than they were shown.
    qint64 dropped() const { return m_queue->dropped(); }

Q_SIGNALS:
    void stateChanged(const auth::console::FeedState &state);
    /// An access token is needed, another one than `refused`.
    void tokenNeeded(const auth::Secret &refused);
    void linesArrived(const auth::console::LogBatch &lines);

private:
    void deliver();

    const std::shared_ptr<BatchQueue> m_queue;
    QThread m_thread;
    FeedWorker *m_worker; ///< Of m_thread, which deletes it.
    QTimer m_frame;       ///< Runs while rows come.
    FeedState m_state;
};

} // namespace auth::console
