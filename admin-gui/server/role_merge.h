#pragma once

#include "client/api_client.h"
#include "model/role.h"

#include <QtCore/QHash>
#include <QtCore/QJsonObject>

namespace auth::console {

/// A role field by field, each permission one, so that two people's changes can be merged.
QJsonObject mergeFields(const Role &role);
/// The reverse, with name, version and the rest of `like`.
Role roleFrom(const QJsonObject &fields, Role like);
/// The words for those fields.
QHash<QString, QString> mergeLabels();
/// The role as it is now, of a refusal because it has changed meanwhile.
std::optional<Role> currentOf(const ApiError &error);

} // namespace auth::console
