#include "system/system_service.h"

#include "api/endpoints.h"
#include "core/enum_name.h"
#include "log/log.h"
#include "services/audit_trail.h"
#include "storage/database_facts.h"
#include "system/process_state.h"

#include <QtCore/QCoreApplication>

namespace auth {

using namespace Qt::StringLiterals;
using std::chrono::duration;

namespace {

BuildFacts buildFacts()
{
    return {.compiler = QStringLiteral(__VERSION__),
            .qt = QString::fromLatin1(qVersion()),
#ifdef __OPTIMIZE__
            .optimized = true
#endif
    };
}

ProcessFacts processFacts(Time startedAt, Time now)
{
    const ProcessState state = processState();
    return {.pid = QCoreApplication::applicationPid(),
            .startedAt = startedAt,
            .uptimeSeconds = std::chrono::duration_cast<std::chrono::seconds>(now - startedAt).count(),
            .residentBytes = state.residentBytes,
            .openFiles = state.openFiles,
            .maxOpenFiles = state.maxOpenFiles,
            .threads = state.threads,
            .cpuSeconds = state.cpuSeconds};
}

QList<SettingValue> shown(const QList<ShownSetting> &settings)
{
    QList<SettingValue> all;
    for (const ShownSetting &each : settings)
        all.append({.name = QString::fromLatin1(each.name),
                    .value = each.value.isEmpty() ? std::nullopt : std::optional(each.value),
                    .origin = wireName(each.origin),
                    .about = each.about});
    return all;
}

QList<LaneState> shown(const std::vector<LaneCounts> &lanes)
{
    QList<LaneState> all;
    for (const LaneCounts &lane : lanes)
        all.append({.name = lane.name,
                    .threads = lane.threads,
                    .running = lane.counters.running,
                    .waiting = lane.counters.waiting,
                    .queue = lane.queue,
                    .deadlineMs = lane.deadline.count(),
                    .done = static_cast<qint64>(lane.counters.done),
                    .refused = static_cast<qint64>(lane.counters.refused),
                    .expired = static_cast<qint64>(lane.counters.expired)});
    return all;
}

BreakerState shown(const BreakerCounts &breaker)
{
    const CircuitBreaker::Status &status = breaker.status;
    return {.name = breaker.name,
            .state = toText(status.state),
            .since = status.since,
            .failuresInARow = status.state == CircuitState::Closed ? status.inARow : 0,
            .lastError = status.failure.isEmpty() ? std::nullopt : std::optional(status.failure),
            .lastErrorAt = status.failedAt,
            .retryInSeconds = duration<double>(status.retryAfter).count(),
            .opened = static_cast<qint64>(breaker.counters.opened),
            .rejected = static_cast<qint64>(breaker.counters.rejected)};
}

QList<BreakerState> shown(const std::vector<BreakerCounts> &breakers)
{
    QList<BreakerState> all;
    for (const BreakerCounts &each : breakers)
        all.append(shown(each));
    return all;
}

PoolState shown(const ConnectionPool::Counters &pool)
{
    return {.used = pool.taken, .idle = pool.idle, .waiting = pool.waiting, .max = pool.size};
}

WriteState shown(const WriteCounters &writes)
{
    return {.waiting = writes.waiting,
            .transactions = static_cast<qint64>(writes.batches),
            .operations = static_cast<qint64>(writes.operations),
            .rejected = static_cast<qint64>(writes.rejected),
            .lost = static_cast<qint64>(writes.lost),
            .retried = static_cast<qint64>(writes.retried)};
}

/// Groups that have endpoints, so that a client need not know which version brought what.
QStringList features()
{
    QStringList names;
    std::apply(
        [&](const auto &...each) { (names.append(QString::fromLatin1(each.facts.group).replace(u' ', u'_')), ...); },
        api::all);
    names.removeDuplicates();
    return names;
}

} // namespace

SystemService::SystemService(InstanceFacts facts, QList<ShownSetting> settings, HashSettings cost, Parts parts,
                             const Clock &clock)
    : m_facts(std::move(facts)), m_settings(std::move(settings)), m_cost(cost), m_parts(std::move(parts)),
      m_clock(clock)
{
}

Result<SystemState> SystemService::state(const NoRequest &, const Caller &)
{
    const Counters counters = takeCounters(m_parts.counting);
    const Time now = m_clock.now();
    return SystemState{.instance = m_facts.name,
                       .time = now,
                       .version = QStringLiteral(AUTH_VERSION),
                       .features = features(),
                       .url = m_url,
                       .build = buildFacts(),
                       .process = processFacts(m_facts.startedAt, now),
                       .settings = shown(m_settings),
                       .lanes = shown(counters.lanes),
                       .hashing = hashingState(counters.hashing),
                       .breakers = shown(counters.breakers),
                       .database = databaseState(counters),
                       .instances = instances(),
                       .logSinks = counters.sinks};
}

/// The answering one is always among them, whatever the database says or does not.
QList<Instance> SystemService::instances() const
{
    const Instance self = m_parts.instances.self();
    auto alive = m_parts.instances.alive();
    QList<Instance> all = alive ? *std::move(alive) : QList<Instance>();
    all.removeIf([&](const Instance &each) { return each.id == self.id; });
    all.append(self);
    return all;
}

DatabaseState SystemService::databaseState(const Counters &counters)
{
    DatabaseState state{.engine = m_facts.engine,
                        .version = {},
                        .sizeBytes = {},
                        .schemaVersion = {},
                        .pool = counters.pool ? std::optional(shown(*counters.pool)) : std::nullopt,
                        .writes = shown(counters.writes)};
    const auto facts = m_parts.database.read(databaseFacts);
    if (!facts)
        return state;
    state.reachable = true;
    state.version = facts->version;
    state.sizeBytes = facts->sizeBytes;
    state.schemaVersion = facts->schemaVersion;
    return state;
}

/// A sign-in costs one hash.
HashingState SystemService::hashingState(const HashCounts &counts) const
{
    HashingState state{.slots = counts.slots,
                       .busy = counts.busy,
                       .memoryBytes = static_cast<qint64>(counts.memoryBytes),
                       .costMemoryKib = m_cost.memoryKib,
                       .costPasses = m_cost.passes,
                       .hashes = static_cast<qint64>(counts.hashes),
                       .msPerHash = {},
                       .signInsPerSecond = {},
                       .signInsPerSecondLeft = {}};
    const HashLoad load = m_parts.summary.hashLoad();
    const bool isFresh = load.hashes > 0;
    const quint64 hashes = isFresh ? load.hashes : counts.hashes;
    if (hashes == 0)
        return state;
    const double each = duration<double>(isFresh ? load.time : counts.time).count() / static_cast<double>(hashes);
    const double most = counts.slots / each;
    const double over = std::max(1.0, duration<double>(load.over).count());
    state.msPerHash = each * 1000;
    state.signInsPerSecond = most;
    state.signInsPerSecondLeft = std::max(0.0, most - static_cast<double>(load.hashes) / over);
    return state;
}

Result<BreakerState> SystemService::resetBreaker(const BreakerRef &request, const Caller &caller)
{
    CircuitBreaker *breaker = m_parts.database.breaker();
    if (!breaker || breaker->options().name != request.name)
        return Error{.code = ErrorCode::NotFound, .message = u"There is no breaker of that name."_s};
    const QString before = toText(breaker->state());
    breaker->reset();
    m_parts.log.warning(u"circuit.reset", u"An administrator closed the circuit."_s, {{u"circuit", request.name}});
    const auto recorded = m_parts.database.write([&](Connection &connection) {
        return m_parts.trail.record(connection, caller,
                                    {.action = AuditAction::SystemBreakerReset,
                                     .target = AuditTarget::System,
                                     .targetId = request.name,
                                     .before = "{\"state\":\"" + before.toLatin1() + "\"}",
                                     .after = R"({"state":"closed"})"});
    });
    if (!recorded && isOutage(recorded.error().code))
        breaker->openNow(recorded.error().message);
    if (!recorded)
        return recorded.error();
    return shown({request.name, breaker->status(), breaker->counters()});
}

} // namespace auth
