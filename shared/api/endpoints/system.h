#pragma once

#include "api/endpoint.h"
#include "api/system_messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<NoRequest, SystemState> systemState{{
    .method = Method::Get, .path = "/api/system", .access = Access::permission(Permission::SystemRead),
    .group = "system", .summary = "Version, settings and where each came from, queues, circuits, database, instances.", .polled = true}};

inline constexpr Endpoint<SummaryRequest, SystemSummary> systemSummary{{
    .method = Method::Get, .path = "/api/system/summary", .access = Access::permission(Permission::SystemRead),
    .group = "system", .summary = "What this instance did minute by minute, and what should be looked at.", .polled = true}};

inline constexpr Endpoint<BreakerRef, BreakerState> resetBreaker{{
    .method = Method::Post, .path = "/api/system/breakers/{name}/reset", .access = Access::permission(Permission::SystemManage),
    .group = "system", .summary = "Close a circuit; it opens again when what it guards still does not answer.",
    .errors = {ErrorCode::NotFound, ErrorCode::CircuitOpen}}};

inline constexpr Endpoint<NoRequest, LogLevelState> logLevels{{
    .method = Method::Get, .path = "/api/system/log-levels", .access = Access::permission(Permission::SystemRead),
    .group = "system", .summary = "What this instance writes to its log, by module."}};

inline constexpr Endpoint<LogLevelChange, LogLevelState> changeLogLevels{{
    .method = Method::Put, .path = "/api/system/log-levels", .access = Access::permission(Permission::SystemManage),
    .group = "system", .summary = "Let modules log more or less for a while."}};

inline constexpr Endpoint<NoRequest, Document> metrics{{
    .method = Method::Get, .path = "/metrics", .access = Access::whenSignedIn(),
    .group = "system", .summary = "Numbers for Prometheus: to clients on this machine and to holders of system.read; with METRICS_PORT set, there alone.",
    .errors = {ErrorCode::MissingToken, ErrorCode::Forbidden, ErrorCode::NotFound}, .polled = true}};

inline constexpr std::tuple systemEndpoints{systemState, systemSummary, resetBreaker, logLevels, changeLogLevels, metrics};

} // namespace auth::api
