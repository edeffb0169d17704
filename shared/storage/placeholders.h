#pragma once

#include <QtCore/QByteArray>

namespace auth {

/// The statement with each `?` outside of strings, quoted names and comments as $1, $2 and so on.
QByteArray numberedPlaceholders(const char *sql);

} // namespace auth
