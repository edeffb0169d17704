#pragma once

#include "api/messages.h"
#include "model/instance.h"

namespace auth {

struct BuildFacts {
    QString compiler;
    QString qt;
    bool optimized = false;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&BuildFacts::compiler, {.name = "compiler", .about = "What compiled it."}),
            field(&BuildFacts::qt, {.name = "qt", .about = "Version of Qt at run time."}),
            field(&BuildFacts::optimized, {.name = "optimized", .about = "False: a build for developers."})};
    }
};

struct ProcessFacts {
    qint64 pid = 0;
    Time startedAt{};
    qint64 uptimeSeconds = 0;
    qint64 residentBytes = 0;
    qint64 openFiles = 0;
    qint64 maxOpenFiles = 0;
    qint64 threads = 0;
    double cpuSeconds = 0;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&ProcessFacts::pid, {.name = "pid", .about = "Number of the process."}),
            field(&ProcessFacts::startedAt, {.name = "started_at", .about = "When it started."}),
            field(&ProcessFacts::uptimeSeconds, {.name = "uptime_seconds", .about = "Since then."}),
            field(&ProcessFacts::residentBytes, {.name = "resident_bytes", .about = "Memory in use."}),
            field(&ProcessFacts::openFiles, {.name = "open_files", .about = "Files and sockets open."}),
            field(&ProcessFacts::maxOpenFiles, {.name = "max_open_files", .about = "As many may be."}),
            field(&ProcessFacts::threads, {.name = "threads", .about = "Threads running."}),
            field(&ProcessFacts::cpuSeconds, {.name = "cpu_seconds", .about = "Processor time since the start."})};
    }
};

struct SettingValue {
    QString name;
    std::optional<QString> value;
    QString origin;
    QString about;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&SettingValue::name, {.name = "name", .about = "Environment variable."}),
            field(&SettingValue::value, {.name = "value", .about = "In force; ••• where it is secret, null: not set."}),
            field(&SettingValue::origin, {.name = "origin", .about = "default, file, environment or command_line."}),
            field(&SettingValue::about, {.name = "about", .about = "What it is."})};
    }
};

struct LaneState {
    QString name;
    int threads = 0;
    int running = 0;
    int waiting = 0;
    int queue = 0;
    qint64 deadlineMs = 0;
    qint64 done = 0;
    qint64 refused = 0;
    qint64 expired = 0;

    static constexpr auto fields()
    {
        return std::tuple{field(&LaneState::name, {.name = "name", .about = "store or hash."}),
                          field(&LaneState::threads, {.name = "threads", .about = "Requests it can run at once."}),
                          field(&LaneState::running, {.name = "running", .about = "Requests it runs now."}),
                          field(&LaneState::waiting, {.name = "waiting", .about = "Requests that wait."}),
                          field(&LaneState::queue, {.name = "queue", .about = "As many may; more are answered 503."}),
                          field(&LaneState::deadlineMs, {.name = "deadline_ms", .about = "So long may one wait."}),
                          field(&LaneState::done, {.name = "done", .about = "Run since the start."}),
                          field(&LaneState::refused, {.name = "refused", .about = "Found the queue full."}),
                          field(&LaneState::expired, {.name = "expired", .about = "Waited too long."})};
    }
};

struct HashingState {
    int slots = 0;
    int busy = 0;
    qint64 memoryBytes = 0;
    int costMemoryKib = 0;
    int costPasses = 0;
    qint64 hashes = 0;
    std::optional<double> msPerHash;
    std::optional<double> signInsPerSecond;
    std::optional<double> signInsPerSecondLeft;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&HashingState::slots, {.name = "slots", .about = "Hashes computed at once."}),
            field(&HashingState::busy, {.name = "busy", .about = "Of these, now."}),
            field(&HashingState::memoryBytes, {.name = "memory_bytes", .about = "What all of them take."}),
            field(&HashingState::costMemoryKib, {.name = "cost_memory_kib", .about = "Argon2id memory of one."}),
            field(&HashingState::costPasses, {.name = "cost_passes", .about = "Argon2id passes."}),
            field(&HashingState::hashes, {.name = "hashes", .about = "Computed since the start."}),
            field(&HashingState::msPerHash,
                  {.name = "ms_per_hash", .about = "Mean of the last minutes; null: none yet."}),
            field(&HashingState::signInsPerSecond,
                  {.name = "sign_ins_per_second", .about = "What the slots allow at that cost."}),
            field(&HashingState::signInsPerSecondLeft,
                  {.name = "sign_ins_per_second_left", .about = "Beyond what the last minutes took."})};
    }
};

