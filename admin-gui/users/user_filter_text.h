#pragma once

#include "core/result.h"
#include "model/user_filter.h"
#include "widgets/filter_problem.h"

#include <QtCore/QStringList>

namespace auth::console {

/// The keys of the language, for chips: role, state, ...
QStringList userFilterKeys();

/// `text role:admin state:locked created:>2026-01-01 last_login:<2026-01-01 dormant:90 id:UUID`. A date stands for its
/// beginning in the zone of this computer; without < or > for the whole day. Empty text means everybody.
Result<UserFilter, FilterProblem> parseUserFilter(const QString &text);
/// The reverse: a text that means the same.
QString userFilterText(const UserFilter &filter);

} // namespace auth::console
