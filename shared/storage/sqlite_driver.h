#pragma once

#include "storage/driver.h"

#include <QtCore/QString>

namespace auth::sqlite {

/// For a QtSql connection of the plugin QSQLITE that has been opened under this name. Made, used and destroyed in one
/// thread; removes the connection.
std::unique_ptr<Driver> makeDriver(const QString &name);

} // namespace auth::sqlite
