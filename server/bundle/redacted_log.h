#pragma once

#include "bundle/redaction.h"

#include <optional>

namespace auth {

/// A line of the log without what is anybody's: its ids and addresses become pseudonyms, texts words(). Nothing when it
/// is no line of this program's.
std::optional<QByteArray> redactedLine(const Redaction &redaction, const QByteArray &line);

/// The last lines of a file, redacted. Reads at most the file's last 8 MiB.
QByteArray redactedTail(const Redaction &redaction, const QString &file, qsizetype lines);

} // namespace auth
