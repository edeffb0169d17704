#pragma once

#include "core/ids.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <limits>
#include <optional>

namespace auth {

/// Which rows of the trail are wanted; what is not given does not matter. Stubs never match.
struct AuditFilter {
    std::optional<UserId> actor = {};
    std::optional<UserId> person = {}; ///< Whom it concerned, whatever the target.
    std::optional<QString> target = {};
    std::optional<QString> requestId = {};
    std::optional<QStringList> actions = {};
    qint64 from = 0; ///< Numbers.
    qint64 before = std::numeric_limits<qint64>::max();
};

} // namespace auth
