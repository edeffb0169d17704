#include "daemon.h"

#include "crypto/random_token.h"
#include "daemon_settings.h"
#include "hashing_settings.h"
#include "log/log.h"
#include "log_store/log_store.h"
#include "rest/edge_error.h"
#include "rest/logged_path.h"
#include "routes.h"
#include "storage/database_facts.h"

#include <QtCore/QSysInfo>

namespace auth {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Nobody sees a line of the live log come so much later, and each client gets the fewer, larger pieces.
constexpr auto liveLinger = 20ms;

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

/// What a follower of the log missed beyond what memory holds; nothing more where no lines are kept or found in time.
LogHistory historyOf(const LogStore *store, std::chrono::milliseconds timeLimit)
{
    if (!store)
        return {};
    return [reader = store->reader(), timeLimit](const LogPosition &after, qint64 before, qsizetype most) {
        const LineSelection missed{.after = LinePosition{after.epoch, after.seq},
                                   .before = LinePosition{after.epoch, before}};
        QList<LogEvent> events;
        if (const auto found = reader.find(missed, LineOrder::OldestFirst, most, timeLimit)) {
            for (const StoredLine &line : found->lines)
                events += line.event;
        }
        return events;
    };
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
      m_attempts(*m_database, {.queue = settings.signInAttemptQueue}),
      m_sessions(*m_database, m_sessionCache, *m_signer, m_refreshTokens, sessionLimits(settings), m_audit, clock, log),
      m_signIn(*m_database, *m_hasher, m_policy, m_sessions, m_limiter, m_attempts, m_audit, clock, log),
      m_registration(*m_database, *m_hasher, m_policy, m_sessions, m_audit, clock),
      m_accounts(*m_database, *m_hasher, m_policy, m_sessions, m_limiter, m_audit, clock),
      m_userImport(*m_database, *m_hasher, m_audit, clock),
      m_passwordResets(*m_database, *m_hasher, m_policy, m_oneTimeTokens, m_sessions, m_limiter, m_audit, clock),
      m_accountActions(m_sessions, m_oneTimeTokens, m_limiter, clock),
      m_users(*m_database, m_accountActions, m_audit, clock), m_userSessions(*m_database, m_sessions, m_audit, clock),
      m_signInChecks(*m_database, m_limiter, m_attempts, clock), m_roles(*m_database, m_sessionCache, m_audit, clock),
      m_instances(*m_database, log.instance(), std::chrono::seconds(settings.instanceHeartbeatSeconds), clock, log),
      m_userDirectory(*m_database, keys, clock),
      m_jobRunner(
          *m_database, m_audit, m_sessionCache, m_limiter, m_instances.id(), [this] { return otherWorkers(); },
          {.batch = settings.jobBatch}, clock, log),
      m_jobs(*m_database, m_userDirectory, m_jobRunner, m_audit,
             {.accounts = settings.jobMaxAccounts, .keep = std::chrono::days(settings.jobKeepDays)}, clock),
      m_userExport(*m_database, m_audit, clock), m_sessionDirectory(*m_database, keys, clock),
      m_logSearch(surroundings.logStore ? std::optional(surroundings.logStore->reader()) : std::nullopt,
                  std::chrono::milliseconds(settings.logSearchTimeoutMs), settings.logSearches),
      m_peers(std::chrono::milliseconds(settings.peerTimeoutMs)),
      m_requestStories(m_logSearch, *m_database, namesPostgres(settings.databaseUrl) ? &m_instances : nullptr, m_peers,
                       log.instance()),
      m_health(*m_database, clock, [this] { return checks(); }), m_documents(m_signer->jwks()),
      m_logStream(log, {.lines = settings.logQueueLines, .linger = liveLinger}, logStreamLimits(settings),
                  historyOf(surroundings.logStore, std::chrono::milliseconds(settings.logSearchTimeoutMs)), clock),
      m_answers(settings.corsOrigins), m_authenticator(*m_database, m_sessionCache, *m_signer,
                                                       std::chrono::seconds(settings.sessionOutageSeconds), clock),
      m_store(storeBulkhead(settings), clock), m_hash(hashBulkhead(settings), clock), m_streams(settings.maxStreams),
      m_router(m_answers, m_authenticator, m_limiter, {m_store, m_hash}, m_streams,
               parseNetworks(settings.trustedProxies).value_or(QList<Network>()), clock, log),
      m_http(httpLimits(settings), settings.ioThreads, handlers(), clock),
      m_invalidation(m_sessionCache, m_limiter, log), m_changes(m_database->follow(m_invalidation)),
      m_metrics(m_facts, countingParts(), settings.metricsPort.has_value()),
      m_summary(m_facts, countingParts(), writtenFiles(settings), *m_database, clock),
      m_logLevels(log.level(), std::chrono::minutes(settings.logLevelReturnMinutes), *m_database, m_audit, clock, log),
      m_system(m_facts, surroundings.settings, {settings.hashMemoryKib, settings.hashIterations},
               {countingParts(), *m_database, m_instances, m_summary, m_audit, log}, clock),
      m_metricsPort(m_metrics, m_answers, handlers(), clock), m_housekeeping({.database = *m_database,
                                                                              .store = m_store,
                                                                              .instances = m_instances,
                                                                              .jobRunner = m_jobRunner,
                                                                              .jobs = m_jobs,
                                                                              .users = m_users,
                                                                              .limiter = m_limiter,
                                                                              .logStream = m_logStream,
                                                                              .authenticator = m_authenticator,
                                                                              .auditSigner = m_auditSigner,
                                                                              .auditRetention = m_auditRetention,
                                                                              .attempts = m_attempts,
                                                                              .summary = m_summary,
                                                                              .metrics = m_metrics,
                                                                              .logLevels = m_logLevels},
                                                                             clock, log)
{
    bindRoutes(m_router, {.registration = m_registration,
                          .signIn = m_signIn,
                          .accounts = m_accounts,
                          .passwordResets = m_passwordResets,
                          .userImport = m_userImport,
                          .users = m_users,
                          .sessions = m_userSessions,
                          .signInChecks = m_signInChecks,
                          .roles = m_roles,
                          .health = m_health,
                          .documents = m_documents,
                          .jobs = m_jobs,
                          .userDirectory = m_userDirectory,
                          .logSearch = m_logSearch,
                          .requestStories = m_requestStories,
                          .logStream = m_logStream,
                          .audit = m_auditReader,
                          .auditRetention = m_auditRetention,
                          .userExport = m_userExport,
                          .sessionDirectory = m_sessionDirectory,
                          .system = m_system,
                          .summary = m_summary,
                          .logLevels = m_logLevels,
                          .metrics = m_metrics});
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
    while (m_attempts.counters().waiting > 0)
        m_attempts.flush();
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
    m_instances.listensAt(ownUrl());
    m_system.listensAt(m_url.toString());
    m_jobRunner.start();
    m_housekeeping.start({.heartbeat = std::chrono::seconds(m_settings.instanceHeartbeatSeconds),
                          .beats = bool(m_changes), // where there is one daemon, its lock on the file says that it runs
                          .auditSigning = std::chrono::minutes(m_settings.auditSignMinutes),
                          .deletedAccounts = std::chrono::days(m_settings.deletedAccountDays)});
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

/// As other instances reach this one: all addresses are none.
QString Daemon::ownUrl() const
{
    if (!m_settings.instanceUrl.isEmpty())
        return m_settings.instanceUrl;
    QUrl url = m_url;
    const QHostAddress host(m_settings.host);
    for (const auto all : {QHostAddress::AnyIPv4, QHostAddress::AnyIPv6}) {
        if (host == all)
            url.setHost(QSysInfo::machineHostName());
    }
    return url.toString();
}

/// Where there is one daemon, whatever another has begun is its own now.
Result<QList<Instance>> Daemon::otherWorkers() const
{
    return m_sharedLimits ? m_instances.alive() : QList<Instance>();
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
    const Error error = auth::edgeError(code);
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

} // namespace auth
