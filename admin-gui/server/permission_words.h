#pragma once

#include "model/permission.h"

namespace auth::console {

/// What a permission lets somebody do: "Look up and list accounts".
QString meaningOf(Permission permission);
/// In the order of the enumeration.
QList<Permission> allPermissions();

} // namespace auth::console
