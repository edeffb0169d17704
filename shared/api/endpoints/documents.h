#pragma once

#include "api/endpoint.h"
#include "api/messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

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

inline constexpr std::tuple documentEndpoints{openApi, docs, docsAsset};

} // namespace auth::api
