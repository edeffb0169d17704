#include "daemon_settings.h"

#include "database_settings.h"
#include "rest/client_address.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr int hashNice = 10;

Bulkhead::Options bulkhead(const QString &name, int threads, int queue, int nice, const Settings &settings)
{
    return {.name = name,
            .threads = threads,
            .queue = queue,
            .deadline = std::chrono::milliseconds(settings.queueDeadlineMs),
            .nice = nice};
}

} // namespace

SessionLimits sessionLimits(const Settings &settings)
{
    return {.accessLife = std::chrono::minutes(settings.accessTokenExpireMinutes),
            .refreshLife = std::chrono::days(settings.refreshTokenExpireDays),
            .sessionLife = std::chrono::days(settings.sessionMaxDays),
            .grace = std::chrono::seconds(settings.refreshGraceSeconds),
            .perUser = settings.sessionsPerUser,
            .issuer = settings.jwtIssuer,
            .audience = settings.jwtAudience};
}

AuditRetentionRules auditRetentionRules(const Settings &settings)
{
    return {.security = settings.auditSecurityDays,
            .accounts = settings.auditAccountsDays,
            .system = settings.auditSystemDays};
}

RateLimits rateLimits(const Settings &settings)
{
    return {.enabled = settings.rateLimitEnabled,
            .requests = settings.rateLimitRequests,
            .window = std::chrono::seconds(settings.rateLimitWindow),
            .keys = settings.rateLimitKeys};
}

OneTimeTokens::Lives tokenLives(const Settings &settings)
{
    return {.invitation = std::chrono::days(settings.invitationExpireDays),
            .passwordReset = std::chrono::hours(settings.passwordResetExpireHours)};
}

HttpLimits httpLimits(const Settings &settings)
{
    using std::chrono::seconds;
    HttpLimits limits;
    limits.maxHeadBytes = settings.maxHeadBytes;
    limits.maxHeaderFields = settings.maxHeaderFields;
    limits.maxRequestLineBytes = settings.maxTargetBytes;
    limits.maxBodyBytes = settings.maxBodyBytes;
    limits.maxConnections = settings.maxConnections;
    limits.maxConnectionsPerAddress = settings.maxConnectionsPerAddress;
    limits.exemptNetworks = parseNetworks(settings.trustedProxies).value_or(QList<Network>());
    limits.headTimeout = seconds(settings.headTimeoutSeconds);
    limits.bodyTimeout = seconds(settings.bodyTimeoutSeconds);
    limits.idleTimeout = seconds(settings.idleTimeoutSeconds);
    limits.lingerTimeout = seconds(settings.lingerTimeoutSeconds);
    limits.writeStallTimeout = seconds(settings.writeTimeoutSeconds);
    return limits;
}

LogStreamLimits logStreamLimits(const Settings &settings)
{
    return {.kept = {.lines = settings.logStreamLines, .bytes = qsizetype{settings.logStreamMemoryMib} << 20},
            .unsentBytes = settings.logStreamUnsentBytes,
            .perUser = settings.logStreamsPerUser};
}

Bulkhead::Options storeBulkhead(const Settings &settings)
{
    return bulkhead(u"store"_s, settings.storeThreads, settings.storeQueue, 0, settings);
}

Bulkhead::Options hashBulkhead(const Settings &settings)
{
    return bulkhead(u"hash"_s, settings.hashThreads, settings.hashQueue, hashNice, settings);
}

QList<std::pair<QString, QString>> writtenFiles(const Settings &settings)
{
    QList<std::pair<QString, QString>> files;
    if (const auto path = sqlitePath(databaseUrl(settings)); path && !namesPostgres(settings.databaseUrl))
        files.append({u"the database"_s, *path});
    if (!settings.logFile.isEmpty())
        files.append({u"the log file"_s, settings.logFile});
    return files;
}

} // namespace auth
