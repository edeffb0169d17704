#include "daemon.h"

#include "api/endpoints.h"
#include "crypto/random_token.h"
#include "hashing_settings.h"
#include "log/log.h"
#include "rest/logged_path.h"
#include "routes.h"
#include "storage/database_facts.h"

namespace auth {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Ended and expired sessions are told from unknown ones for so long.
constexpr auto sessionMemory = std::chrono::days(7);
constexpr auto purgeInterval = 10min;
constexpr int purgeBatch = 1000;
/// Nobody sees a line of the live log come so much later, and each client gets the fewer, larger pieces.
constexpr auto liveLinger = 20ms;
/// With the life of a cached session state, for a stream to end about a second after its session.
constexpr auto streamCheckInterval = 250ms;
constexpr auto tickInterval = 1s;
constexpr auto measureInterval = 1min;
/// Hashing may take every core; requests that only look something up go first.
constexpr int hashNice = 10;

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

Bulkhead::Options bulkhead(const QString &name, int threads, int queue, int nice, const Settings &settings)
{
    return {.name = name,
            .threads = threads,
            .queue = queue,
            .deadline = std::chrono::milliseconds(settings.queueDeadlineMs),
            .nice = nice};
}

void tellCircuit(Log &log, const CircuitBreaker::Change &change)
{
    const auto openFor = std::chrono::duration_cast<std::chrono::milliseconds>(change.openFor);
    const bool open = change.to == CircuitState::Open;
    log.write(open ? LogLevel::Error : LogLevel::Warning,
              open ? EventName(u"circuit.opened") : EventName(u"circuit.changed"),
              u"The circuit to a service this one depends on is %1."_s.arg(toText(change.to)),
              {{u"circuit", change.name},
               {u"state", toText(change.to)},
               {u"period", qint64(change.period)},
               {u"open_ms", qint64(openFor.count())}});
}

/// Where this instance writes.
QList<std::pair<QString, QString>> writtenFiles(const Settings &settings)
{
    QList<std::pair<QString, QString>> files;
    if (const auto path = sqlitePath(databaseUrl(settings)); path && !namesPostgres(settings.databaseUrl))
        files.append({u"the database"_s, *path});
    if (!settings.logFile.isEmpty())
        files.append({u"the log file"_s, settings.logFile});
    return files;
}

QString edgeMessage(ErrorCode code)
{
    switch (code) {
    case ErrorCode::RequestTimeout:
        return u"The request did not arrive in time."_s;
    case ErrorCode::PayloadTooLarge:
        return u"The body is larger than this service takes."_s;
    case ErrorCode::UriTooLong:
        return u"The path and query are longer than this service takes."_s;
    case ErrorCode::HeadersTooLarge:
        return u"The header fields are more than this service takes."_s;
    case ErrorCode::ExpectationFailed:
        return u"Only Expect: 100-continue is understood."_s;
    case ErrorCode::NotImplemented:
        return u"This transfer coding or method is not known here."_s;
    case ErrorCode::HttpVersionNotSupported:
        return u"Only HTTP/1.1 and HTTP/1.0 are spoken here."_s;
    case ErrorCode::Overloaded:
        return u"There are too many connections. Try again shortly."_s;
    case ErrorCode::InternalError:
        return u"Something went wrong here; the log has it under the request id."_s;
    default:
        return u"This is not a well-formed HTTP request."_s;
    }
}

} // namespace

Result<std::unique_ptr<Daemon>> Daemon::start(const Settings &settings, const Surroundings &surroundings, Log &log,
                                              const Clock &clock)
{
    DatabaseOptions options = databaseOptions(settings);
    options.exclusive = true;
    auto database = Database::open(options, clock, [&log](const auto &change) { tellCircuit(log, change); });
    if (!database)
        return database.error();
    auto keys = loadKeys(settings);
    if (!keys)
        return keys.error();
    auto signer = makeSigner(settings, *keys);
    if (!signer)
        return signer.error();
    auto hasher = PasswordHasher::create(hashingOptions(settings));
    if (!hasher)
        return hasher.error();
    std::unique_ptr<Daemon> daemon(new Daemon(settings, surroundings, *std::move(database), *std::move(hasher), *keys,
                                              *std::move(signer), log, clock));
    if (const auto listening = daemon->listen(); !listening)
        return listening.error();
    return daemon;
}

