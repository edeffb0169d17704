#pragma once

#include <QtCore/QByteArray>

namespace auth {

class PieceWriter;

/// A part of a body that is made while it is sent.
struct BodyPiece {
    QByteArray bytes;
    bool isLast = false;
};

/// Makes a body piece by piece, as fast as the client reads. A piece is held in memory as a whole: some 64 KiB is a
/// good size. Gone when the edge lets go of it: at the end, or as soon as the client is known to have left.
class BodySource {
public:
    virtual ~BodySource() = default;

    /// Asks for the next piece, on an I/O thread that must not wait. One is asked for at a time, when little of what
    /// came before is unsent. A writer that goes without a piece cuts the client off.
    virtual void next(PieceWriter writer) = 0;
    /// No piece will be asked for any more: so many bytes were taken, and all have been sent or not. I/O thread, once,
    /// unless the answer never reached a connection.
    virtual void ended(qint64 bytes, bool complete) = 0;
    /// It goes on until the client leaves, which a half-closed connection is taken for.
    virtual bool isLive() const { return false; }
};

} // namespace auth
