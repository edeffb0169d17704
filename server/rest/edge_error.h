#pragma once

#include "core/error.h"

namespace auth {

/// What is told to whoever sent something that never became a request.
Error edgeError(ErrorCode code);

} // namespace auth
