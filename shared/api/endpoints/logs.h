#pragma once

#include "api/endpoint.h"
#include "api/log_messages.h"
#include "api/log_stream_messages.h"
#include "api/messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<LogStreamRequest, EventStream> followLog{{
    .method = Method::Get, .path = "/api/logs/stream", .access = Access::permission(Permission::LogsRead),
    .group = "logs", .summary = "The lines of this instance as they are written, as server-sent events.",
    .errors = {ErrorCode::Conflict}}};

inline constexpr Endpoint<LogQuery, LogPage> searchLog{{
    .method = Method::Get, .path = "/api/logs", .access = Access::permission(Permission::LogsRead),
    .group = "logs", .summary = "Lines of this instance's log, page by page; also while the database is down."}};

inline constexpr Endpoint<LogRange, Stream> exportLog{{
    .method = Method::Get, .path = "/api/logs/export", .access = Access::permission(Permission::LogsRead),
    .group = "logs", .summary = "The same lines, all of them, oldest first, one JSON object a line.",
    .produces = "application/x-ndjson"}};

inline constexpr Endpoint<StoryRequest, RequestStory> requestStory{{
    .method = Method::Get, .path = "/api/requests/{id}", .access = Access::permission(Permission::LogsRead),
    .group = "logs", .summary = "Everything that happened in one request, in order, on whichever instance; audit rows with audit.read.",
    .errors = {ErrorCode::NotFound}}};

inline constexpr std::tuple logEndpoints{searchLog, exportLog, followLog, requestStory};

} // namespace auth::api
