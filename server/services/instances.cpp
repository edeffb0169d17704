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
constexpr auto lookBackTime = 5min;
/// Well below the grace of refresh tokens, which is judged by any instance's clock.
constexpr auto tolerance = 2s;

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
    const bool arrives = !m_arrived;
    const auto time = m_database.write([&](Connection &connection) -> Result<Time> {
        auto seen =
            arrives ? InstanceRepository::seenSince(connection, m_clock.now() - lookBackTime) : QList<Instance>();
        if (!seen)
            return seen.error();
        others = *std::move(seen);
        return write(connection);
    });
    if (!time) {
        m_log.debug(u"instance.not_seen", time.error().message, {{u"cause", time.error().cause}});
        return;
    }
    m_arrived = true;
    lookBack(others);
    judge(*time);
}

Result<Time> Instances::write(Connection &connection)
{
    Instance self = m_self;
    self.seenAt = m_clock.now();
    return InstanceRepository::purge(connection, self.seenAt - memory).then([&](int) {
        return InstanceRepository::beat(connection, self);
    });
}

/// Whoever ended without a word, such as this one's predecessor, may have left answers unsent.
void Instances::lookBack(const QList<Instance> &others)
{
    for (const Instance &each : others) {
        const bool isPredecessor = each.name == m_self.name && each.host == m_self.host;
        if (isPredecessor || each.seenAt < m_clock.now() - 2 * m_heartbeat)
            m_database.addOutage({.from = each.seenAt, .to = m_clock.now()});
    }
}

void Instances::judge(Time databaseTime)
{
    const auto ahead = m_clock.now() - databaseTime;
    m_database.setClockLead(ahead);
    const bool skewed = std::chrono::abs(ahead) > tolerance;
    if (m_skewed.exchange(skewed) != skewed && skewed)
        m_log.warning(
            u"clock.skewed",
            u"The clocks of this machine and of the database differ; tokens expire by either. Run NTP on both."_s,
            {{u"ahead_ms", qint64(ahead.count())}});
}

void Instances::leave()
{
    (void)m_database.write(
        [&](Connection &connection) { return InstanceRepository::remove(connection, m_self.id); }); // or it is purged
}

Result<QList<Instance>> Instances::alive() const
{
    return m_database.read([&](Connection &connection) {
        return InstanceRepository::seenSince(connection, m_clock.now() - InstanceRepository::silence);
    });
}

} // namespace auth
