#include "rest/streamed_body.h"

#include "log/log.h"

namespace auth {

using namespace Qt::StringLiterals;

StreamedBody::StreamedBody(Stream stream, Bulkhead &bulkhead, Log &log)
    : m_stream(std::move(stream)), m_bulkhead(bulkhead), m_log(log),
      m_context(LogScope::current() ? *LogScope::current() : LogContext())
{
}

void StreamedBody::next(PieceWriter writer)
{
    // A bulkhead that stops lets go of the writer, which cuts the client off.
    std::ignore = m_bulkhead.submit(
        {.run = [self = shared_from_this(), writer] { self->make(writer); }, .expire = [] {}, .isContinued = true});
}

void StreamedBody::make(const PieceWriter &writer)
{
    const LogScope scope(m_context);
    auto made = piece();
    if (made)
        return writer.write({.bytes = *made, .isLast = made->isEmpty()});
    m_log.error(u"stream.failed", u"An answer that had begun could not be completed."_s,
                {{u"cause", made.error().cause.isEmpty() ? made.error().message : made.error().cause}});
}

/// As in the router, an exception is a mistake of ours and the daemon lives on.
Result<QByteArray> StreamedBody::piece()
{
    const auto fell = [](const QString &cause) {
        return Error{.code = ErrorCode::InternalError, .message = {}, .cause = cause};
    };
    try {
        return m_stream.next();
    } catch (const std::exception &fault) {
        return fell(QString::fromUtf8(fault.what()));
    } catch (...) {
        return fell(u"an exception of an unknown type"_s);
    }
}

void EventBody::next(PieceWriter writer)
{
    m_stream.next([writer = std::move(writer)](const QByteArray &piece) {
        writer.write({.bytes = piece, .isLast = piece.isEmpty()});
    });
}

void WatchedBody::ended(qint64 bytes, bool complete)
{
    m_bytes = bytes;
    m_complete = complete;
    m_body->ended(bytes, complete);
}

} // namespace auth
