#pragma once

#include "api/system_messages.h"
#include "widgets/row_model.h"
#include "widgets/time_text.h"

namespace auth::console {

using BreakerModel = RowModel<BreakerState>;

/// The circuits of a server: name, state, since when, last error, when it is tried again.
BreakerModel *breakerModel(const TimeText &times, QObject *parent);
/// "Open" for open, and so on.
QString breakerStateText(const QString &state);
Tone breakerTone(const QString &state);

} // namespace auth::console
