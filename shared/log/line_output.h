#pragma once

#include <QtCore/QByteArrayView>

namespace auth {

/// Where a LineSink puts its lines; used by the sink's thread alone, and may block it.
class LineOutput {
public:
    virtual ~LineOutput() = default;

    /// Takes whole lines, each with its newline. Returns how many bytes were taken, always at the end of a line: less
    /// than all means that the rest cannot be written now and is lost.
    virtual qsizetype write(QByteArrayView lines) = 0;
};

} // namespace auth
