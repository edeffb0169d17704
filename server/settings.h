#pragma once

#include "core/field.h"
#include "core/result.h"
#include "core/secret.h"
#include "database_settings.h"
#include "setting_values.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace auth {

/// Everything that can be set, by environment variable or `.env`: the name in upper case. `auth-serve --print-config`
/// shows the values in force and where each came from; `.env.example` is generated from here.
struct Settings {
    // The service
    QString host = QStringLiteral("127.0.0.1");
    int port = 8000;
    Environment environment = Environment::Development;
    LogThreshold logLevel = LogThreshold::Info;
    QString logFile;
    qint64 logFileMaxBytes = 50 * 1024 * 1024;
    int logFileKeep = 5;
    int logQueueLines = 10000;
    int logStreamLines = 10000;
    int logStreamMemoryMib = 4;
    int logStreamUnsentBytes = 1024 * 1024;
    int logStreamsPerUser = 10;
    QString logStore = QStringLiteral("auto");
    int logStoreDays = 30;
    int logStoreMaxMib = 2048;
    int logSearchTimeoutMs = 2000;
    int logSearches = 2;
    int logLevelReturnMinutes = 15;
    QString metricsHost = QStringLiteral("127.0.0.1");
    std::optional<int> metricsPort;
    QString instanceId;
    QString instanceUrl;
    int peerTimeoutMs = 1000;
    // Storage
    Secret databaseUrl{QByteArrayView("sqlite:///auth-serve.db")};
    Durability databaseSynchronous = Durability::Full;
    bool databaseAutoMigrate = true;
    // SQLite
    int databaseBusyTimeoutMs = 5000;
    int databaseWriteQueue = 1024;
    int databaseCacheKib = 256;
    // PostgreSQL
    int databaseMaxPoolSize = 16;
    int databasePoolTimeoutMs = 5000;
    int databaseConnectTimeoutSeconds = 3;
    int databaseStatementTimeoutMs = 5000;
    int databaseLockTimeoutMs = 2000;
    int databaseIdleTransactionTimeoutMs = 10000;
    int databaseMigrationLockTimeoutSeconds = 60;
    int databaseHeartbeatMs = 1000;
    int circuitBreakerThreshold = 5;
    int circuitBreakerTimeout = 30;
    int circuitBreakerHalfOpenMaxCalls = 3;
    int instanceHeartbeatSeconds = 5;
    int auditSignMinutes = 5;
    int auditSecurityDays = 0;
    int auditAccountsDays = 0;
    int auditSystemDays = 365;
    int auditPruneBatch = 1000;
    int jobBatch = 200;
    int jobMaxAccounts = 100000;
    int jobKeepDays = 30;
    // Tokens and sessions
    Secret jwtSecretKey;
    JwtAlgorithm jwtAlgorithm = JwtAlgorithm::HS256;
    QString jwtKeyFile;
    QString jwtIssuer = QStringLiteral("auth-serve");
    QString jwtAudience = QStringLiteral("auth-serve");
    int jwtVerifiedCache = 10000;
    int accessTokenExpireMinutes = 30;
    int refreshTokenExpireDays = 7;
    int refreshGraceSeconds = 10;
    int sessionMaxDays = 90;
    int sessionsPerUser = 100;
    int sessionCacheEntries = 100000;
    int sessionCacheMs = 1000;
    int sessionOutageSeconds = 60;
    // Passwords
    int passwordMinLength = 8;
    int invitationExpireDays = 7;
    int passwordResetExpireHours = 24;
    int deletedAccountDays = 30;
    int signInAttemptQueue = 10000;
    int hashMemoryKib = 19456;
    int hashIterations = 2;
    int hashSlots = 0;
    int hashMemoryLimitMib = 1024;
    int importedHashMemoryMib = 128;
    int importedHashMs = 2000;
    // Queues and threads
    int ioThreads = 0;
    int storeThreads = 16;
    int storeQueue = 1024;
    int hashThreads = 0;
    int hashQueue = 64;
    int queueDeadlineMs = 10000;
    // HTTP
    int maxHeadBytes = 16 * 1024;
    int maxHeaderFields = 100;
    int maxTargetBytes = 8 * 1024;
    int maxBodyBytes = 64 * 1024;
    int headTimeoutSeconds = 10;
    int bodyTimeoutSeconds = 30;
    int idleTimeoutSeconds = 60;
    int lingerTimeoutSeconds = 2;
    int writeTimeoutSeconds = 15;
    int drainTimeoutSeconds = 10;
    int maxConnections = 10000;
    int maxConnectionsPerAddress = 200;
    int maxStreams = 100;
    QStringList trustedProxies;
    QStringList corsOrigins;
    // Rate limits
    bool rateLimitEnabled = true;
    int rateLimitRequests = 5;
    int rateLimitWindow = 60;
    int rateLimitKeys = 200000;

