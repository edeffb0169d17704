#pragma once

#include "api/endpoint.h"
#include "api/messages.h"
#include "api/user_action_messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<NoRequest, Page<Role>> roles{{
    .method = Method::Get, .path = "/api/roles", .access = Access::permission(Permission::UsersRead),
    .group = "roles", .summary = "All roles, the built-in ones first."}};

inline constexpr Endpoint<RoleRef, Role> role{{
    .method = Method::Get, .path = "/api/roles/{name}", .access = Access::permission(Permission::UsersRead),
    .group = "roles", .summary = "One role.",
    .errors = {ErrorCode::NotFound}}};

inline constexpr Endpoint<RoleDraft, Role> createRole{{
    .method = Method::Post, .path = "/api/roles", .access = Access::permission(Permission::RolesManage),
    .group = "roles", .summary = "Make a role.",
    .errors = {ErrorCode::Conflict}, .success = 201}};

inline constexpr Endpoint<RoleEdit, Role> editRole{{
    .method = Method::Patch, .path = "/api/roles/{name}", .access = Access::permission(Permission::RolesManage),
    .group = "roles", .summary = "Change what a role allows, at once for everybody who has it.",
    .errors = {ErrorCode::NotFound, ErrorCode::Conflict, ErrorCode::PreconditionFailed, ErrorCode::PreconditionRequired}}};

inline constexpr Endpoint<RoleRemoval, NoContent> removeRole{{
    .method = Method::Delete, .path = "/api/roles/{name}", .access = Access::permission(Permission::RolesManage),
    .group = "roles", .summary = "Delete a role that nobody has.",
    .errors = {ErrorCode::NotFound, ErrorCode::Conflict, ErrorCode::PreconditionFailed, ErrorCode::PreconditionRequired},
    .success = 204}};

inline constexpr std::tuple roleEndpoints{roles, role, createRole, editRole, removeRole};

} // namespace auth::api
