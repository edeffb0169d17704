#include "services/instances.h"

#include "crypto/random_token.h"
#include "log/log.h"
#include "storage/instance_repository.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSysInfo>

namespace auth {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The row of an instance that ended without a word is kept for whoever asks what happened.
constexpr auto memory = std::chrono::hours(24);
/// So far back a new instance looks for others that ended without a word.
constexpr std::chrono::seconds lookBackTimeAtStart = 5min;
/// Well below the grace of refresh tokens, which is judged by any instance's clock.
constexpr auto tolerance = 2s;
constexpr auto quickAnswer = 200ms;

} // namespace

Instances::Instances(Database &database, const QString &name, std::chrono::milliseconds heartbeat, const Clock &clock,
                     Log &log)
    : m_database(database), m_self{.id = newId<InstanceId>(clock.now()),
                                   .name = name,
                                   .host = QSysInfo::machineHostName(),
                                   .pid = QCoreApplication::applicationPid(),
                                   .url = {},
                                   .version = QStringLiteral(AUTH_VERSION),
                                   .startedAt = clock.now()},
      m_heartbeat(heartbeat), m_clock(clock), m_log(log)
{
}

void Instances::beat()
{
    QList<Instance> others;
    const auto lookBackTime = m_arrived ? InstanceRepository::silence : lookBackTimeAtStart;
    const auto lead = m_database.write([&](Connection &connection) -> Result<Lead> {
        auto seen = InstanceRepository::seenSince(connection, m_clock.now() - lookBackTime);
        if (!seen)
            return seen.error();
        others = *std::move(seen);
        return write(connection);
    });
    if (!lead) {
        m_log.debug(u"instance.not_seen", lead.error().message, {{u"cause", lead.error().cause}});
        return;
    }
    m_arrived = true;
    lookBack(others);
    if (*lead)
        judge(**lead);
}

/// The value is how far this clock is ahead, if the answer came quickly enough to tell.
Result<Instances::Lead> Instances::write(Connection &connection)
{
    const Instance self = this->self();
    if (const auto purged = InstanceRepository::purge(connection, self.seenAt - memory); !purged)
        return purged.error();
    const Time before = m_clock.now();
    const auto database = InstanceRepository::beat(connection, self);
    const auto took = m_clock.now() - before;
    if (!database)
        return database.error();
    return took <= quickAnswer ? Lead(before + took / 2 - *database) : std::nullopt;
}

/// Whoever ended without a word, such as this one's predecessor, or cannot reach the database, may have left answers
/// unsent; its clients come here now.
void Instances::lookBack(const QList<Instance> &others)
{
    for (const Instance &each : others) {
        if (each.id == m_self.id)
            continue;
        const bool isPredecessor = each.name == m_self.name && each.host == m_self.host;
        if (isPredecessor || each.seenAt < m_clock.now() - 2 * m_heartbeat)
            m_database.addOutage({.from = each.seenAt, .to = m_clock.now()});
    }
}

void Instances::judge(std::chrono::milliseconds lead)
{
    m_database.setClockLead(lead);
    const bool skewed = std::chrono::abs(lead) > tolerance;
    if (m_skewed.exchange(skewed) != skewed && skewed)
        m_log.warning(
            u"clock.skewed",
            u"The clocks of this machine and of the database differ; tokens expire by either. Run NTP on both."_s,
            {{u"ahead_ms", qint64(lead.count())}});
}

void Instances::leave()
{
    (void)m_database.write(
        [&](Connection &connection) { return InstanceRepository::remove(connection, m_self.id); }); // or it is purged
}

Instance Instances::self() const
{
    Instance self = m_self;
    self.seenAt = m_clock.now();
    return self;
}

Result<QList<Instance>> Instances::alive() const
{
    return m_database.read([&](Connection &connection) {
        return InstanceRepository::seenSince(connection, m_clock.now() - InstanceRepository::silence);
    });
}

} // namespace auth
