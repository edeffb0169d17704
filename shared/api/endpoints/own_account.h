#pragma once

#include "api/endpoint.h"
#include "api/messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<NoRequest, Profile> profile{{
    .method = Method::Get, .path = "/api/user/profile", .access = Access::signedIn(),
    .group = "own account", .summary = "The caller's account and permissions."}};

inline constexpr Endpoint<ProfileChange, Profile> changeProfile{{
    .method = Method::Patch, .path = "/api/user/profile", .access = Access::signedIn(), .lane = Lane::Hash, .limit = Limit::SignIn,
    .group = "own account", .summary = "Change the caller's name or address.",
    .errors = {ErrorCode::DuplicateEmail, ErrorCode::DuplicateUsername, ErrorCode::InvalidEmail, ErrorCode::InvalidUsername,
               ErrorCode::InvalidCredentials, ErrorCode::PreconditionFailed, ErrorCode::PreconditionRequired}}};

inline constexpr Endpoint<PasswordChange, NoContent> changePassword{{
    .method = Method::Post, .path = "/api/user/password", .access = Access::signedIn(), .lane = Lane::Hash,
    .group = "own account", .summary = "Change the caller's password and end the other sessions.",
    .errors = {ErrorCode::InvalidCredentials, ErrorCode::WeakPassword}, .success = 204}};

inline constexpr Endpoint<NoRequest, Page<Session>> ownSessions{{
    .method = Method::Get, .path = "/api/user/sessions", .access = Access::signedIn(),
    .group = "own account", .summary = "The caller's sessions, last used first."}};

inline constexpr Endpoint<SessionRef, NoContent> endOwnSession{{
    .method = Method::Delete, .path = "/api/user/sessions/{id}", .access = Access::signedIn(),
    .group = "own account", .summary = "End one of the caller's sessions.",
    .errors = {ErrorCode::NotFound}, .success = 204}};

inline constexpr std::tuple ownAccountEndpoints{profile, changeProfile, changePassword, ownSessions, endOwnSession};

} // namespace auth::api
