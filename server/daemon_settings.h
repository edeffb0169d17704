#pragma once

#include "http/http_limits.h"
#include "rest/bulkhead.h"
#include "services/audit_retention.h"
#include "services/log_stream.h"
#include "services/one_time_tokens.h"
#include "services/rate_limits.h"
#include "services/sessions.h"
#include "settings.h"

/// What the settings mean for each part of the daemon.
namespace auth {

SessionLimits sessionLimits(const Settings &settings);
AuditRetentionRules auditRetentionRules(const Settings &settings);
RateLimits rateLimits(const Settings &settings);
OneTimeTokens::Lives tokenLives(const Settings &settings);
HttpLimits httpLimits(const Settings &settings);
LogStreamLimits logStreamLimits(const Settings &settings);
Bulkhead::Options storeBulkhead(const Settings &settings);
/// Hashing may take every core; requests that only look something up go first.
Bulkhead::Options hashBulkhead(const Settings &settings);
/// Where this instance writes, and for what.
QList<std::pair<QString, QString>> writtenFiles(const Settings &settings);

} // namespace auth
