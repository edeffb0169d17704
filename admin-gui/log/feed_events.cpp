#include "api/log_stream_messages.h"
#include "core/json.h"
#include "log/feed_worker.h"

// What FeedWorker does with what the stream says.

namespace auth::console {

using namespace Qt::StringLiterals;

/// An id without a line tells where the stream is: at its beginning, and where lines were left out.
void FeedWorker::followId()
{
    const auto place = LinePlace::parse(m_sse.lastEventId());
    if (place && (!m_tracker.last() || !m_tracker.counts()))
        m_tracker.start(*place);
}

void FeedWorker::takeEvents()
{
    while (!m_events.empty() && !m_backfill.isRunning()) {
        const SseEvent event = std::move(m_events.front());
        m_events.pop_front();
        take(event);
    }
    flush();
    if (m_backfill.isRunning() || !m_reply)
        return;
    if (!m_silence.isActive())
        m_silence.start(m_settings.times.silence);
    followId();
    if (m_sse.isBroken())
        retryLater(tr("What the server sent is no stream of lines."));
    else if (m_reply->bytesAvailable() > 0)
        read();
    else if (m_reply->isFinished())
        finished();
}

void FeedWorker::take(const SseEvent &event)
{
    if (event.type == "message")
        takeLine(event);
    else if (event.type == "gap")
        takeGap(event);
    else if (event.type == "end")
        takeEnd(event);
}

void FeedWorker::takeLine(const SseEvent &event)
{
    const auto place = LinePlace::parse(event.id);
    if (!place)
        return;
    const auto next = m_tracker.judge(*place);
    if (next == PlaceTracker::Next::Repeated)
        return;
    if (next == PlaceTracker::Next::Ahead && fillUpTo(*place)) {
        m_events.push_front(event);
        return;
    }
    m_tracker.take(*place, m_batch);
    if (!m_lines.parse(event.data, m_batch, place->epoch))
        m_batch.addMark(RowKind::Gap, *place, 1);
}

void FeedWorker::takeGap(const SseEvent &event)
{
    const auto gap = json::decode<LogGap>(event.data, {}, {.ignoreUnknown = true});
    const auto before = gap ? LinePlace::parse(gap->before.toLatin1()) : std::nullopt;
    if (before)
        fillUpTo(*before);
}

/// False when there is nothing to fetch: nothing had come before.
bool FeedWorker::fillUpTo(LinePlace place)
{
    if (!m_tracker.last()) {
        m_tracker.start({place.epoch, place.seq - 1});
        return false;
    }
    flush();
    m_silence.stop(); // the stream waits for us now
    m_backfill.start(place);
    return true;
}

/// Behind it the server closes.
void FeedWorker::takeEnd(const SseEvent &event)
{
    const auto end = json::decode<LogStreamEnd>(event.data, {}, {.ignoreUnknown = true});
    const QString reason = end ? end->reason : QString();
    flush();
    if (reason == u"access_ended") {
        disconnectFromServer();
        askForToken();
    } else if (reason == u"too_slow") {
        retryLater(tr("The server sent more than this console took in."));
    } else {
        retryLater(tr("The server is stopping."));
    }
}

} // namespace auth::console