    // A form is read line by line.
    // clang-format off
    static constexpr auto fields()
    {
        return std::tuple{
            field(&Settings::host, {.name = "host", .about = "Address to listen on; 0.0.0.0 or :: for all."}),
            field(&Settings::port, {.name = "port", .about = "TCP port; 0 picks a free one.", .min = 0, .max = 65535}),
            field(&Settings::environment, {.name = "environment", .about = "development, testing, staging or production. The last two refuse to start without a strong JWT_SECRET_KEY."}),
            field(&Settings::logLevel, {.name = "log_level", .about = "Least level that is written: debug, info, warning, error or critical."}),
            field(&Settings::logFile, {.name = "log_file", .about = "File that gets every line besides stdout; empty: none."}),
            field(&Settings::logFileMaxBytes, {.name = "log_file_max_bytes", .about = "Size at which LOG_FILE is rotated.", .min = 65536, .max = 1LL << 40}),
            field(&Settings::logFileKeep, {.name = "log_file_keep", .about = "Rotated files that are kept.", .min = 0, .max = 1000}),
            field(&Settings::logQueueLines, {.name = "log_queue_lines", .about = "Lines that may wait for a slow reader; more are dropped and counted.", .min = 100, .max = 1000000}),
            field(&Settings::logStreamLines, {.name = "log_stream_lines", .about = "Newest lines kept in memory, for those who follow the log and were cut off.", .min = 1, .max = 10000000}),
            field(&Settings::logStreamMemoryMib, {.name = "log_stream_memory_mib", .about = "Memory these may take; then fewer are kept.", .min = 1, .max = 16384}),
            field(&Settings::logStreamUnsentBytes, {.name = "log_stream_unsent_bytes", .about = "A client that follows the log and is further behind than this is dropped.", .min = 65536, .max = 1073741824}),
            field(&Settings::logStreamsPerUser, {.name = "log_streams_per_user", .about = "Live logs of one user at once.", .min = 1, .max = 10000}),
            field(&Settings::logStore, {.name = "log_store", .about = "SQLite file that keeps every line for searches; auto: beside a SQLite database, else in the service's state directory or the current one; none: no such file."}),
            field(&Settings::logStoreDays, {.name = "log_store_days", .about = "Lines are kept so long.", .min = 1, .max = 3650}),
            field(&Settings::logStoreMaxMib, {.name = "log_store_max_mib", .about = "Size of LOG_STORE beyond which the oldest lines go.", .min = 64, .max = 1048576}),
            field(&Settings::logSearchTimeoutMs, {.name = "log_search_timeout_ms", .about = "A search of LOG_STORE ends after so long, with what it has.", .min = 10, .max = 60000}),
            field(&Settings::logSearches, {.name = "log_searches", .about = "Searches of LOG_STORE at once, and as many exports; more are answered 503.", .min = 1, .max = 64}),
            field(&Settings::logLevelReturnMinutes, {.name = "log_level_return_minutes", .about = "A log level that an administrator sets returns after so long.", .min = 1, .max = 1440}),
            field(&Settings::metricsHost, {.name = "metrics_host", .about = "Address METRICS_PORT listens on; whoever reaches it may read."}),
            field(&Settings::metricsPort, {.name = "metrics_port", .about = "TCP port for GET /metrics alone; 0 picks a free one. Unset: on PORT, for clients on this machine and holders of system.read.", .min = 0, .max = 65535}),
            field(&Settings::instanceId, {.name = "instance_id", .about = "Name of this instance in the log; empty: a random one.", .max = 64}),
            field(&Settings::instanceUrl, {.name = "instance_url", .about = "Where other instances reach this one; empty: HOST and PORT, with the machine's name where HOST is all addresses.", .max = 1024}),
            field(&Settings::peerTimeoutMs, {.name = "peer_timeout_ms", .about = "PostgreSQL: wait for another instance's part of the story of a request.", .min = 10, .max = 60000}),
            field(&Settings::databaseUrl, {.name = "database_url", .about = "sqlite:///relative.db, sqlite:////absolute.db or postgresql://user:password@host:port,host:port/database?keyword=value, with any keyword of libpq such as sslmode; percent-encoded.", .min = 1, .max = 4096, .secret = true, .shown = &shownDatabaseUrl}),
            field(&Settings::databaseSynchronous, {.name = "database_synchronous", .about = "full: every answer is on the disk; normal: faster, a power cut may undo the last moments."}),
            field(&Settings::databaseAutoMigrate, {.name = "database_auto_migrate", .about = "Bring the schema up to date at start; false: refuse to start instead."}),
            field(&Settings::databaseBusyTimeoutMs, {.name = "database_busy_timeout_ms", .about = "SQLite: wait for another process that holds the file.", .min = 0, .max = 60000}),
            field(&Settings::databaseWriteQueue, {.name = "database_write_queue", .about = "SQLite: writes that may wait; more are answered 503.", .min = 1, .max = 100000}),
            field(&Settings::databaseCacheKib, {.name = "database_cache_kib", .about = "SQLite: page cache of each connection.", .min = 64, .max = 1048576}),
            field(&Settings::databaseMaxPoolSize, {.name = "database_max_pool_size", .about = "PostgreSQL: connections of this instance, and one more that listens.", .min = 1, .max = 1000}),
            field(&Settings::databasePoolTimeoutMs, {.name = "database_pool_timeout_ms", .about = "PostgreSQL: wait for a free connection; after that the request is answered 503.", .min = 1, .max = 600000}),
            field(&Settings::databaseConnectTimeoutSeconds, {.name = "database_connect_timeout_seconds", .about = "PostgreSQL: for each host of DATABASE_URL.", .min = 2, .max = 600}),
            field(&Settings::databaseStatementTimeoutMs, {.name = "database_statement_timeout_ms", .about = "PostgreSQL: for one statement; 0: none.", .min = 0, .max = 600000}),
            field(&Settings::databaseLockTimeoutMs, {.name = "database_lock_timeout_ms", .about = "PostgreSQL: wait for a row that another transaction holds; 0: as long as the statement may.", .min = 0, .max = 600000}),
            field(&Settings::databaseIdleTransactionTimeoutMs, {.name = "database_idle_transaction_timeout_ms", .about = "PostgreSQL: the server ends what a hung instance left open; 0: never.", .min = 0, .max = 3600000}),
            field(&Settings::databaseMigrationLockTimeoutSeconds, {.name = "database_migration_lock_timeout_seconds", .about = "PostgreSQL: wait for another process that migrates.", .min = 1, .max = 86400}),
            field(&Settings::databaseHeartbeatMs, {.name = "database_heartbeat_ms", .about = "PostgreSQL: so often the connection that listens for changes is tried; a server silent for a second longer counts as down.", .min = 100, .max = 60000}),
            field(&Settings::circuitBreakerThreshold, {.name = "circuit_breaker_threshold", .about = "PostgreSQL: failures in a row after which requests are answered 503 without asking it.", .min = 1, .max = 1000}),
            field(&Settings::circuitBreakerTimeout, {.name = "circuit_breaker_timeout", .about = "Seconds until it is asked again, doubling up to ten minutes; sooner when the listening connection is back.", .min = 1, .max = 3600}),
            field(&Settings::circuitBreakerHalfOpenMaxCalls, {.name = "circuit_breaker_half_open_max_calls", .about = "Calls that may try it at once, and successes that end the outage.", .min = 1, .max = 100}),
            field(&Settings::instanceHeartbeatSeconds, {.name = "instance_heartbeat_seconds", .about = "So often this instance says in the database that it runs.", .min = 1, .max = 10}),
            field(&Settings::auditSignMinutes, {.name = "audit_sign_minutes", .about = "So often the end of the audit trail is signed when it has moved; also at the end of the daemon.", .min = 1, .max = 1440}),
            field(&Settings::auditSecurityDays, {.name = "audit_security_days", .about = "So long the audit trail tells of roles, passwords and sessions; 0: for ever.", .min = 0, .max = 36500}),
            field(&Settings::auditAccountsDays, {.name = "audit_accounts_days", .about = "The same of accounts.", .min = 0, .max = 36500}),
            field(&Settings::auditSystemDays, {.name = "audit_system_days", .about = "The same of jobs, exports and the service itself.", .min = 0, .max = 36500}),
            field(&Settings::auditPruneBatch, {.name = "audit_prune_batch", .about = "Rows that lose their content in one transaction; changes wait for its end.", .min = 1, .max = 100000}),
            field(&Settings::jobBatch, {.name = "job_batch", .about = "Accounts a job changes in one transaction; others wait for its end.", .min = 1, .max = 1000}),
            field(&Settings::jobMaxAccounts, {.name = "job_max_accounts", .about = "Accounts of one job.", .min = 1, .max = 1000000}),
            field(&Settings::jobKeepDays, {.name = "job_keep_days", .about = "So long after its end a job and what became of its accounts can be seen, and undone.", .min = 1, .max = 3650}),
            field(&Settings::jwtSecretKey, {.name = "jwt_secret_key", .about = "At least 32 random bytes, used as they are; all other keys are derived from it. In development: made in a file beside the database.", .secret = true}),
            field(&Settings::jwtAlgorithm, {.name = "jwt_algorithm", .about = "HS256, or EdDSA with the public key at /.well-known/jwks.json."}),
            field(&Settings::jwtKeyFile, {.name = "jwt_key_file", .about = "Ed25519 key for EdDSA; empty: beside the database. Made when missing, mode 0600."}),
            field(&Settings::jwtIssuer, {.name = "jwt_issuer", .about = "iss claim.", .min = 1, .max = 256}),
            field(&Settings::jwtAudience, {.name = "jwt_audience", .about = "aud claim.", .min = 1, .max = 256}),
            field(&Settings::jwtVerifiedCache, {.name = "jwt_verified_cache", .about = "Verified EdDSA tokens remembered until they expire.", .min = 0, .max = 10000000}),
            field(&Settings::accessTokenExpireMinutes, {.name = "access_token_expire_minutes", .about = "Life of an access token.", .min = 1, .max = 1440}),
            field(&Settings::refreshTokenExpireDays, {.name = "refresh_token_expire_days", .about = "A session ends when it is not refreshed for so long.", .min = 1, .max = 3650}),
            field(&Settings::refreshGraceSeconds, {.name = "refresh_grace_seconds", .about = "So long the token just used gets the same successor again.", .min = 0, .max = 300}),
            field(&Settings::sessionMaxDays, {.name = "session_max_days", .about = "A session ends so long after its sign-in, however often it is refreshed.", .min = 1, .max = 3650}),
            field(&Settings::sessionsPerUser, {.name = "sessions_per_user", .about = "One more sign-in ends the session that was not used for longest.", .min = 1, .max = 200}),
            field(&Settings::sessionCacheEntries, {.name = "session_cache_entries", .about = "Sessions whose state is kept in memory.", .min = 1, .max = 10000000}),
            field(&Settings::sessionCacheMs, {.name = "session_cache_ms", .about = "How long a session's state may be kept; a change made through any instance counts at once.", .min = 0, .max = 1000}),
            field(&Settings::sessionOutageSeconds, {.name = "session_outage_seconds", .about = "While the database is down, access tokens of sessions seen to be good no longer ago than this still count; 0: none do.", .min = 0, .max = 86400}),
            field(&Settings::passwordMinLength, {.name = "password_min_length", .about = "Code points of a new password.", .min = 8, .max = 128}),
            field(&Settings::invitationExpireDays, {.name = "invitation_expire_days", .about = "An invitation's token is good for so long.", .min = 1, .max = 90}),
            field(&Settings::passwordResetExpireHours, {.name = "password_reset_expire_hours", .about = "A password reset's token is good for so long.", .min = 1, .max = 720}),
            field(&Settings::deletedAccountDays, {.name = "deleted_account_days", .about = "A deleted account can be restored for so long; then it is deleted for good.", .min = 1, .max = 3650}),
            field(&Settings::signInAttemptQueue, {.name = "sign_in_attempt_queue", .about = "Sign-ins that may wait to be put on record; more are dropped and counted.", .min = 100, .max = 1000000}),
            field(&Settings::hashMemoryKib, {.name = "hash_memory_kib", .about = "Argon2id memory of one hash.", .min = 19456, .max = 1048576}),
            field(&Settings::hashIterations, {.name = "hash_iterations", .about = "Argon2id passes.", .min = 2, .max = 16}),
            field(&Settings::hashSlots, {.name = "hash_slots", .about = "Hashes computed at once; 0: one per core.", .min = 0, .max = 256}),
            field(&Settings::hashMemoryLimitMib, {.name = "hash_memory_limit_mib", .about = "HASH_SLOTS times HASH_MEMORY_KIB may not be more; what they leave is for hashes of other makers.", .min = 19, .max = 1048576}),
            field(&Settings::importedHashMemoryMib, {.name = "imported_hash_memory_mib", .about = "What a password hash of another maker may take; others are refused at import.", .min = 1, .max = 1024}),
            field(&Settings::importedHashMs, {.name = "imported_hash_ms", .about = "How long it may take by estimate, on one core.", .min = 1, .max = 60000}),
            field(&Settings::ioThreads, {.name = "io_threads", .about = "Threads that read and write sockets; 0: one per core.", .min = 0, .max = 64}),
            field(&Settings::storeThreads, {.name = "store_threads", .about = "Requests that may be in the database at once.", .min = 1, .max = 256}),
            field(&Settings::storeQueue, {.name = "store_queue", .about = "Requests that may wait for one of these; more are answered 503.", .min = 1, .max = 100000}),
            field(&Settings::hashThreads, {.name = "hash_threads", .about = "Requests with a password under way at once; 0: four more than HASH_SLOTS.", .min = 0, .max = 512}),
            field(&Settings::hashQueue, {.name = "hash_queue", .about = "Requests that may wait for one of these; more are answered 503.", .min = 1, .max = 100000}),
            field(&Settings::queueDeadlineMs, {.name = "queue_deadline_ms", .about = "A request that waited so long is answered 503.", .min = 10, .max = 600000}),
            field(&Settings::maxHeadBytes, {.name = "max_head_bytes", .about = "Request line and header fields.", .min = 1024, .max = 1048576}),
            field(&Settings::maxHeaderFields, {.name = "max_header_fields", .about = "Number of header fields.", .min = 8, .max = 1000}),
            field(&Settings::maxTargetBytes, {.name = "max_target_bytes", .about = "Path and query.", .min = 256, .max = 65536}),
            field(&Settings::maxBodyBytes, {.name = "max_body_bytes", .about = "Request body.", .min = 1024, .max = 16777216}),
            field(&Settings::headTimeoutSeconds, {.name = "head_timeout_seconds", .about = "For a request's head to arrive.", .min = 1, .max = 600}),
            field(&Settings::bodyTimeoutSeconds, {.name = "body_timeout_seconds", .about = "For its body.", .min = 1, .max = 600}),
            field(&Settings::idleTimeoutSeconds, {.name = "idle_timeout_seconds", .about = "A connection without a request is closed.", .min = 1, .max = 3600}),
            field(&Settings::lingerTimeoutSeconds, {.name = "linger_timeout_seconds", .about = "After an error answer, for the client to read it.", .min = 1, .max = 60}),
            field(&Settings::writeTimeoutSeconds, {.name = "write_timeout_seconds", .about = "A client that does not read its answer is cut.", .min = 1, .max = 600}),
            field(&Settings::drainTimeoutSeconds, {.name = "drain_timeout_seconds", .about = "After SIGTERM, for requests under way.", .min = 1, .max = 600}),
            field(&Settings::maxConnections, {.name = "max_connections", .about = "Open connections; also kept below the process's limit of open files.", .min = 1, .max = 1000000}),
            field(&Settings::maxConnectionsPerAddress, {.name = "max_connections_per_address", .about = "Of these from one address; trusted proxies are exempt.", .min = 1, .max = 1000000}),
            field(&Settings::maxStreams, {.name = "max_streams", .about = "Exports and live logs under way at once; more are answered 503.", .min = 1, .max = 100000}),
            field(&Settings::trustedProxies, {.name = "trusted_proxies", .about = "Networks (10.0.0.0/8, ::1) whose X-Forwarded-For is believed. Nobody's by default."}),
            field(&Settings::corsOrigins, {.name = "cors_origins", .about = "Origins whose pages may call, exactly: https://app.example.com. None by default."}),
            field(&Settings::rateLimitEnabled, {.name = "rate_limit_enabled", .about = "False switches every rate limit off."}),
            field(&Settings::rateLimitRequests, {.name = "rate_limit_requests", .about = "Attempts per window of one address with one account.", .min = 1, .max = 1000000}),
            field(&Settings::rateLimitWindow, {.name = "rate_limit_window", .about = "The window, seconds.", .min = 1, .max = 86400}),
            field(&Settings::rateLimitKeys, {.name = "rate_limit_keys", .about = "Addresses and accounts remembered; when that is too few, all are forgotten.", .min = 100, .max = 10000000})};
    }
    // clang-format on
};

/// The file of LOG_STORE; nothing where there is to be none.
std::optional<QString> logStorePath(const Settings &settings);

/// The settings with every 0 that means "as many as fit this machine" replaced by the number.
Settings resolved(Settings settings, int cores);

/// What no single field can judge: combinations, well-known secrets, networks, origins. Expects resolved settings.
/// ValidationError that names each setting and its rule, never its value.
/// `signs`: for what signs tokens, and so needs the keys that other commands, and their accounts, need not have.
Outcome checkSettings(const Settings &settings, bool signs);

} // namespace auth
