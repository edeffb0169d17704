#include "http/body_stream.h"

namespace auth {

void BodyStream::ask(PieceWriter writer)
{
    m_waiting = true;
    m_source->next(std::move(writer));
}

void BodyStream::append(QByteArray &out, const BodyPiece &piece)
{
    m_waiting = false;
    m_whole = piece.isLast;
    m_bytes += piece.bytes.size();
    if (!m_chunked) {
        out.append(piece.bytes);
        return;
    }
    if (!piece.bytes.isEmpty()) // an empty chunk would be the last one
        out.append(QByteArray::number(piece.bytes.size(), 16)).append("\r\n").append(piece.bytes).append("\r\n");
    if (piece.isLast)
        out.append("0\r\n\r\n");
}

} // namespace auth
