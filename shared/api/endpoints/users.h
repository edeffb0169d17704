#pragma once

#include "api/endpoint.h"
#include "api/import_messages.h"
#include "api/messages.h"
#include "api/session_list_messages.h"
#include "api/user_list_messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<UserListRequest, Page<Account>> users{{
    .method = Method::Get, .path = "/api/users", .access = Access::permission(Permission::UsersRead),
    .group = "users", .summary = "Find accounts; of a search by relevance only the best."}};

inline constexpr Endpoint<UserAnchorsRequest, UserAnchors> userAnchors{{
    .method = Method::Get, .path = "/api/users/anchors", .access = Access::permission(Permission::UsersRead),
    .group = "users", .summary = "Places all over the list, to jump to any."}};

inline constexpr Endpoint<UserExportRequest, Stream> exportUsers{{
    .method = Method::Get, .path = "/api/users/export", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "All accounts of a filter as a file; on record. Takes users.read too."}};

inline constexpr Endpoint<SessionListRequest, Page<ListedSession>> sessions{{
    .method = Method::Get, .path = "/api/sessions", .access = Access::permission(Permission::SessionsRead),
    .group = "users", .summary = "Everybody's live sessions, newest first."}};

inline constexpr Endpoint<ImportRequest, ImportReport> importUsers{{
    .method = Method::Post, .path = "/api/users/import", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Take over accounts of another system, up to 500 at a time; the same rows again change nothing."}};

inline constexpr std::tuple userEndpoints{users, userAnchors, exportUsers, importUsers, sessions};

} // namespace auth::api
