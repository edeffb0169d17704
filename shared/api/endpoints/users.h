#pragma once

#include "api/endpoint.h"
#include "api/import_messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<ImportRequest, ImportReport> importUsers{{
    .method = Method::Post, .path = "/api/users/import", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Take over accounts of another system, up to 500 at a time; the same rows again change nothing."}};

inline constexpr std::tuple userEndpoints{importUsers};

} // namespace auth::api
