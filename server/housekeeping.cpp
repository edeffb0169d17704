#include "housekeeping.h"

#include "api/endpoints.h"
#include "log/log.h"
#include "rest/authenticator.h"
#include "rest/bulkhead.h"
#include "services/audit_retention.h"
#include "services/audit_signer.h"
#include "services/instances.h"
#include "services/jobs.h"
#include "services/log_stream.h"
#include "services/rate_limiter.h"
#include "services/sign_in_attempts.h"
#include "services/user_administration.h"
#include "storage/database_facts.h"
#include "storage/session_repository.h"
#include "system/log_levels.h"
#include "system/metrics.h"
#include "system/summary.h"

namespace auth {

using namespace std::chrono_literals;

namespace {

/// Ended and expired sessions are told from unknown ones for so long.
constexpr auto sessionMemory = std::chrono::days(7);
constexpr auto purgeInterval = 10min;
constexpr int purgeBatch = 1000;
constexpr int accountBatch = 100; // each has many rows
/// With the life of a cached session state, for a stream to end about a second after its session.
constexpr auto streamCheckInterval = 250ms;
/// Sign-ins are on record after so long at the latest.
constexpr auto attemptInterval = 1s;
constexpr auto tickInterval = 1s;
constexpr auto measureInterval = 1min;

} // namespace

void Housekeeping::start(const Rules &rules)
{
    m_deletedAccounts = rules.deletedAccounts;
    beat();
    measure();
    if (rules.beats)
        every(rules.heartbeat, [this] { beat(); });
    every(measureInterval, [this] { measure(); });
    every(purgeInterval, [this] {
        purge();
        pruneAudit();
    });
    every(rules.auditSigning, [this] { signAudit(); });
    every(streamCheckInterval, [this] { checkStreams(); });
    every(attemptInterval, [this] { flushAttempts(); });
    every(tickInterval, [this] {
        m_parts.summary.tick();
        m_parts.logLevels.expire();
    });
}

void Housekeeping::every(std::chrono::milliseconds interval, std::function<void()> chore)
{
    m_timers.push_back(std::make_unique<QTimer>());
    QObject::connect(m_timers.back().get(), &QTimer::timeout, std::move(chore));
    m_timers.back()->start(interval);
}

void Housekeeping::submit(const char16_t *chore, std::function<void()> run)
{
    if (!m_parts.store.submit({.run = std::move(run), .expire = [] {}}))
        m_log.debug(u"housekeeping.skipped", QStringLiteral("Too busy; the next time will do."),
                    {{u"chore", QString::fromUtf16(chore)}});
}

void Housekeeping::beat()
{
    m_parts.jobRunner.wake(); // another instance may have died over a job
    submit(u"beat", [this] { m_parts.instances.beat(); });
}

/// Whoever lost the session, or the permission, loses the live log with it.
void Housekeeping::checkStreams()
{
    if (m_parts.logStream.counters().open == 0 || m_checkingStreams.exchange(true))
        return;
    const auto check = [this] {
        m_parts.logStream.check([this](const Caller &caller) {
            return m_parts.authenticator.recheck(caller, api::followLog.facts.access.needed());
        });
        m_checkingStreams = false;
    };
    if (!m_parts.store.submit({.run = check, .expire = [] {}, .isContinued = true}))
        m_checkingStreams = false;
}

void Housekeeping::flushAttempts()
{
    if (m_parts.attempts.counters().waiting == 0)
        return;
    submit(u"sign_in_attempts", [this] {
        if (m_parts.attempts.flush())
            flushAttempts();
    });
}

void Housekeeping::measure()
{
    m_parts.jobRunner.wake(); // it may have been kept from looking for its next job
    submit(u"measure", [this] {
        m_parts.summary.measureActivity();
        if (const auto facts = m_parts.database.read(databaseFacts))
            m_parts.metrics.noteSchemaVersion(facts->schemaVersion);
    });
}

/// Again at once while there is more, behind whoever waits: sign-ins may come faster than one batch in each interval.
void Housekeeping::purge()
{
    submit(u"purge", [this] {
        const bool moreSessions = purgeSessions();
        const bool moreJobs = m_parts.jobs.purge(1); // each has many rows
        const bool moreAccounts = m_parts.users.purge(m_clock.now() - m_deletedAccounts, accountBatch);
        const bool moreLimits = m_parts.limiter.purge(purgeBatch);
        if (moreSessions || moreJobs || moreAccounts || moreLimits)
            purge();
    });
}

bool Housekeeping::purgeSessions()
{
    const auto purged = m_parts.database.write([&](Connection &connection) {
        return SessionRepository::purge(connection, m_clock.now() - sessionMemory, purgeBatch);
    });
    if (purged && *purged > 0)
        m_log.info(u"sessions.purged", QStringLiteral("Sessions that ended long ago were deleted."),
                   {{u"count", *purged}});
    return purged && *purged == purgeBatch;
}

void Housekeeping::pruneAudit()
{
    submit(u"prune_audit", [this] {
        if (const auto done = m_parts.auditRetention.run(); !done)
            m_log.warning(u"audit.not_pruned", done.error().message, {{u"cause", done.error().cause}});
    });
}

void Housekeeping::signAudit()
{
    submit(u"sign_audit", [this] {
        if (const auto done = m_parts.auditSigner.signWhenDue(); !done)
            m_log.warning(u"audit.not_signed", done.error().message, {{u"cause", done.error().cause}});
    });
}

} // namespace auth