struct BreakerState {
    QString name;
    QString state;
    Time since{};
    int failuresInARow = 0;
    std::optional<QString> lastError;
    std::optional<Time> lastErrorAt;
    double retryInSeconds = 0;
    qint64 opened = 0;
    qint64 rejected = 0;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&BreakerState::name, {.name = "name", .about = "What it guards."}),
            field(&BreakerState::state, {.name = "state", .about = "closed, open or half_open."}),
            field(&BreakerState::since, {.name = "since", .about = "When it took that state."}),
            field(&BreakerState::failuresInARow,
                  {.name = "failures_in_a_row", .about = "While closed; 0 in the other states."}),
            field(&BreakerState::lastError, {.name = "last_error", .about = "What was wrong the last time."}),
            field(&BreakerState::lastErrorAt, {.name = "last_error_at", .about = "When that was."}),
            field(&BreakerState::retryInSeconds, {.name = "retry_in_seconds", .about = "Until it is tried again."}),
            field(&BreakerState::opened, {.name = "opened", .about = "Times it opened since the start."}),
            field(&BreakerState::rejected, {.name = "rejected", .about = "Calls it kept from being made."})};
    }
};

struct PoolState {
    qint64 used = 0;
    qint64 idle = 0;
    qint64 waiting = 0;
    qint64 max = 0;

    static constexpr auto fields()
    {
        return std::tuple{field(&PoolState::used, {.name = "used", .about = "Connections in use."}),
                          field(&PoolState::idle, {.name = "idle", .about = "Open ones that are not."}),
                          field(&PoolState::waiting, {.name = "waiting", .about = "Operations that wait for one."}),
                          field(&PoolState::max, {.name = "max", .about = "As many may be in use."})};
    }
};

struct WriteState {
    qint64 waiting = 0;
    qint64 transactions = 0;
    qint64 operations = 0;
    qint64 rejected = 0;
    qint64 lost = 0;
    qint64 retried = 0;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&WriteState::waiting, {.name = "waiting", .about = "Writes that wait."}),
            field(&WriteState::transactions, {.name = "transactions", .about = "Since the start, as are those below."}),
            field(&WriteState::operations, {.name = "operations", .about = "Writes, several to a transaction."}),
            field(&WriteState::rejected, {.name = "rejected", .about = "Too many waited, or for too long."}),
            field(&WriteState::lost, {.name = "lost", .about = "Transactions not begun or not committed."}),
            field(&WriteState::retried, {.name = "retried", .about = "Run again after a conflict."})};
    }
};

struct DatabaseState {
    QString engine;
    bool reachable = false;
    std::optional<QString> version;
    std::optional<qint64> sizeBytes;
    std::optional<qint64> schemaVersion;
    std::optional<PoolState> pool;
    WriteState writes;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&DatabaseState::engine, {.name = "engine", .about = "sqlite or postgresql."}),
            field(&DatabaseState::reachable, {.name = "reachable", .about = "Whether it has just answered."}),
            field(&DatabaseState::version, {.name = "version", .about = "Of the engine."}),
            field(&DatabaseState::sizeBytes, {.name = "size_bytes", .about = "On disk, without its log."}),
            field(&DatabaseState::schemaVersion, {.name = "schema_version", .about = "The last migration applied."}),
            field(&DatabaseState::pool, {.name = "pool", .about = "PostgreSQL: connections of this instance."}),
            field(&DatabaseState::writes, {.name = "writes", .about = "Of this instance."})};
    }
};

struct LogSinkState {
    QString name;
    qint64 written = 0;
    qint64 dropped = 0;
    qint64 pending = 0;

