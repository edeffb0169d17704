#pragma once

#include "client/connector.h"

namespace auth::console {

/// What somebody who cannot connect may try, as a sentence; empty when the error says all there is to say.
QString whatToDo(Connector::Step step, const ApiError &error);

} // namespace auth::console
