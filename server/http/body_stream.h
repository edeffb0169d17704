#pragma once

#include "http/body_source.h"
#include "http/responder.h"

#include <memory>

namespace auth {

/// A body on its way to one client: frames the pieces and tells the source how it ended, in its destructor.
class BodyStream {
public:
    /// Without chunks (HTTP/1.0) only the end of the connection ends the body.
    BodyStream(std::shared_ptr<BodySource> source, bool chunked) : m_source(std::move(source)), m_chunked(chunked) {}
    ~BodyStream() { m_source->ended(m_bytes, m_sent); }
    Q_DISABLE_COPY_MOVE(BodyStream)

    void ask(PieceWriter writer);
    /// A piece has been asked for and is not here yet.
    bool isWaiting() const { return m_waiting; }
    bool isLive() const { return m_source->isLive(); }

    /// Appends the piece asked for as it goes over the wire (RFC 9112 section 7.1).
    void append(QByteArray &out, const BodyPiece &piece);
    /// The last piece has been appended.
    bool isWhole() const { return m_whole; }
    /// All that was appended has been sent.
    void setSent() { m_sent = true; }

private:
    const std::shared_ptr<BodySource> m_source;
    const bool m_chunked;
    qint64 m_bytes = 0;
    bool m_waiting = false;
    bool m_whole = false;
    bool m_sent = false;
};

} // namespace auth
