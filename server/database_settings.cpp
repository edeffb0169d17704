#include "database_settings.h"

#include "settings.h"
#include "storage/postgres_address.h"

namespace auth {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

QString textOf(const Secret &url) { return QString::fromUtf8(url.reveal()); }

CircuitBreaker::Options breakerOptions(const Settings &settings)
{
    return {.name = u"database"_s,
            .threshold = settings.circuitBreakerThreshold,
            .halfOpenMaxCalls = settings.circuitBreakerHalfOpenMaxCalls,
            .timeout = seconds(settings.circuitBreakerTimeout)};
}

} // namespace

DatabaseOptions databaseOptions(const Settings &settings)
{
    return {.url = databaseUrl(settings),
            .synchronous = settings.databaseSynchronous == Durability::Full ? DatabaseOptions::Synchronous::Full
                                                                            : DatabaseOptions::Synchronous::Normal,
            .busyTimeout = milliseconds(settings.databaseBusyTimeoutMs),
            .writeQueueLimit = settings.databaseWriteQueue,
            .cacheKiB = settings.databaseCacheKib,
            .autoMigrate = settings.databaseAutoMigrate,
            .poolSize = settings.databaseMaxPoolSize,
            .poolTimeout = milliseconds(settings.databasePoolTimeoutMs),
            .connectTimeout = seconds(settings.databaseConnectTimeoutSeconds),
            .statementTimeout = milliseconds(settings.databaseStatementTimeoutMs),
            .lockTimeout = milliseconds(settings.databaseLockTimeoutMs),
            .idleTransactionTimeout = milliseconds(settings.databaseIdleTransactionTimeoutMs),
            .migrationLockTimeout = seconds(settings.databaseMigrationLockTimeoutSeconds),
            .heartbeat = milliseconds(settings.databaseHeartbeatMs),
            .breaker = breakerOptions(settings)};
}

QString databaseUrl(const Settings &settings) { return textOf(settings.databaseUrl); }

QString shownDatabaseUrl(QByteArrayView url)
{
    const QString text = QString::fromUtf8(url);
    if (!isPostgresUrl(text))
        return sqlitePath(text) ? text : u"•••"_s;
    const auto address = postgresAddress(text);
    return address ? u"postgresql: %1"_s.arg(address->name()) : u"•••"_s;
}

bool namesPostgres(const Secret &url) { return isPostgresUrl(textOf(url)); }

Outcome checkDatabaseUrl(const Secret &url)
{
    if (!namesPostgres(url))
        return sqlitePath(textOf(url)).then([](const QString &) -> Outcome { return Done{}; });
    return postgresAddress(textOf(url)).then([](const PostgresAddress &) -> Outcome { return Done{}; });
}

} // namespace auth
