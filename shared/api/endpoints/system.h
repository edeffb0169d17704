#pragma once

#include "api/endpoint.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr std::tuple<> systemEndpoints{};

} // namespace auth::api
