#include "fleet/balancer.h"
#include "fleet/fake_instance.h"
#include "support/contract.h"
#include "support/postgres_server.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// What packaging/haproxy.cfg sends a second time, and what it never does.
class TestFleetRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void unansweredRequestIsRepeatedWhereThatIsSafe_data() { requests(); }
    void unansweredRequestIsRepeatedWhereThatIsSafe();
    void unavailableInstanceIsLeftWhereThatIsSafe_data() { requests(); }
    void unavailableInstanceIsLeftWhereThatIsSafe();
    void missingInstanceIsNoticedByNobody_data() { requests(); }
    void missingInstanceIsNoticedByNobody();
    void repeatedRequestKeepsItsName();
    void clientCannotSayWhereItIs();

private:
    static void requests();
};

namespace {

/// The first and the `retries` of the configuration.
constexpr qsizetype attempts = 3;
constexpr int rounds = 4;

Answer ask(const Balancer &balancer, const QByteArray &method, const QByteArray &path, Headers headers = {})
{
    headers.emplaceBack("Content-Type", "application/json");
    return balancer.client().send(method, path, headers, method == "GET" ? "" : "{}");
}

QByteArray header(const QByteArray &request, QByteArrayView name) { return parseAnswer(request).header(name); }

} // namespace

void TestFleetRules::requests()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("repeatable");
    const auto row = [](const char *method, const char *path, bool repeatable) {
        QTest::addRow("%s %s", method, path) << QByteArray(method) << QByteArray(path) << repeatable;
    };
    row("GET", "/api/user/profile", true);
    row("POST", "/api/auth/login", true);
    row("POST", "/api/auth/refresh", true);
    row("POST", "/api/auth/logout", true);
    row("POST", "/api/auth/register", false);
    row("POST", "/api/auth/logout-all", false);
    row("POST", "/api/user/password", false);
    row("PATCH", "/api/user/profile", false);
    row("DELETE", "/api/user/sessions/1", false);
}

void TestFleetRules::initTestCase()
{
    const FakeInstance instance(FakeInstance::Answer::Good);
    QString missing;
    const auto balancer = Balancer::start(instance.port(), instance.port(), missing);
    REQUIRE_POSTGRES(balancer, missing);
}

void TestFleetRules::unansweredRequestIsRepeatedWhereThatIsSafe()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(bool, repeatable);
    const FakeInstance first(FakeInstance::Answer::None), second(FakeInstance::Answer::None);
    QString missing;
    const auto balancer = Balancer::start(first.port(), second.port(), missing);

    const Answer answer = ask(*balancer, method, path);
    QCOMPARE(answer.status, 502);
    QCOMPARE(contractFault(answer, path), QString());
    QCOMPARE(first.requests().size() + second.requests().size(), repeatable ? attempts : 1);
}

void TestFleetRules::unavailableInstanceIsLeftWhereThatIsSafe()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(bool, repeatable);
    const FakeInstance bad(FakeInstance::Answer::Unavailable), good(FakeInstance::Answer::Good);
    QString missing;
    const auto balancer = Balancer::start(bad.port(), good.port(), missing);

    int unavailable = 0;
    for (int i = 0; i < rounds; ++i)
        unavailable += ask(*balancer, method, path).status == 503;
    QCOMPARE(unavailable, repeatable ? 0 : rounds / 2);
}

void TestFleetRules::missingInstanceIsNoticedByNobody()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    const FakeInstance good(FakeInstance::Answer::Good);
    QString missing;
    const auto balancer = Balancer::start(freePort(), good.port(), missing);
    for (int i = 0; i < rounds; ++i)
        QCOMPARE(ask(*balancer, method, path).status, 200);
}

void TestFleetRules::repeatedRequestKeepsItsName()
{
    const FakeInstance bad(FakeInstance::Answer::Unavailable), good(FakeInstance::Answer::Good);
    QString missing;
    const auto balancer = Balancer::start(bad.port(), good.port(), missing);
    for (const QByteArray &given : {QByteArray("chosen-by-client"), QByteArray(" no name\t")}) {
        const qsizetype before = bad.requests().size();
        while (bad.requests().size() == before)
            ask(*balancer, "GET", "/docs", {{"X-Request-ID", given}});
        const QByteArray name = header(bad.requests().last(), "x-request-id");
        QCOMPARE(header(good.requests().last(), "x-request-id"), name);
        QCOMPARE(name == given, given == "chosen-by-client");
        QVERIFY(name.size() >= 8);
    }
}

void TestFleetRules::clientCannotSayWhereItIs()
{
    const FakeInstance first(FakeInstance::Answer::Good), second(FakeInstance::Answer::Good);
    QString missing;
    const auto balancer = Balancer::start(first.port(), second.port(), missing);
    for (const FakeInstance *instance : {&first, &second}) {
        const qsizetype before = instance->requests().size();
        while (instance->requests().size() == before)
            ask(*balancer, "GET", "/docs", {{"X-Forwarded-For", "192.0.2.1"}, {"x-forwarded-for", "192.0.2.2"}});
        QCOMPARE(header(instance->requests().last(), "x-forwarded-for"), "127.0.0.1");
    }
}

QTEST_GUILESS_MAIN(TestFleetRules)
#include "tst_fleet_rules.moc"
