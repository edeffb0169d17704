#include "fleet/fleet.h"
#include "fleet/kept_client.h"
#include "support/accounts.h"
#include "support/parallel.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// Instances that share a database are one service: on tokens, on what was ended, on the schema.
class TestFleetSessions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void instancesThatStartTogetherMakeOneSchema();
    void tokenUsedByManyAtOnceHasOneSuccessor();
    void logoutOnOneInstanceIsKnownToTheOther();
    void deactivationBySqlIsKnownToAll();
    void roleChangeIsKnownToAll();

private:
    QString m_noServer;
    std::unique_ptr<PostgresServer> m_server;
};

namespace {

/// Within this the other instances must know; a message takes a few of it, what is cached is kept for all of it.
constexpr qint64 limitMs = 1000;
/// Far below the second for which a session may be cached: only a message is as quick.
constexpr qint64 messageMs = 300;

int roundsFromEnvironment(int usual)
{
    bool given = false;
    const int rounds = qEnvironmentVariableIntValue("AUTH_FLEET_ROUNDS", &given);
    return given ? rounds : usual;
}

QStringList successors(const QList<Answer> &answers)
{
    QStringList tokens;
    for (const Answer &answer : answers)
        tokens.append(answer.text(u"refresh_token"_s));
    tokens.removeDuplicates();
    return tokens;
}

int verified(const HttpClient &client, const Account &account)
{
    return client.get("/api/auth/verify", account.access).status;
}

/// Asks until it is so; in milliseconds, -1 for never.
qint64 timeUntil(const std::function<bool()> &isSo)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 10 * limitMs) {
        if (isSo())
            return timer.elapsed();
    }
    return -1;
}

void judge(const char *what, QList<qint64> times)
{
    std::sort(times.begin(), times.end());
    const qint64 median = times[times.size() / 2];
    qInfo("%s: known to the other instance after %lld ms (median), %lld ms at most", what, median, times.last());
    QVERIFY(times.first() >= 0);
    QVERIFY(median < messageMs);
    QVERIFY(times.last() < limitMs);
}

} // namespace

void TestFleetSessions::initTestCase()
{
    m_server = PostgresServer::start(m_noServer);
    REQUIRE_POSTGRES(m_server, m_noServer);
}

void TestFleetSessions::instancesThatStartTogetherMakeOneSchema()
{
    const auto migrations = QDir(QStringLiteral(AUTH_MIGRATIONS)).entryList({u"*.sql"_s}).size();
    for (int round = 0; round < 3; ++round) {
        Fleet fleet(*m_server, u"together"_s, 4);
        QVERIFY(fleet.start());
        QCOMPARE(fleet.query(u"SELECT count(*) FROM schema_migrations"_s).toInt(), migrations);
        QCOMPARE(fleet.query(u"SELECT count(*) FROM roles"_s).toInt(), 3);
        QTRY_COMPARE(fleet.query(u"SELECT count(*) FROM instances"_s).toInt(), 4);
        for (int i = 0; i < fleet.size(); ++i)
            QCOMPARE(fleet.daemon(i).stop(), 0);
        QCOMPARE(fleet.query(u"SELECT count(*) FROM instances"_s).toInt(), 0);
    }
}

