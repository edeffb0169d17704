#pragma once

#include "api/messages.h"
#include "http/responder.h"
#include "log/log_context.h"
#include "rest/bulkhead.h"
#include "rest/streams.h"

namespace auth {

class Log;

/// A Stream as the edge asks for it: each piece is a job of a bulkhead, which has no thread for it in between.
class StreamedBody final : public BodySource, public std::enable_shared_from_this<StreamedBody> {
public:
    /// Pieces log under the context of the thread that constructs.
    StreamedBody(Stream stream, Bulkhead &bulkhead, Log &log);

    void next(PieceWriter writer) override;
    void ended(qint64, bool) override {}

private:
    void make(const PieceWriter &writer);
    Result<QByteArray> piece();

    Stream m_stream;
    Bulkhead &m_bulkhead;
    Log &m_log;
    const LogContext m_context;
};

/// An EventStream as the edge asks for it.
class EventBody final : public BodySource {
public:
    explicit EventBody(EventStream stream) : m_stream(std::move(stream)) {}

    void next(PieceWriter writer) override;
    void ended(qint64, bool) override {}
    bool isLive() const override { return true; }

private:
    EventStream m_stream;
};

/// Tells when a body has ended, and how; also when it never began.
class WatchedBody final : public BodySource {
public:
    using Ended = std::function<void(qint64 bytes, bool complete)>;

    WatchedBody(std::shared_ptr<BodySource> body, Ended onEnd) : m_body(std::move(body)), m_onEnd(std::move(onEnd)) {}
    ~WatchedBody() override { m_onEnd(m_bytes, m_complete); }
    Q_DISABLE_COPY_MOVE(WatchedBody)

    void next(PieceWriter writer) override { m_body->next(std::move(writer)); }
    void ended(qint64 bytes, bool complete) override;
    bool isLive() const override { return m_body->isLive(); }

private:
    const std::shared_ptr<BodySource> m_body;
    const Ended m_onEnd;
    qint64 m_bytes = 0;
    bool m_complete = false;
};

} // namespace auth
