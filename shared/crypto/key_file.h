#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QtCore/QString>

namespace auth {

/// The key of `bytes` bytes kept at `path` as one line of base64url, mode 0600; made when there is none.
/// Processes that start at the same time agree on one key, and a crash leaves a whole file or none.
/// A file that others can read, or that holds anything else, is refused: InternalError whose message names the file.
Result<Secret> loadOrCreateKeyFile(const QString &path, qsizetype bytes);

} // namespace auth
