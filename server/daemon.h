#pragma once

#include "housekeeping.h"
#include "http/http_server.h"
#include "keys.h"
#include "rest/authenticator.h"
#include "rest/bulkhead.h"
#include "rest/router.h"
#include "services/accounts.h"
#include "services/audit.h"
#include "services/audit_retention.h"
#include "services/cache_invalidation.h"
#include "services/documents.h"
#include "services/health.h"
#include "services/instances.h"
#include "services/jobs.h"
#include "services/log_stream.h"
#include "services/password_resets.h"
#include "services/registration.h"
#include "services/request_stories.h"
#include "services/roles.h"
#include "services/session_administration.h"
#include "services/session_directory.h"
#include "services/sign_in.h"
#include "services/sign_in_checks.h"
#include "services/user_administration.h"
#include "services/user_directory.h"
#include "services/user_export.h"
#include "services/user_import.h"
#include "system/log_levels.h"
#include "system/metrics_port.h"
#include "system/summary.h"
#include "system/system_service.h"

#include <QtCore/QUrl>

namespace auth {

class LogStore;

/// What the process around the service knows and the service tells administrators.
struct Surroundings {
    QList<ShownSetting> settings = {};
    std::function<QList<LogSinkState>()> logSinks = [] { return QList<LogSinkState>(); };
    const LogStore *logStore = nullptr; ///< Null where none is kept; it outlives the daemon.
};

/// The running service: the only place that knows all parts, builds them in order and owns them. Lives on the main
/// thread; `log` and `clock` outlive it.
class Daemon {
public:
    /// Opens the database, then listens. The error tells what is wrong and what to do.
    static Result<std::unique_ptr<Daemon>> start(const Settings &settings, const Surroundings &surroundings, Log &log,
                                                 const Clock &clock);
    /// Drains for at most DRAIN_TIMEOUT_SECONDS.
    ~Daemon();

    QUrl url() const { return m_url; }
    /// Of METRICS_PORT; empty when that is not set.
    QUrl metricsUrl() const { return m_metricsUrl; }
    /// False: nobody can administer this service yet.
    Result<bool> hasAdministrator();

private:
    Daemon(const Settings &settings, const Surroundings &surroundings, std::unique_ptr<Database> database,
           std::unique_ptr<PasswordHasher> hasher, const KeyRing &keys, std::unique_ptr<TokenSigner> signer, Log &log,
           const Clock &clock);
    Outcome listen();
    QString ownUrl() const;
    Outcome listenForMetrics();
    Result<QList<Instance>> otherWorkers() const;
    CountingParts countingParts() const;
    HttpHandlers handlers();
    HttpResponse edgeError(ErrorCode code, const EdgeContext &context);
    QList<ReadinessCheck> checks() const;

    const Settings m_settings;
    Log &m_log;
    const Clock &m_clock;
    const Surroundings m_surroundings;
    const InstanceFacts m_facts;
    QUrl m_url, m_metricsUrl;

    std::unique_ptr<Database> m_database;
    std::unique_ptr<PasswordHasher> m_hasher;
    RefreshTokens m_refreshTokens;
    std::unique_ptr<TokenSigner> m_signer;
    PasswordPolicy m_policy;
    SessionCache m_sessionCache;
    std::unique_ptr<RateLimitStore> m_sharedLimits; ///< Null: nobody shares this database.
    RateLimiter m_limiter;
    AuditTrail m_audit;
    AuditKey m_auditKey;
    AuditSigner m_auditSigner;
    Audit m_auditReader;
    AuditRetention m_auditRetention;

    OneTimeTokens m_oneTimeTokens;
    SignInAttempts m_attempts;
    Sessions m_sessions;
    SignIn m_signIn;
    Registration m_registration;
    Accounts m_accounts;
    UserImport m_userImport;
    PasswordResets m_passwordResets;
    AccountActions m_accountActions;
    UserAdministration m_users;
    SessionAdministration m_userSessions;
    SignInChecks m_signInChecks;
    Roles m_roles;
    Instances m_instances;
    UserDirectory m_userDirectory;
    JobRunner m_jobRunner;
    Jobs m_jobs;
    UserExport m_userExport;
    SessionDirectory m_sessionDirectory;
    LogSearch m_logSearch;
    PeerClient m_peers;
    RequestStories m_requestStories;
    Health m_health;
    Documents m_documents;
    LogStream m_logStream;

    Answers m_answers;
    Authenticator m_authenticator;
    Bulkhead m_store;
    Bulkhead m_hash;
    Streams m_streams;
    Router m_router;
    HttpServer m_http;
    CacheInvalidation m_invalidation;
    std::unique_ptr<ChangeFeed> m_changes; ///< Null on SQLite, where nobody else writes.

    Metrics m_metrics;
    Summary m_summary;
    LogLevels m_logLevels;
    SystemService m_system;
    MetricsPort m_metricsPort;
    Housekeeping m_housekeeping;
};

} // namespace auth