Daemon::Daemon(const Settings &settings, const Surroundings &surroundings, std::unique_ptr<Database> database,
               std::unique_ptr<PasswordHasher> hasher, const KeyRing &keys, std::unique_ptr<TokenSigner> signer,
               Log &log, const Clock &clock)
    : m_settings(settings), m_log(log), m_clock(clock),
      m_surroundings(surroundings), m_facts{.name = log.instance(),
                                            .engine = engineName(namesPostgres(settings.databaseUrl) ? Dialect::Postgres
                                                                                                     : Dialect::Sqlite),
                                            .startedAt = clock.now()},
      m_database(std::move(database)), m_hasher(std::move(hasher)), m_refreshTokens(keys), m_signer(std::move(signer)),
      m_policy(settings.passwordMinLength),
      m_sessionCache(settings.sessionCacheEntries, std::chrono::milliseconds(settings.sessionCacheMs), clock),
      m_sharedLimits(namesPostgres(settings.databaseUrl)
                         ? std::make_unique<SharedRateLimits>(*m_database, rateLimits(settings))
                         : nullptr),
      m_limiter(rateLimits(settings), clock, m_sharedLimits.get()), m_audit(clock, log), m_auditKey(keys),
      m_auditSigner(*m_database, m_auditKey, std::chrono::minutes(settings.auditSignMinutes), clock, log),
      m_auditReader(*m_database, m_audit, m_auditSigner, clock),
      m_auditRetention(*m_database, m_audit, auditRetentionRules(settings), settings.auditPruneBatch, clock, log),
      m_oneTimeTokens(keys, tokenLives(settings), clock),
      m_sessions(*m_database, m_sessionCache, *m_signer, m_refreshTokens, sessionLimits(settings), m_audit, clock, log),
      m_signIn(*m_database, *m_hasher, m_policy, m_sessions, m_limiter, m_audit, clock, log),
      m_registration(*m_database, *m_hasher, m_policy, m_sessions, m_audit, clock),
      m_accounts(*m_database, *m_hasher, m_policy, m_sessions, m_limiter, m_audit, clock),
      m_userImport(*m_database, *m_hasher, m_audit, clock),
      m_passwordResets(*m_database, *m_hasher, m_policy, m_oneTimeTokens, m_sessions, m_limiter, m_audit, clock),
      m_accountActions(m_sessions, m_oneTimeTokens, m_limiter, clock),
      m_users(*m_database, m_accountActions, m_audit, clock), m_userSessions(*m_database, m_sessions, m_audit, clock),
      m_roles(*m_database, m_sessionCache, m_audit, clock),
      m_instances(*m_database, log.instance(), std::chrono::seconds(settings.instanceHeartbeatSeconds), clock, log),
      m_userDirectory(*m_database, keys, m_audit, clock),
      m_jobRunner(
          *m_database, m_audit, m_sessionCache, m_instances.id(), [this] { return m_instances.alive(); },
          {.batch = settings.jobBatch}, clock, log),
      m_jobs(*m_database, m_userDirectory, m_jobRunner, m_audit,
             {.accounts = settings.jobMaxAccounts, .keep = std::chrono::days(settings.jobKeepDays)}, clock),
      m_health(*m_database, clock, [this] { return checks(); }), m_documents(m_signer->jwks()),
      m_logStream(log, {.lines = settings.logQueueLines, .linger = liveLinger}, logStreamLimits(settings), nullptr,
                  clock),
      m_answers(settings.corsOrigins), m_authenticator(*m_database, m_sessionCache, *m_signer,
                                                       std::chrono::seconds(settings.sessionOutageSeconds), clock),
      m_store(bulkhead(u"store"_s, settings.storeThreads, settings.storeQueue, 0, settings), clock),
      m_hash(bulkhead(u"hash"_s, settings.hashThreads, settings.hashQueue, hashNice, settings), clock),
      m_streams(settings.maxStreams),
      m_router(m_answers, m_authenticator, m_limiter, {m_store, m_hash}, m_streams,
               parseNetworks(settings.trustedProxies).value_or(QList<Network>()), clock, log),
      m_http(httpLimits(settings), settings.ioThreads, handlers(), clock),
      m_invalidation(m_sessionCache, m_limiter, log), m_changes(m_database->follow(m_invalidation)),
      m_metrics(m_facts, countingParts(), settings.metricsPort.has_value()),
      m_summary(m_facts, countingParts(), writtenFiles(settings), *m_database, clock),
      m_logLevels(log.level(), std::chrono::minutes(settings.logLevelReturnMinutes), *m_database, m_audit, clock, log),
      m_system(m_facts, surroundings.settings, {settings.hashMemoryKib, settings.hashIterations},
               {countingParts(), *m_database, m_instances, m_summary, m_audit, log}, clock),
      m_metricsPort(m_metrics, m_answers, handlers(), clock)
{
    bindRoutes(m_router, {.registration = m_registration,
                          .signIn = m_signIn,
                          .accounts = m_accounts,
                          .passwordResets = m_passwordResets,
                          .userImport = m_userImport,
                          .users = m_users,
                          .sessions = m_userSessions,
                          .roles = m_roles,
                          .health = m_health,
                          .documents = m_documents,
                          .jobs = m_jobs,
                          .userDirectory = m_userDirectory,
                          .logStream = m_logStream,
                          .audit = m_auditReader,
                          .auditRetention = m_auditRetention,
                          .system = m_system,
                          .summary = m_summary,
                          .logLevels = m_logLevels,
                          .metrics = m_metrics});
    QObject::connect(&m_purge, &QTimer::timeout, [this] {
        purge();
        pruneAudit();
    });
    m_purge.start(purgeInterval);
    QObject::connect(&m_streamCheck, &QTimer::timeout, [this] { checkStreams(); });
    m_streamCheck.start(streamCheckInterval);
    QObject::connect(&m_auditSigning, &QTimer::timeout, [this] { signAudit(); });
    m_auditSigning.start(std::chrono::minutes(settings.auditSignMinutes));
    QObject::connect(&m_beat, &QTimer::timeout, [this] { beat(); });
    if (m_changes) // where there is one daemon, its lock on the file says that it runs
        m_beat.start(std::chrono::seconds(settings.instanceHeartbeatSeconds));
    QObject::connect(&m_tick, &QTimer::timeout, [this] { tick(); });
    m_tick.start(tickInterval);
    QObject::connect(&m_measure, &QTimer::timeout, [this] { measure(); });
    m_measure.start(measureInterval);
}

