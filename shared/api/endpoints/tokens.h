#pragma once

#include "api/endpoint.h"
#include "api/messages.h"
#include "api/user_action_messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<RegisterRequest, TokenPair> registerUser{{
    .method = Method::Post, .path = "/api/auth/register", .access = Access::anyone(), .lane = Lane::Hash, .limit = Limit::Register,
    .group = "tokens", .summary = "Make an account and sign in with it.",
    .errors = {ErrorCode::DuplicateEmail, ErrorCode::DuplicateUsername, ErrorCode::WeakPassword, ErrorCode::InvalidEmail,
               ErrorCode::InvalidUsername},
    .success = 201}};

inline constexpr Endpoint<LoginRequest, TokenPair> login{{
    .method = Method::Post, .path = "/api/auth/login", .access = Access::anyone(), .lane = Lane::Hash, .limit = Limit::SignIn,
    .group = "tokens", .summary = "Exchange an e-mail address and password for an access and a refresh token.",
    .errors = {ErrorCode::InvalidCredentials, ErrorCode::AccountDisabled, ErrorCode::PasswordChangeRequired}},
    &LoginRequest::email};

inline constexpr Endpoint<PasswordReplacement, TokenPair> replacePassword{{
    .method = Method::Post, .path = "/api/auth/password-change", .access = Access::anyone(), .lane = Lane::Hash, .limit = Limit::SignIn,
    .group = "tokens", .summary = "Sign in with another password from now on, as an account may have to; the other sessions end.",
    .errors = {ErrorCode::InvalidCredentials, ErrorCode::AccountDisabled, ErrorCode::WeakPassword}},
    &PasswordReplacement::email};

inline constexpr Endpoint<PasswordReset, NoContent> resetPassword{{
    .method = Method::Post, .path = "/api/auth/password-reset", .access = Access::anyone(), .lane = Lane::Hash, .limit = Limit::SignIn,
    .group = "tokens", .summary = "Choose a password with the token of an invitation or a reset; all sessions end.",
    .errors = {ErrorCode::TokenInvalid, ErrorCode::TokenExpired, ErrorCode::WeakPassword}, .success = 204}};

inline constexpr Endpoint<RefreshRequest, TokenPair> refresh{{
    .method = Method::Post, .path = "/api/auth/refresh", .access = Access::anyone(), .limit = Limit::Refresh,
    .group = "tokens", .summary = "Exchange a refresh token for a new pair; the old one is used up.",
    .errors = {ErrorCode::TokenExpired, ErrorCode::TokenInvalid}}};

inline constexpr Endpoint<LogoutRequest, NoContent> logout{{
    .method = Method::Post, .path = "/api/auth/logout", .access = Access::whenSignedIn(),
    .group = "tokens", .summary = "End the session of the bearer token or of the refresh token.",
    .errors = {ErrorCode::MissingToken}, .success = 204}};

inline constexpr Endpoint<NoRequest, NoContent> logoutAll{{
    .method = Method::Post, .path = "/api/auth/logout-all", .access = Access::signedIn(),
    .group = "tokens", .summary = "End all sessions of the caller.", .success = 204}};

inline constexpr Endpoint<NoRequest, CallerIdentity> verify{{
    .method = Method::Get, .path = "/api/auth/verify", .access = Access::signedIn(),
    .group = "tokens", .summary = "Whether the bearer token still counts, for proxies and other services; answers through an outage of the database."}};

inline constexpr Endpoint<NoRequest, Document> jwks{{
    .method = Method::Get, .path = "/.well-known/jwks.json", .access = Access::anyone(), .lane = Lane::Inline,
    .group = "tokens", .summary = "Public keys of the access tokens (RFC 7517); empty with HS256.",
    .cacheControl = "public, max-age=300"}};

inline constexpr std::tuple tokenEndpoints{registerUser, login, replacePassword, resetPassword, refresh, logout, logoutAll, verify, jwks};

} // namespace auth::api
