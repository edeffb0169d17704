#pragma once

#include "api/endpoint.h"
#include "api/job_messages.h"
#include "api/messages.h"

// A form is read line by line.
// clang-format off

namespace auth::api {

inline constexpr Endpoint<BulkRequest, Job> changeUsers{{
    .method = Method::Post, .path = "/api/users/bulk", .access = Access::permission(Permission::UsersWrite),
    .group = "jobs", .summary = "Do the same to many accounts, which are chosen now; a job goes through them.",
    .errors = {ErrorCode::Conflict}, .success = 202}};

inline constexpr Endpoint<NoRequest, Page<Job>> jobs{{
    .method = Method::Get, .path = "/api/jobs", .access = Access::permission(Permission::UsersRead),
    .group = "jobs", .summary = "The last hundred jobs, newest first."}};

inline constexpr Endpoint<JobRef, Job> job{{
    .method = Method::Get, .path = "/api/jobs/{id}", .access = Access::permission(Permission::UsersRead),
    .group = "jobs", .summary = "How far a job is, and what became of its accounts.", .errors = {ErrorCode::NotFound}}};

inline constexpr Endpoint<JobItemsRequest, Page<JobItem>> jobItems{{
    .method = Method::Get, .path = "/api/jobs/{id}/items", .access = Access::permission(Permission::UsersRead),
    .group = "jobs", .summary = "The accounts of a job, one by one.", .errors = {ErrorCode::NotFound}}};

inline constexpr Endpoint<JobRef, Job> startJob{{
    .method = Method::Post, .path = "/api/jobs/{id}/start", .access = Access::permission(Permission::UsersWrite),
    .group = "jobs", .summary = "Do what a dry run has shown, to the accounts it was shown for.",
    .errors = {ErrorCode::NotFound, ErrorCode::Conflict}, .success = 202}};

inline constexpr Endpoint<JobRef, Job> cancelJob{{
    .method = Method::Post, .path = "/api/jobs/{id}/cancel", .access = Access::permission(Permission::UsersWrite),
    .group = "jobs", .summary = "Leave the rest of the accounts alone; what was done stays done.",
    .errors = {ErrorCode::NotFound, ErrorCode::Conflict}}};

inline constexpr Endpoint<JobRef, Job> undoJob{{
    .method = Method::Post, .path = "/api/jobs/{id}/undo", .access = Access::permission(Permission::UsersWrite),
    .group = "jobs", .summary = "Put back what a job changed, where nothing else has changed since.",
    .errors = {ErrorCode::NotFound, ErrorCode::Conflict}, .success = 202}};

inline constexpr std::tuple jobEndpoints{changeUsers, jobs, job, jobItems, startJob, cancelJob, undoJob};

} // namespace auth::api
