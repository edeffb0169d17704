#include "log/feed_worker.h"

#include "api/endpoints/logs.h"

namespace auth::console {

using namespace Qt::StringLiterals;
using Kind = FeedState::Kind;

namespace {

/// What is read of the socket at most before the rows go on; the rest waits in the service.
constexpr qint64 readBuffer = 1 << 20;

} // namespace

FeedWorker::FeedWorker(FeedSettings settings, std::shared_ptr<BatchQueue> queue)
    : m_settings(std::move(settings)), m_queue(std::move(queue)), m_link(m_settings, this),
      m_tracker(m_settings.filter == LogFilter()), m_backfill(m_link, m_settings, m_tracker, *m_queue)
{
    if (m_settings.after)
        m_tracker.start(*m_settings.after);
    m_backfill.setParent(this);
    for (QTimer *timer : {&m_silence, &m_retry, &m_good}) {
        timer->setParent(this);
        timer->setSingleShot(true);
    }
    connect(&m_silence, &QTimer::timeout, this, &FeedWorker::beSilent);
    connect(&m_retry, &QTimer::timeout, this, &FeedWorker::connectToServer);
    connect(&m_good, &QTimer::timeout, this, [this] {
        m_tokenIsNew = false;
        if (m_backoff)
            m_backoff->reset();
    });
    connect(&m_backfill, &Backfill::fetched, this, &FeedWorker::queued);
    connect(&m_backfill, &Backfill::finished, this, &FeedWorker::takeEvents);
    connect(&m_backfill, &Backfill::refused, this, [this](const QString &problem) { refused(401, problem); });
}

void FeedWorker::start()
{
    if (std::exchange(m_running, true) && !m_retry.isActive())
        return;
    m_retry.stop();
    if (m_link.token().isEmpty())
        askForToken();
    else
        connectToServer();
}

void FeedWorker::stop()
{
    m_running = m_waitsForToken = false;
    disconnectFromServer();
    setState({Kind::Stopped});
}

void FeedWorker::setToken(const Secret &token)
{
    m_link.setToken(token);
    if (!std::exchange(m_waitsForToken, false) || !m_running)
        return;
    m_tokenIsNew = true;
    connectToServer();
}

void FeedWorker::askForToken()
{
    m_waitsForToken = true;
    setState({Kind::Connecting});
    Q_EMIT tokenNeeded(m_link.token());
}

void FeedWorker::connectToServer()
{
    LogStreamRequest request;
    static_cast<LogFilter &>(request) = m_settings.filter;
    if (m_tracker.last())
        request.lastEventId = QString::fromLatin1(m_tracker.last()->text());
    api::Call call = api::call(api::followLog, request);
    call.headers.emplaceBack("Accept", "text/event-stream");
    m_sse.reset();
    m_reply = m_link.get(call, std::chrono::milliseconds(0));
    m_reply->setReadBufferSize(readBuffer);
    connect(m_reply.get(), &QNetworkReply::metaDataChanged, this, &FeedWorker::answered);
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &FeedWorker::read);
    connect(m_reply.get(), &QNetworkReply::finished, this, &FeedWorker::finished);
    m_silence.start(m_settings.times.silence);
    setState({Kind::Connecting, {}, m_state.problem});
}

void FeedWorker::answered()
{
    if (statusOf(*m_reply) != 200 || m_state.kind == Kind::Live)
        return;
    m_good.start(m_settings.times.good);
    setState({Kind::Live});
}

void FeedWorker::read()
{
    if (m_backfill.isRunning())
        return; // what comes meanwhile waits where it is, and is no sign by which to judge the server
    m_silence.start(m_settings.times.silence);
    if (statusOf(*m_reply) != 200)
        return;
    for (const SseEvent &event : m_sse.feed(m_reply->readAll()))
        m_events.push_back(event);
    takeEvents();
}

void FeedWorker::finished()
{
    if (m_backfill.isRunning() || !m_reply)
        return;
    const int status = statusOf(*m_reply);
    if (status != 0 && status != 200)
        return refused(status, problemOf(*m_reply));
    if (m_link.isDistrusted())
        return giveUp(Kind::Distrusted, tr("The server shows a certificate that is not trusted."));
    if (m_reply->bytesAvailable() > 0)
        return read(); // comes back here
    retryLater(m_reply->error() == QNetworkReply::NoError ? tr("The server closed the connection.")
                                                          : m_reply->errorString());
}

void FeedWorker::refused(int status, const QString &problem)
{
    if (status == 403)
        return giveUp(Kind::Forbidden, problem);
    if (status == 400 && m_tracker.last()) { // the server knows nothing of the line we had last
        const LinePlace last = *m_tracker.last();
        m_batch.addMark(RowKind::Gap, last, -1);
        m_tracker.forget();
        flush();
    }
    if (status != 401 || std::exchange(m_tokenIsNew, false)) // a new one that is refused is no reason to hurry
        return retryLater(problem);
    disconnectFromServer();
    askForToken();
}

void FeedWorker::giveUp(Kind why, const QString &problem)
{
    disconnectFromServer();
    m_running = false;
    setState({why, {}, problem});
}

void FeedWorker::beSilent() { retryLater(tr("The server has given no sign of life.")); }

void FeedWorker::retryLater(const QString &problem)
{
    disconnectFromServer();
    const auto first = std::clamp(m_sse.retry().value_or(m_settings.times.firstRetry), m_settings.times.firstRetry,
                                  m_settings.times.lastRetry);
    if (!m_backoff || std::exchange(m_firstRetry, first) != first)
        m_backoff = std::make_unique<Backoff>(
            Backoff::Options{.base = first, .cap = m_settings.times.lastRetry, .jitter = Jitter::Fifth});
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_backoff->next());
    m_retry.start(wait);
    setState({Kind::Reconnecting, wait, problem});
}

void FeedWorker::disconnectFromServer()
{
    for (QTimer *timer : {&m_silence, &m_retry, &m_good})
        timer->stop();
    m_backfill.stop();
    m_events.clear(); // they come again
    m_reply.reset();
    flush();
}

void FeedWorker::flush()
{
    if (!m_batch.isEmpty() && m_queue->put(m_batch))
        Q_EMIT queued();
}

void FeedWorker::setState(const FeedState &state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

} // namespace auth::console
