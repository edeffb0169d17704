#include "log/log_feed.h"

#include "log/feed_worker.h"

namespace auth::console {

LogFeed::LogFeed(FeedSettings settings, QObject *parent)
    : QObject(parent), m_queue(std::make_shared<BatchQueue>(settings.mostQueued))
{
    m_frame.setInterval(settings.times.frame);
    m_worker = new FeedWorker(std::move(settings), m_queue);
    m_worker->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("log feed"));
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(&m_frame, &QTimer::timeout, this, &LogFeed::deliver);
    connect(m_worker, &FeedWorker::queued, this, [this] {
        if (!m_frame.isActive())
            m_frame.start();
    });
    connect(m_worker, &FeedWorker::stateChanged, this, [this](const FeedState &state) {
        m_state = state;
        Q_EMIT stateChanged(state);
    });
    connect(m_worker, &FeedWorker::tokenNeeded, this, &LogFeed::tokenNeeded);
    m_thread.start();
}

LogFeed::~LogFeed()
{
    m_thread.quit();
    m_thread.wait();
}

void LogFeed::start() { QMetaObject::invokeMethod(m_worker, &FeedWorker::start); }
void LogFeed::stop() { QMetaObject::invokeMethod(m_worker, &FeedWorker::stop); }

void LogFeed::setToken(const Secret &token)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, token] { worker->setToken(token); });
}

void LogFeed::deliver()
{
    const LogBatch lines = m_queue->take();
    if (lines.isEmpty())
        m_frame.stop();
    else
        Q_EMIT linesArrived(lines);
}

} // namespace auth::console