    bool operator==(const LogSinkState &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{field(&LogSinkState::name, {.name = "name", .about = "Where its lines go: stdout, file ..."}),
                          field(&LogSinkState::written, {.name = "written", .about = "Lines since the start."}),
                          field(&LogSinkState::dropped, {.name = "dropped", .about = "Lines lost."}),
                          field(&LogSinkState::pending, {.name = "pending", .about = "Lines on their way."})};
    }
};

/// The state of one instance, and of what it shares with the others.
struct SystemState {
    QString instance;
    Time time{};
    QString version;
    int apiVersion = auth::apiVersion;
    QStringList features;
    QString url;
    BuildFacts build;
    ProcessFacts process;
    QList<SettingValue> settings;
    QList<LaneState> lanes;
    HashingState hashing;
    QList<BreakerState> breakers;
    DatabaseState database;
    QList<Instance> instances;
    QList<LogSinkState> logSinks;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&SystemState::instance, {.name = "instance", .about = "Which one answers; its log lines carry it."}),
            field(&SystemState::time, {.name = "time", .about = "Of the answer."}),
            field(&SystemState::version, {.name = "version", .about = "Of the program."}),
            field(&SystemState::apiVersion, {.name = "api_version", .about = "Grows when a client must know more."}),
            field(&SystemState::features,
                  {.name = "features", .about = "What a client may count on: endpoint groups."}),
            field(&SystemState::url, {.name = "url", .about = "Where it listens."}),
            field(&SystemState::build, {.name = "build", .about = "How it was made."}),
            field(&SystemState::process, {.name = "process", .about = "What it takes of the machine."}),
            field(&SystemState::settings, {.name = "settings", .about = "All of them."}),
            field(&SystemState::lanes, {.name = "lanes", .about = "Where requests wait and run."}),
            field(&SystemState::hashing, {.name = "hashing", .about = "Password hashes."}),
            field(&SystemState::breakers, {.name = "breakers", .about = "What is not asked while it fails."}),
            field(&SystemState::database, {.name = "database", .about = "Where the accounts are."}),
            field(&SystemState::instances,
                  {.name = "instances", .about = "Those that share the database, by their heartbeat."}),
            field(&SystemState::logSinks, {.name = "log_sinks", .about = "Where log lines go."})};
    }
};

struct BreakerRef {
    QString name;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&BreakerRef::name, {.name = "name", .about = "The breaker.", .max = 64, .in = In::Path})};
    }
};

struct SummaryRequest {
    std::optional<QString> window;

    static constexpr auto fields()
    {
        return std::tuple{field(
            &SummaryRequest::window,
            {.name = "window", .about = "How far back: 1m to 1440m, or 1h to 24h; 60m when left out.", .max = 8})};
    }
};

/// One minute, or what there is of it.
struct MinuteCounts {
    Time from{};
    double seconds = 0;
    qint64 loginsOk = 0;
    qint64 loginsFailed = 0;
    qint64 registrations = 0;
    qint64 refreshes = 0;
    qint64 requests = 0;
    qint64 clientErrors = 0;
    qint64 serverErrors = 0;
    qint64 rateLimited = 0;
    std::optional<double> p50Ms;
    std::optional<double> p95Ms;
    std::optional<double> p99Ms;
    int storeQueue = 0;
    int hashQueue = 0;
    qint64 poolUsed = 0;
    qint64 queueFull = 0;
    qint64 logDropped = 0;
    std::optional<qint64> activeSessions;
    std::optional<qint64> activeUsers;

