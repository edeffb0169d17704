#include "services/log_stream.h"

#include "log/log.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// How soon a client comes back, milliseconds.
constexpr QByteArrayView retry = "retry: 2000\n";
constexpr qsizetype historyPage = 500;

Error tooMany()
{
    return fieldError(ErrorCode::Conflict, u"user"_s, u"too_many_streams"_s,
                      u"This user follows the log as often as one may. Close another one first."_s);
}

Error stopping()
{
    return {.code = ErrorCode::Overloaded,
            .message = u"The service is about to stop. Try again shortly."_s,
            .retryAfter = std::chrono::seconds(2)};
}

Error noId(const LogStreamRequest &request)
{
    const QString field = request.lastEventId ? u"Last-Event-ID"_s : u"after"_s;
    return fieldError(ErrorCode::ValidationError, field, u"invalid"_s, field + u" must be the id of an event."_s);
}

} // namespace

LogStream::LogStream(Log &log, LineLimits queue, LogStreamLimits limits, LogHistory history, const Clock &clock)
    : m_epoch(log.epoch()), m_history(std::move(history)), m_live(std::make_shared<LiveLog>(queue, limits, clock)),
      m_sink(m_live)
{
    m_sink.follow(log);
}

Result<LogPosition> LogStream::positionOf(const LogStreamRequest &request) const
{
    const auto &given = request.lastEventId ? request.lastEventId : request.after;
    if (!given)
        return LogPosition{m_epoch, m_live->ring().last()};
    const auto position = LogPosition::parse(*given);
    if (!position || (position->epoch == m_epoch && position->seq > m_live->ring().last()))
        return noId(request);
    return *position;
}

Result<EventStream> LogStream::open(const LogStreamRequest &request, const Caller &caller)
{
    auto from = positionOf(request);
    if (!from)
        return std::move(from).error();
    QByteArray opening = retry.toByteArray();
    if (from->epoch != m_epoch) { // of another run, or instance: what there is of this one is new to the client
        const LogPosition next{m_epoch, m_live->ring().first()};
        appendGap(opening, *from, next);
        from = LogPosition{m_epoch, next.seq - 1};
    } else {
        appendId(opening, *from);
    }
    const auto subscription = std::make_shared<LogSubscription>(
        m_live->ring(), m_live->counts(), m_live->limits(), m_epoch, request, caller, from->seq, std::move(opening));
    replay(*subscription, from->seq);
    switch (m_live->add(subscription)) {
    case LiveLog::Verdict::Stopped:
        return stopping();
    case LiveLog::Verdict::TooManyOfUser:
        return tooMany();
    case LiveLog::Verdict::Added:
        break;
    }
    return EventStream{
        [live = m_live, subscription](EventStream::Write write) { subscription->ask(std::move(write)); }};
}

/// From the store, what the ring holds no more.
void LogStream::replay(LogSubscription &subscription, qint64 after) const
{
    const qint64 first = m_live->ring().first();
    while (m_history && after + 1 < first) {
        const QList<LogEvent> lines = m_history({m_epoch, after}, first, historyPage);
        if (lines.isEmpty() || !subscription.replay(lines))
            return;
        after = lines.back().seq;
    }
}

void LogStream::check(const Check &mayFollow) const
{
    for (const auto &subscription : m_live->subscriptions()) {
        const auto may = mayFollow(subscription->caller());
        if (!may && !isOutage(may.error().code))
            subscription->end(LogSubscription::End::AccessEnded);
    }
}

LogStream::Counters LogStream::counters() const
{
    const LogStreamCounts &counts = m_live->counts();
    return {.open = static_cast<int>(m_live->subscriptions().size()),
            .lines = counts.lines,
            .gaps = counts.gaps,
            .tooSlow = counts.tooSlow,
            .accessEnded = counts.accessEnded,
            .dropped = m_sink.dropped(),
            .late = m_live->late(),
            .kept = m_live->ring().bytes()};
}

} // namespace auth
