#pragma once

#include "api/endpoints/audit.h"
#include "api/endpoints/documents.h"
#include "api/endpoints/health.h"
#include "api/endpoints/jobs.h"
#include "api/endpoints/logs.h"
#include "api/endpoints/own_account.h"
#include "api/endpoints/roles.h"
#include "api/endpoints/system.h"
#include "api/endpoints/tokens.h"
#include "api/endpoints/user_actions.h"
#include "api/endpoints/users.h"

#include <array>
#include <tuple>

/// THE list of endpoints, a file for each group. Adding one: a request and a response among the messages, a constant in
/// the group's file (also in its tuple), a method of a service, a line in server/routes.cpp.
namespace auth::api {

inline constexpr auto all =
    std::tuple_cat(tokenEndpoints, ownAccountEndpoints, userEndpoints, userActionEndpoints, roleEndpoints, jobEndpoints,
                   auditEndpoints, logEndpoints, systemEndpoints, healthEndpoints, documentEndpoints);

static_assert(allDistinct(all), "two endpoints share method and path");

/// What the endpoints are grouped by, in the order of documents.
struct Group {
    const char *name;
    const char *about;
};
inline constexpr std::array groups{Group{"tokens", "Proofs in exchange for tokens, and back."},
                                   Group{"own account", "What users do with their own account."},
                                   Group{"users", "Other people's accounts and sessions."},
                                   Group{"roles", "What people may do."},
                                   Group{"jobs", "Work on many accounts at once."},
                                   Group{"audit", "Who did what, provably."},
                                   Group{"logs", "What the service did, line by line and live."},
                                   Group{"system", "The state of the service itself."},
                                   Group{"documents", "This interface, described."}};

} // namespace auth::api