/// No request may be under way when the services go: the bulkheads finish theirs while the connections still stand.
Daemon::~Daemon()
{
    m_health.startDraining();
    m_logStream.stop();
    m_http.drain(std::chrono::seconds(m_settings.drainTimeoutSeconds));
    m_metricsPort.drain(0ms);
    m_hash.stop();
    m_store.stop();
    m_jobRunner.stop();
    (void)m_auditSigner.sign(); // what cannot be signed now is by the next daemon
    m_instances.leave();
    m_database->releaseThread();
}

Outcome Daemon::listen()
{
    const auto port = m_http.listen(m_settings.host, static_cast<quint16>(m_settings.port));
    if (!port)
        return port.error();
    m_url.setScheme(u"http"_s);
    m_url.setHost(m_settings.host);
    m_url.setPort(*port);
    m_instances.listensAt(m_url.toString());
    m_system.listensAt(m_url.toString());
    beat();
    m_jobRunner.start();
    measure();
    return m_settings.metricsPort ? listenForMetrics() : Done{};
}

Outcome Daemon::listenForMetrics()
{
    const auto port = m_metricsPort.listen(m_settings.metricsHost, static_cast<quint16>(*m_settings.metricsPort));
    if (!port)
        return port.error();
    m_metricsUrl.setScheme(u"http"_s);
    m_metricsUrl.setHost(m_settings.metricsHost);
    m_metricsUrl.setPort(*port);
    m_metricsUrl.setPath(u"/metrics"_s);
    return Done{};
}

CountingParts Daemon::countingParts() const
{
    return {m_http,    m_router,       m_store,     m_hash,    m_limiter,
            *m_hasher, m_sessionCache, *m_database, m_changes, m_surroundings.logSinks};
}

Result<bool> Daemon::hasAdministrator()
{
    auto administrated =
        m_database->read([](Connection &connection) { return UserRepository::hasAdministrator(connection); });
    m_database->releaseThread(); // the main thread asks once, and must not hold a connection when Qt goes
    return administrated;
}

HttpHandlers Daemon::handlers()
{
    return {.request = [this](HttpRequest request,
                              Responder responder) { m_router.handle(std::move(request), std::move(responder)); },
            .error = [this](ErrorCode code, const EdgeContext &context) { return edgeError(code, context); },
            .newRequestId = [this] { return newId<Id<struct RequestKind>>(m_clock.now()).text().toLatin1(); }};
}

