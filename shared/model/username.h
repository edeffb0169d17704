#pragma once

#include <QtCore/QString>

namespace auth {

/// 3 to 50 ASCII letters, digits or underscores.
bool isValidUsername(QStringView name);
/// The form that is unique: lower case.
QString normalizedUsername(QStringView name);

} // namespace auth
