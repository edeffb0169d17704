#pragma once

#include "core/result.h"
#include "storage/driver.h"

#include <QtCore/QString>

#include <chrono>

namespace auth::postgres {

/// For a QtSql connection of the plugin QPSQL that has been opened under this name. The plugin itself puts values into
/// the text of statements, where the server shows and logs them, so everything after the opening goes through libpq:
/// prepared by the protocol, values apart. May be used by one thread after the other, and destroyed by any.
/// `answerTimeout`: how long the server may be silent before the connection counts as lost; 0: for ever.
Result<std::unique_ptr<Driver>> makeDriver(const QString &name, std::chrono::milliseconds answerTimeout);

} // namespace auth::postgres
