#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace auth {

/// The path of a request that matched no endpoint, as the log may show it: segments over 20 bytes become "…", because
/// somebody may have put a token there. Names that scanners try are short.
QString loggedPath(const QByteArray &path);

} // namespace auth
