#include "fleet/balancer.h"
#include "fleet/fleet.h"
#include "fleet/load.h"
#include "support/contract.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// packaging/haproxy.cfg before two instances that come and go: the clients must not notice.
class TestFleetBalancer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void killedInstancesAreNotNoticed();
    void restartOfAllOneByOneIsNotNoticed();
    void outageOfTheDatabaseIsToldByTheInstances();
    void balancerAloneSpeaksLikeTheService();

private:
    void untilAsked(int instance);

    QString m_missing;
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<Balancer> m_balancer;
};

namespace {

constexpr int customers = 12;
constexpr int answersOfEach = 20;

} // namespace

void TestFleetBalancer::initTestCase()
{
    m_server = PostgresServer::start(m_missing);
    REQUIRE_POSTGRES(m_server, m_missing);
}

void TestFleetBalancer::init()
{
    m_fleet = std::make_unique<Fleet>(*m_server, u"balanced"_s, 2);
    QVERIFY(m_fleet->start());
    m_balancer = Balancer::start(m_fleet->port(0), m_fleet->port(1), m_missing);
    REQUIRE_POSTGRES(m_balancer, m_missing);
}

void TestFleetBalancer::cleanup()
{
    m_balancer.reset();
    m_fleet.reset();
}

/// Until the balancer has sent something to the instance since it was started.
void TestFleetBalancer::untilAsked(int instance)
{
    QVERIFY(m_fleet->daemon(instance).waitForEvent(u"request.finished"_s));
}

void TestFleetBalancer::killedInstancesAreNotNoticed()
{
    Journal journal;
    Load load({m_balancer->port()}, customers, journal, Habits::OnlyRepeatable);
    for (int instance : {0, 1, 0, 1}) {
        QVERIFY(load.serveEach(answersOfEach));
        m_fleet->daemon(instance).kill();
        QVERIFY(load.serveEach(answersOfEach));
        QVERIFY(m_fleet->daemon(instance).start());
        untilAsked(instance);
    }
    load.stop();
    QCOMPARE(journal.faults().join(u'\n'), QString());
    QCOMPARE(journal.unavailableCount(), 0);
}

void TestFleetBalancer::restartOfAllOneByOneIsNotNoticed()
{
    Journal journal;
    Load load({m_balancer->port()}, customers, journal, Habits::Everything);
    for (int instance : {0, 1, 0, 1}) {
        QVERIFY(load.serveEach(answersOfEach));
        QCOMPARE(m_fleet->daemon(instance).stop(), 0);
        QVERIFY(load.serveEach(answersOfEach));
        QVERIFY(m_fleet->daemon(instance).start());
        untilAsked(instance);
    }
    load.stop();
    QCOMPARE(journal.faults().join(u'\n'), QString());
    QCOMPARE(journal.unavailableCount(), 0);
}

void TestFleetBalancer::outageOfTheDatabaseIsToldByTheInstances()
{
    const HttpClient client = m_balancer->client();
    const Account account = signUp(client);
    for (int i = 0; i < 4; ++i) // both shall know the session
        QCOMPARE(client.get("/api/auth/verify", account.access).status, 200);
    m_server->kill();
    // Once the checks have failed too: known sessions go on, all else is told by whom it concerns.
    QTRY_COMPARE(m_fleet->client(0).get("/readyz").status, 503);
    for (int i = 0; i < 50; ++i) {
        QCOMPARE(client.get("/api/auth/verify", account.access).status, 200);
        const Answer answer = refresh(client, account.refresh);
        QCOMPARE(answer.status, 503);
        QCOMPARE(contractFault(answer, "/api/auth/refresh"), QString());
        QVERIFY(answer.errorCode() == u"STORAGE_UNAVAILABLE"_s || answer.errorCode() == u"CIRCUIT_OPEN"_s);
    }
    m_server->launch();
    // Asked once a time: QTRY_COMPARE would ask again after the success, and may meet the instance that still waits.
    Answer answer;
    (void)QTest::qWaitFor([&] { return (answer = refresh(client, account.refresh)).status == 200; });
    QCOMPARE(answer.status, 200);
}

void TestFleetBalancer::balancerAloneSpeaksLikeTheService()
{
    for (int i = 0; i < m_fleet->size(); ++i)
        m_fleet->daemon(i).kill();
    const Answer answer = m_balancer->client().get("/api/user/profile");
    QCOMPARE(answer.status, 503);
    QCOMPARE(contractFault(answer, "/api/user/profile"), QString());
}

QTEST_GUILESS_MAIN(TestFleetBalancer)
#include "tst_fleet_balancer.moc"
