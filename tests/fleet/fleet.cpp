#include "fleet/fleet.h"

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

Environment common(const PostgresServer &server, const QString &database)
{
    return {{u"DATABASE_URL"_s, server.url(database)},
            {u"DATABASE_MAX_POOL_SIZE"_s, u"8"_s},
            {u"JWT_SECRET_KEY"_s, u"every instance has the same one, of 32 bytes or more"_s},
            {u"RATE_LIMIT_ENABLED"_s, u"false"_s}, // all clients have one address here
            {u"TRUSTED_PROXIES"_s, u"127.0.0.1"_s}};
}

} // namespace

Fleet::Fleet(PostgresServer &server, const QString &database, int instances, const Environment &settings)
    : m_server(server), m_database(database)
{
    server.makeDatabase(database);
    Environment all = common(server, database);
    all.insert(settings);
    for (int i = 0; i < instances; ++i) {
        m_ports.append(freePort());
        all[u"PORT"_s] = QString::number(m_ports.last());
        all[u"INSTANCE_ID"_s] = QString::number(i);
        m_daemons.push_back(std::make_unique<DaemonProcess>(all));
    }
}

bool Fleet::start()
{
    for (const auto &daemon : m_daemons)
        daemon->launch();
    return std::all_of(m_daemons.begin(), m_daemons.end(), [](const auto &each) { return each->waitUntilServing(); });
}

} // namespace auth::test
