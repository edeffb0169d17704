#pragma once

#include "api/endpoint.h"
#include "api/messages.h"
#include "api/user_action_messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<UserRef, Account> user{{
    .method = Method::Get, .path = "/api/users/{id}", .access = Access::permission(Permission::UsersRead),
    .group = "users", .summary = "One account, also a deleted one.",
    .errors = {ErrorCode::UserNotFound}}};

inline constexpr Endpoint<Invitation, Ticket> inviteUser{{
    .method = Method::Post, .path = "/api/users", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Make an account whose password its owner chooses with the token.",
    .errors = {ErrorCode::DuplicateEmail, ErrorCode::DuplicateUsername, ErrorCode::InvalidEmail, ErrorCode::InvalidUsername},
    .success = 201}};

inline constexpr Endpoint<UserEdit, Account> editUser{{
    .method = Method::Patch, .path = "/api/users/{id}", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Change an account's name or address.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::DuplicateEmail, ErrorCode::DuplicateUsername, ErrorCode::InvalidEmail,
               ErrorCode::InvalidUsername, ErrorCode::Conflict, ErrorCode::PreconditionFailed, ErrorCode::PreconditionRequired}}};

inline constexpr Endpoint<UserRoles, Account> setUserRoles{{
    .method = Method::Put, .path = "/api/users/{id}/roles", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Give an account other roles.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict, ErrorCode::PreconditionFailed, ErrorCode::PreconditionRequired}}};

inline constexpr Endpoint<UserAction, Account> activateUser{{
    .method = Method::Post, .path = "/api/users/{id}/activate", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Switch an account on.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}}};

inline constexpr Endpoint<UserAction, Account> deactivateUser{{
    .method = Method::Post, .path = "/api/users/{id}/deactivate", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Switch an account off and end its sessions.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}}};

inline constexpr Endpoint<UserLock, Account> lockUser{{
    .method = Method::Post, .path = "/api/users/{id}/lock", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Switch an account off until a moment and end its sessions.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}}};

inline constexpr Endpoint<UserAction, Account> unlockUser{{
    .method = Method::Post, .path = "/api/users/{id}/unlock", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "End a lock, and forget the failed sign-ins that slow the account down.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}}};

inline constexpr Endpoint<EndingUserAction, Account> requirePasswordChange{{
    .method = Method::Post, .path = "/api/users/{id}/require-password-change", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Let the password open nothing but its own replacement.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}}};

inline constexpr Endpoint<EndingUserAction, Ticket> resetUserPassword{{
    .method = Method::Post, .path = "/api/users/{id}/password-reset", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "A token to choose another password with; for an invited account, its first.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}}};

inline constexpr Endpoint<UserRemoval, NoContent> removeUser{{
    .method = Method::Delete, .path = "/api/users/{id}", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Delete an account; it can be restored for a while.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict, ErrorCode::PreconditionFailed, ErrorCode::PreconditionRequired},
    .success = 204}};

inline constexpr Endpoint<UserAction, Account> restoreUser{{
    .method = Method::Post, .path = "/api/users/{id}/restore", .access = Access::permission(Permission::UsersWrite),
    .group = "users", .summary = "Undo a deletion.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}}};

inline constexpr Endpoint<UserRef, Page<Session>> userSessions{{
    .method = Method::Get, .path = "/api/users/{id}/sessions", .access = Access::permission(Permission::SessionsRead),
    .group = "users", .summary = "An account's sessions, last used first.",
    .errors = {ErrorCode::UserNotFound}}};

inline constexpr Endpoint<UserAction, NoContent> endUserSessions{{
    .method = Method::Delete, .path = "/api/users/{id}/sessions", .access = Access::permission(Permission::SessionsRevoke),
    .group = "users", .summary = "End all sessions of an account.",
    .errors = {ErrorCode::UserNotFound}, .success = 204}};

inline constexpr Endpoint<UserSessionRef, NoContent> endUserSession{{
    .method = Method::Delete, .path = "/api/users/{id}/sessions/{sid}", .access = Access::permission(Permission::SessionsRevoke),
    .group = "users", .summary = "End one session of an account.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::NotFound}, .success = 204}};

inline constexpr std::tuple userActionEndpoints{
    user, inviteUser, editUser, setUserRoles, activateUser, deactivateUser, lockUser, unlockUser, requirePasswordChange,
    resetUserPassword, removeUser, restoreUser, userSessions, endUserSessions, endUserSession};

} // namespace auth::api
