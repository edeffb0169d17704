#pragma once

#include "api/endpoint.h"
#include "api/messages.h"

#include <tuple>

// A form is read line by line.
// clang-format off

/// THE list of endpoints. Adding one: a request and a response in messages.h, a constant here (also in `all`), a method
/// of a service, a line in server/routes.cpp.
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
    .errors = {ErrorCode::InvalidCredentials, ErrorCode::AccountDisabled}},
    &LoginRequest::email};

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

inline constexpr Endpoint<NoRequest, Document> openApi{{
    .method = Method::Get, .path = "/openapi.json", .access = Access::anyone(), .lane = Lane::Inline,
    .group = "documents", .summary = "This interface as an OpenAPI 3.1 document.", .cacheControl = "no-cache"}};

inline constexpr Endpoint<NoRequest, Document> docs{{
    .method = Method::Get, .path = "/docs", .access = Access::anyone(), .lane = Lane::Inline,
    .group = "documents", .summary = "This interface in an API browser.", .cacheControl = "no-cache"}};

inline constexpr Endpoint<AssetRef, Document> docsAsset{{
    .method = Method::Get, .path = "/docs/{name}", .access = Access::anyone(), .lane = Lane::Inline,
    .group = "documents", .summary = "A file of the API browser.", .errors = {ErrorCode::NotFound},
    .cacheControl = "public, max-age=86400"}};

inline constexpr std::tuple all{registerUser, login, refresh, logout, logoutAll, verify, jwks,
                                profile, changeProfile, changePassword, ownSessions, endOwnSession,
                                health, livez, readyz, openApi, docs, docsAsset};

static_assert(allDistinct(all), "two endpoints share method and path");

/// What the endpoints are grouped by, in the order of documents.
struct Group {
    const char *name;
    const char *about;
};
inline constexpr std::array groups{Group{"tokens", "Proofs in exchange for tokens, and back."},
                                   Group{"own account", "What users do with their own account."},
                                   Group{"system", "For load balancers and supervisors."},
                                   Group{"documents", "This interface, described."}};

} // namespace auth::api
