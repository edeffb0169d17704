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

/// Without a heartbeat for so long an instance counts as gone; its row is kept a little for whoever asks what happened.
constexpr auto silence = 30s;
constexpr auto memory = std::chrono::hours(24);
/// Well below the grace of refresh tokens, which is judged by any instance's clock.
constexpr auto tolerance = 2s;

} // namespace

Instances::Instances(Database &database, const QString &name, const Clock &clock, Log &log)
    : m_database(database), m_self{.id = newId<InstanceId>(clock.now()),
                                   .name = name,
                                   .host = QSysInfo::machineHostName(),
                                   .pid = QCoreApplication::applicationPid(),
                                   .url = {},
                                   .version = QStringLiteral(AUTH_VERSION),
                                   .startedAt = clock.now()},
      m_clock(clock), m_log(log)
{
}

void Instances::beat()
{
    Instance self = m_self;
    self.seenAt = m_clock.now();
    const auto time = m_database.write([&](Connection &connection) {
        return InstanceRepository::purge(connection, self.seenAt - memory).then([&](int) {
            return InstanceRepository::beat(connection, self);
        });
    });
    if (time)
        judge(*time);
    else
        m_log.debug(u"instance.not_seen", time.error().message, {{u"cause", time.error().cause}});
}

void Instances::judge(Time databaseTime)
{
    const auto ahead = m_clock.now() - databaseTime;
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
    return m_database.read(
        [&](Connection &connection) { return InstanceRepository::seenSince(connection, m_clock.now() - silence); });
}

} // namespace auth