    bool operator==(const MinuteCounts &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&MinuteCounts::from, {.name = "from", .about = "Its begin."}),
            field(&MinuteCounts::seconds,
                  {.name = "seconds", .about = "What it covers: 60, less of the one under way."}),
            field(&MinuteCounts::loginsOk, {.name = "logins_ok", .about = "Sign-ins that worked."}),
            field(&MinuteCounts::loginsFailed,
                  {.name = "logins_failed", .about = "Sign-ins refused: wrong, switched off, throttled."}),
            field(&MinuteCounts::registrations, {.name = "registrations", .about = "Accounts made by themselves."}),
            field(&MinuteCounts::refreshes, {.name = "refreshes", .about = "Tokens renewed."}),
            field(&MinuteCounts::requests, {.name = "requests", .about = "Answered."}),
            field(&MinuteCounts::clientErrors, {.name = "client_errors", .about = "Of these 4xx."}),
            field(&MinuteCounts::serverErrors, {.name = "server_errors", .about = "Of these 5xx."}),
            field(&MinuteCounts::rateLimited, {.name = "rate_limited", .about = "Of these 429."}),
            field(&MinuteCounts::p50Ms,
                  {.name = "p50_ms", .about = "Half of the requests took no longer; null: there were none."}),
            field(&MinuteCounts::p95Ms, {.name = "p95_ms", .about = "The same for 95 %."}),
            field(&MinuteCounts::p99Ms, {.name = "p99_ms", .about = "The same for 99 %."}),
            field(&MinuteCounts::storeQueue, {.name = "store_queue", .about = "Most requests that waited at once."}),
            field(&MinuteCounts::hashQueue, {.name = "hash_queue", .about = "The same for those with a password."}),
            field(&MinuteCounts::poolUsed,
                  {.name = "pool_used", .about = "PostgreSQL: most connections in use at once."}),
            field(&MinuteCounts::queueFull,
                  {.name = "queue_full", .about = "Requests that found no place in a queue, or waited too long."}),
            field(&MinuteCounts::logDropped, {.name = "log_dropped", .about = "Log lines lost."}),
            field(&MinuteCounts::activeSessions,
                  {.name = "active_sessions", .about = "Of all instances at its end; null: not known."}),
            field(&MinuteCounts::activeUsers,
                  {.name = "active_users",
                   .about = "Users who signed in or refreshed in the 15 minutes before its end."})};
    }
};

/// Something an administrator should look at.
struct Attention {
    QString code;
    QString message;

    bool operator==(const Attention &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&Attention::code,
                  {.name = "code", .about = "breaker_open, failure_rate, log_dropped, disk_space or queue_full."}),
            field(&Attention::message, {.name = "message", .about = "What it is, in a sentence."})};
    }
};

struct SystemSummary {
    QString instance;
    Time time{};
    qint64 uptimeSeconds = 0;
    QList<MinuteCounts> minutes;
    QList<Attention> attention;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&SystemSummary::instance, {.name = "instance", .about = "Whose numbers these are."}),
            field(&SystemSummary::time, {.name = "time", .about = "Of the answer."}),
            field(&SystemSummary::uptimeSeconds, {.name = "uptime_seconds", .about = "There is nothing from before."}),
            field(&SystemSummary::minutes, {.name = "minutes", .about = "Oldest first; the last is under way."}),
            field(&SystemSummary::attention, {.name = "attention", .about = "What should be looked at."})};
    }
};

struct ModuleLevel {
    QString module;
    QString level;

    bool operator==(const ModuleLevel &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&ModuleLevel::module,
                  {.name = "module", .about = "First word of the events' names; * for all others.", .max = 64}),
            field(&ModuleLevel::level, {.name = "level", .about = "debug, info, warning or error.", .max = 8})};
    }
};

struct LogLevelChange {
    QList<ModuleLevel> levels;
    std::optional<int> minutes;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&LogLevelChange::levels,
                  {.name = "levels", .about = "Instead of those set before; none: back to LOG_LEVEL.", .max = 32}),
            field(&LogLevelChange::minutes,
                  {.name = "minutes",
                   .about = "Until they return by themselves; LOG_LEVEL_RETURN_MINUTES when left out.",
                   .min = 1,
                   .max = 1440})};
    }
};

struct LogLevelState {
    QString instance;
    QString usual;
    QList<ModuleLevel> levels;
    std::optional<Time> until;
    QStringList modules;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&LogLevelState::instance, {.name = "instance", .about = "Whose log it is; the others keep theirs."}),
            field(&LogLevelState::usual, {.name = "usual", .about = "LOG_LEVEL, for all that is not in levels."}),
            field(&LogLevelState::levels, {.name = "levels", .about = "Set for a while."}),
            field(&LogLevelState::until, {.name = "until", .about = "When they return by themselves."}),
            field(&LogLevelState::modules, {.name = "modules", .about = "What can be given a level."})};
    }
};

} // namespace auth