/// The answer to what never became a request, in the same shape as every other error.
HttpResponse Daemon::edgeError(ErrorCode code, const EdgeContext &context)
{
    const Error error{.code = code, .message = edgeMessage(code), .retryAfter = 1s};
    HttpResponse response = m_answers.error(error, context.path, context.requestId, {});
    HttpRequest request;
    request.requestId = context.requestId;
    m_answers.finish(response, request, "no-store");
    LogEvent event{.level = LogLevel::Info, .event = u"request.refused"_s, .message = error.message};
    event.requestId = QString::fromLatin1(context.requestId);
    event.clientIp = context.peer.toString();
    event.method = QString::fromLatin1(context.method);
    event.route = loggedPath(context.path);
    event.status = response.status;
    m_log.write(std::move(event));
    return response;
}

QList<ReadinessCheck> Daemon::checks() const
{
    const auto queue = [](const QString &name, const Bulkhead &bulkhead) {
        const int waiting = bulkhead.counters().waiting;
        return ReadinessCheck{.name = name, .ok = waiting < bulkhead.options().queue, .value = waiting};
    };
    QList<ReadinessCheck> checks{queue(u"store_queue"_s, m_store), queue(u"hash_queue"_s, m_hash)};
    if (const CircuitBreaker *breaker = m_database->breaker())
        checks.append({.name = u"database_circuit"_s,
                       .ok = breaker->state() == CircuitState::Closed,
                       .state = toText(breaker->state())});
    if (m_changes) {
        checks.append({.name = u"change_feed"_s, .ok = m_changes->counters().connected});
        const auto alive = m_instances.alive();
        checks.append({.name = u"instances"_s, .ok = bool(alive), .value = alive ? alive->size() : 0});
    }
    return checks;
}

void Daemon::beat()
{
    m_jobRunner.wake(); // another instance may have died over a job
    if (!m_store.submit({.run = [this] { m_instances.beat(); }, .expire = [] {}}))
        m_log.debug(u"instance.not_seen", u"Too busy; the next time will do."_s);
}

/// Whoever lost the session, or the permission, loses the live log with it.
void Daemon::checkStreams()
{
    if (m_logStream.counters().open == 0 || m_checkingStreams.exchange(true))
        return;
    const auto check = [this] {
        m_logStream.check([this](const Caller &caller) {
            return m_authenticator.recheck(caller, api::followLog.facts.access.needed());
        });
        m_checkingStreams = false;
    };
    if (!m_store.submit({.run = check, .expire = [] {}, .isContinued = true}))
        m_checkingStreams = false;
}

void Daemon::signAudit()
{
    const auto sign = [this] {
        if (const auto done = m_auditSigner.signWhenDue(); !done)
            m_log.warning(u"audit.not_signed", done.error().message, {{u"cause", done.error().cause}});
    };
    if (!m_store.submit({.run = sign, .expire = [] {}}))
        m_log.debug(u"audit.signing_skipped", u"Too busy; the next time will do."_s);
}

void Daemon::pruneAudit()
{
    const auto prune = [this] {
        if (const auto done = m_auditRetention.run(); !done)
            m_log.warning(u"audit.not_pruned", done.error().message, {{u"cause", done.error().cause}});
    };
    if (!m_store.submit({.run = prune, .expire = [] {}}))
        m_log.debug(u"audit.pruning_skipped", u"Too busy; the next time will do."_s);
}

void Daemon::tick()
{
    m_summary.tick();
    m_logLevels.expire();
}

void Daemon::measure()
{
    const auto ask = [this] {
        m_summary.measureActivity();
        if (const auto facts = m_database->read(databaseFacts))
            m_metrics.noteSchemaVersion(facts->schemaVersion);
    };
    (void)m_store.submit({.run = ask, .expire = [] {}}); // or in a minute
}

void Daemon::purge()
{
    const bool accepted = m_store.submit(
        {.run =
             [this] {
                 const auto purged = m_database->write([&](Connection &connection) {
                     return SessionRepository::purge(connection, m_clock.now() - sessionMemory, purgeBatch);
                 });
                 if (purged && *purged > 0)
                     m_log.info(u"sessions.purged", u"Sessions that ended long ago were deleted."_s,
                                {{u"count", *purged}});
                 const bool moreJobs = m_jobs.purge(1); // each has many rows
                 if (const bool more = m_limiter.purge(purgeBatch);
                     more || moreJobs || (purged && *purged == purgeBatch))
                     purge(); // behind whoever waits: sign-ins may come faster than one batch in each interval
             },
         .expire = [] {}});
    if (!accepted)
        m_log.debug(u"sessions.purge_skipped", u"Too busy; the next time will do."_s);
}

} // namespace auth
