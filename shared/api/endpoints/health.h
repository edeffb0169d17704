#pragma once

#include "api/endpoint.h"
#include "api/messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<NoRequest, HealthStatus> health{{
    .method = Method::Get, .path = "/health", .access = Access::anyone(), .lane = Lane::Inline,
    .group = "system", .summary = "The process answers.", .polled = true}};

inline constexpr Endpoint<NoRequest, HealthStatus> livez{{
    .method = Method::Get, .path = "/livez", .access = Access::anyone(), .lane = Lane::Inline,
    .group = "system", .summary = "Restart the process when this fails.", .polled = true}};

inline constexpr Endpoint<ReadinessRequest, Readiness> readyz{{
    .method = Method::Get, .path = "/readyz", .access = Access::anyone(),
    .group = "system", .summary = "Send requests here while this succeeds.",
    .errors = {ErrorCode::StorageUnavailable}, .polled = true}};

inline constexpr std::tuple healthEndpoints{health, livez, readyz};

} // namespace auth::api
