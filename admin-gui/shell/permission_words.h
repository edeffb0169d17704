#pragma once

#include "model/permission.h"

namespace auth::console {

/// What a permission lets somebody do: "Look up and list accounts".
QString meaningOf(Permission permission);
/// By its wire name; the name itself when only a newer server knows it.
QString meaningOf(const QString &permission);
/// In the order of the enumeration.
QList<Permission> allPermissions();

} // namespace auth::console
