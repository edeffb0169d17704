#include "fleet/balancer.h"

#include "support/postgres_server.h"

#include <QtCore/QStandardPaths>
#include <QtTest/QTest>

#include <csignal>
#include <sys/prctl.h>

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30000;

QString programPath()
{
    const QString found = QStandardPaths::findExecutable(u"haproxy"_s);
    return found.isEmpty() ? QStandardPaths::findExecutable(u"haproxy"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s})
                           : found; // it is an administrator's program, so many a PATH lacks it
}

QString onLoopback(quint16 port) { return u"127.0.0.1:%1"_s.arg(port); }

} // namespace

std::unique_ptr<Balancer> Balancer::start(quint16 firstInstance, quint16 secondInstance, QString &whyNot)
{
    const QString program = programPath();
    if (program.isEmpty()) {
        whyNot = u"HAProxy is not installed"_s;
        return {};
    }
    std::unique_ptr<Balancer> balancer(new Balancer(program, firstInstance, secondInstance));
    const bool serves = QTest::qWaitFor([&] { return balancer->client().get("/health").status == 200; }, patienceMs);
    if (!serves)
        qFatal("HAProxy does not start: %s", balancer->m_process.readAllStandardError().constData());
    return balancer;
}

Balancer::Balancer(const QString &program, quint16 firstInstance, quint16 secondInstance) : m_port(freePort())
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"AUTH_BIND"_s, onLoopback(m_port));
    environment.insert(u"AUTH_SERVER_1"_s, onLoopback(firstInstance));
    environment.insert(u"AUTH_SERVER_2"_s, onLoopback(secondInstance));
    m_process.setProcessEnvironment(environment);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(program, {u"-db"_s, u"-f"_s, QStringLiteral(AUTH_HAPROXY_CONFIGURATION)});
}

Balancer::~Balancer()
{
    m_process.kill();
    m_process.waitForFinished(patienceMs);
}

} // namespace auth::test
