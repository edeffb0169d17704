#pragma once

#include "api/audit_messages.h"
#include "api/endpoint.h"
#include "api/messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<AuditQuery, Page<AuditEntry>> auditList{{
    .method = Method::Get, .path = "/api/audit", .access = Access::permission(Permission::AuditRead),
    .group = "audit", .summary = "Who did what, newest first."}};

inline constexpr Endpoint<AuditExportRequest, Stream> auditExport{{
    .method = Method::Get, .path = "/api/audit/export", .access = Access::permission(Permission::AuditRead),
    .group = "audit", .summary = "The whole trail, with what it takes to verify it offline; on record itself."}};

inline constexpr Endpoint<NoRequest, AuditRetentionReport> auditRetention{{
    .method = Method::Get, .path = "/api/audit/retention", .access = Access::permission(Permission::AuditRead),
    .group = "audit", .summary = "How long entries are kept, and what that comes to."}};

inline constexpr Endpoint<AuditErasure, NoContent> eraseFromAudit{{
    .method = Method::Post, .path = "/api/users/{id}/erase-audit-data", .access = Access::permission(Permission::UsersWrite),
    .group = "audit", .summary = "Destroy what the trail knows of a person beyond the id; the trail can still be verified.",
    .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}, .success = 204}};

inline constexpr std::tuple auditEndpoints{auditList, auditExport, auditRetention, eraseFromAudit};

} // namespace auth::api