void TestFleetSessions::tokenUsedByManyAtOnceHasOneSuccessor()
{
    constexpr int clientsOfEach = 32;
    Fleet fleet(*m_server, u"tokens"_s, 2);
    QVERIFY(fleet.start());
    std::vector<std::unique_ptr<KeptClient>> clients;
    for (int i = 0; i < 2 * clientsOfEach; ++i)
        clients.push_back(std::make_unique<KeptClient>(fleet.port(i % 2)));

    Account account = signUp(fleet.client(0));
    QStringList tokens{account.refresh};
    QElapsedTimer timer;
    timer.start();
    const int rounds = roundsFromEnvironment(60);
    for (int round = 0; round < rounds; ++round) {
        const auto answers =
            atOnce(2 * clientsOfEach, [&](int i) { return refresh(*clients[size_t(i)], tokens.last()); });
        QCOMPARE(countOf(answers, 200), 2 * clientsOfEach);
        const QStringList next = successors(answers);
        QCOMPARE(next.size(), 1);
        QVERIFY(!tokens.contains(next.first()));
        tokens.append(next.first());
        account.access = answers.last().text(u"access_token"_s);
        QCOMPARE(verified(fleet.client(round % 2), account), 200);
    }
    qInfo("%d rounds of %d clients in %lld ms", rounds, 2 * clientsOfEach, timer.elapsed());

    const QString older = tokens[tokens.size() - 3];
    QCOMPARE(refresh(fleet.client(1), older).status, 401);
    QCOMPARE(refresh(fleet.client(0), tokens.last()).status, 401);
    QVERIFY(timeUntil([&] { return verified(fleet.client(0), account) == 401; }) >= 0);
    QCOMPARE(verified(fleet.client(1), account), 401);
}

void TestFleetSessions::logoutOnOneInstanceIsKnownToTheOther()
{
    Fleet fleet(*m_server, u"logout"_s, 2);
    QVERIFY(fleet.start());
    const Account person = signUp(fleet.client(0));
    QList<qint64> times;
    for (int i = 0; i < 15; ++i) {
        const Account session = signIn(fleet.client(0), person);
        QCOMPARE(verified(fleet.client(1), session), 200);
        QCOMPARE(fleet.client(0).post("/api/auth/logout", {}, session.access).status, 204);
        QCOMPARE(verified(fleet.client(0), session), 401);
        times.append(timeUntil([&] { return verified(fleet.client(1), session) == 401; }));
    }
    judge("logout", times);
    QCOMPARE(verified(fleet.client(1), person), 200);
}

void TestFleetSessions::deactivationBySqlIsKnownToAll()
{
    Fleet fleet(*m_server, u"deactivated"_s, 2);
    QVERIFY(fleet.start());
    const Account person = signUp(fleet.client(0)), neighbour = signUp(fleet.client(0));
    QList<qint64> times;
    for (int i = 0; i < 5; ++i) {
        fleet.query(u"UPDATE users SET is_active = 1"_s);
        for (int each : {0, 1})
            QVERIFY(timeUntil([&] { return verified(fleet.client(each), person) == 200; }) >= 0);
        fleet.query(u"UPDATE users SET is_active = 0 WHERE email = '%1'"_s.arg(person.email));
        for (int each : {0, 1})
            times.append(timeUntil([&] { return verified(fleet.client(each), person) == 401; }));
        QCOMPARE(verified(fleet.client(1), neighbour), 200);
    }
    judge("deactivation", times);
}

void TestFleetSessions::roleChangeIsKnownToAll()
{
    Fleet fleet(*m_server, u"roles"_s, 2);
    QVERIFY(fleet.start());
    const Account person = signUp(fleet.client(0));
    const auto mayReadUsers = [&](int instance) {
        const Answer profile = fleet.client(instance).get("/api/user/profile", person.access);
        return profile.json()[u"permissions"_s].toArray().contains(u"users.read"_s);
    };
    QList<qint64> times;
    for (int i = 0; i < 5; ++i) {
        QVERIFY(!mayReadUsers(0) && !mayReadUsers(1));
        fleet.query(u"INSERT INTO user_roles (user_id, role_id) SELECT id, 2 FROM users"_s);
        for (int each : {0, 1})
            times.append(timeUntil([&] { return mayReadUsers(each); }));
        fleet.query(u"DELETE FROM user_roles WHERE role_id = 2"_s);
        for (int each : {0, 1})
            times.append(timeUntil([&] { return !mayReadUsers(each); }));
    }
    judge("role change", times);
}

QTEST_GUILESS_MAIN(TestFleetSessions)
#include "tst_fleet_sessions.moc"
