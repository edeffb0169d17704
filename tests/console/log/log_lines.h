#pragma once

#include "log/line_parser.h"

namespace auth::test {

/// A line as the service writes it, of that number; what it says depends on the number alone.
QByteArray logLine(qint64 number);
/// Those of [from, to) as rows.
console::LogBatch logLines(qint64 from, qint64 to);
/// The lines given, as rows.
console::LogBatch parsed(const QByteArrayList &lines);

} // namespace auth::test
