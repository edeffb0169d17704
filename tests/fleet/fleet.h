#pragma once

#include "support/daemon_process.h"
#include "support/postgres_server.h"

#include <memory>
#include <vector>

namespace auth::test {

/// Several daemons on one database, which is made anew for them. Each keeps its port when it is started again.
class Fleet {
public:
    Fleet(PostgresServer &server, const QString &database, int instances, const Environment &settings = {});

    /// All at once; false when one of them does not serve.
    bool start();

    int size() const { return int(m_daemons.size()); }
    DaemonProcess &daemon(int instance) { return *m_daemons[size_t(instance)]; }
    quint16 port(int instance) const { return m_ports[instance]; }
    HttpClient client(int instance) const { return HttpClient(m_ports[instance]); }

    /// SQL of an administrator.
    QByteArray query(const QString &sql) const { return m_server.query(sql, m_database); }

private:
    PostgresServer &m_server;
    const QString m_database;
    QList<quint16> m_ports;
    std::vector<std::unique_ptr<DaemonProcess>> m_daemons;
};

} // namespace auth::test
