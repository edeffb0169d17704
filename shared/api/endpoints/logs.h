#pragma once

#include "api/endpoint.h"
#include "api/log_stream_messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<LogStreamRequest, EventStream> followLog{{
    .method = Method::Get, .path = "/api/logs/stream", .access = Access::permission(Permission::LogsRead),
    .group = "logs", .summary = "The lines of this instance as they are written, as server-sent events.",
    .errors = {ErrorCode::Conflict}}};

inline constexpr std::tuple logEndpoints{followLog};

} // namespace auth::api
