#pragma once

#include "support/http_client.h"

#include <QtCore/QProcess>

#include <memory>

namespace auth::test {

/// HAProxy with packaging/haproxy.cfg in front of two instances, until it is destroyed.
class Balancer {
public:
    /// Null, with the reason, where HAProxy is not installed. Ends the test program when it does not start.
    static std::unique_ptr<Balancer> start(quint16 firstInstance, quint16 secondInstance, QString &whyNot);
    ~Balancer();
    Q_DISABLE_COPY_MOVE(Balancer)

    quint16 port() const { return m_port; }
    HttpClient client() const { return HttpClient(m_port); }

private:
    Balancer(const QString &program, quint16 firstInstance, quint16 secondInstance);

    const quint16 m_port;
    QProcess m_process;
};

} // namespace auth::test
