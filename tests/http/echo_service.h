#pragma once

#include "http/http_server.h"

namespace auth::test {

/// A service to try the edge with: /echo tells what arrived, /health is fixed and small, /slow answers SLOW from
/// another thread after half a second, /empty is 204, /throw throws, /silent never answers; all else is 404.
HttpHandlers echoService();

/// The status of an edge error, and its wire name as the body.
HttpResponse edgeError(ErrorCode code, const EdgeContext &context);

} // namespace auth::test
