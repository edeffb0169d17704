#include "support/accounts.h"
#include "support/daemon_process.h"
#include "support/postgres_server.h"

#include <QtCore/QStandardPaths>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// packaging/postgresql.sql: the daemons work with fewer rights than whoever migrates, and cannot get more.
class TestFleetRights : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void schemaIsMadeByItsOwnerAlone();
    void daemonsWorkWithoutRightsToTheSchema();
    void serviceMayNotChangeWhatItReliesOn_data();
    void serviceMayNotChangeWhatItReliesOn();
    void othersMayNotConnect();

private:
    Finished psql(const QString &account, const QString &database, const QStringList &arguments) const;
    Environment settings(const QString &account, const QString &password) const;

    QString m_noServer;
    std::unique_ptr<PostgresServer> m_server;
};

namespace {

const QString ownerPassword = u"the owner's; \"secret\""_s;
const QString servicePassword = u"the service's $ecret"_s;

} // namespace

Finished TestFleetRights::psql(const QString &account, const QString &database, const QStringList &arguments) const
{
    QProcess process;
    PostgresServer::runAsOwner(process);
    process.setEnvironment(QProcess::systemEnvironment()
                           + QStringList{u"PGHOST="_s + m_server->folder(), u"PGPORT=%1"_s.arg(m_server->port()),
                                         u"PGUSER="_s + account, u"PGDATABASE="_s + database,
                                         u"AUTH_OWNER_PASSWORD="_s + ownerPassword,
                                         u"AUTH_SERVICE_PASSWORD="_s + servicePassword});
    process.start(QStandardPaths::findExecutable(u"psql"_s), QStringList{u"-Xq"_s} + arguments);
    process.waitForFinished();
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Environment TestFleetRights::settings(const QString &account, const QString &password) const
{
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(password));
    const QString server = u"127.0.0.1:"_s + QString::number(m_server->port());
    return {{u"DATABASE_URL"_s, u"postgresql://%1:%2@%3/auth"_s.arg(account, encoded, server)},
            {u"DATABASE_AUTO_MIGRATE"_s, u"false"_s},
            {u"JWT_SECRET_KEY"_s, u"every instance has the same one, of 32 bytes or more"_s},
            {u"RATE_LIMIT_ENABLED"_s, u"false"_s}};
}

void TestFleetRights::initTestCase()
{
    m_server = PostgresServer::start(m_noServer);
    REQUIRE_POSTGRES(m_server, m_noServer);
    QFile script(QStringLiteral(AUTH_POSTGRES_ROLES));
    QFile copy(m_server->folder() + u"/postgresql.sql"_s); // where the server's account may read it
    QVERIFY(script.open(QIODevice::ReadOnly) && copy.open(QIODevice::WriteOnly));
    copy.write(script.readAll());
    copy.close();
    QVERIFY(copy.setPermissions(QFile::ReadOwner | QFile::ReadOther));
    const Finished made = psql(u"postgres"_s, u"postgres"_s, {u"-f"_s, copy.fileName()});
    QCOMPARE(made.err, QByteArray());
    QCOMPARE(made.exitCode, 0);
    QVERIFY(!m_server->log().contains("secret"));
}

void TestFleetRights::schemaIsMadeByItsOwnerAlone()
{
    DaemonProcess daemon(settings(u"auth_serve"_s, servicePassword));
    QVERIFY(!daemon.start());
    QVERIFY(daemon.err().contains("run auth-serve migrate"));
    QVERIFY(daemon.run({u"migrate"_s}).exitCode != 0);

    const DaemonProcess owner(settings(u"auth_owner"_s, ownerPassword));
    const Finished migrated = owner.run({u"migrate"_s});
    QVERIFY2(migrated.exitCode == 0, migrated.err.constData());
    // What README.md says to do after that.
    const QString revoke = u"REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM auth_serve"_s;
    QCOMPARE(psql(u"auth_owner"_s, u"auth"_s, {u"-c"_s, revoke}).exitCode, 0);
}

void TestFleetRights::daemonsWorkWithoutRightsToTheSchema()
{
    DaemonProcess first(settings(u"auth_serve"_s, servicePassword)), second(settings(u"auth_serve"_s, servicePassword));
    QVERIFY(first.start() && second.start());
    const QStringList create{u"admin"_s,      u"create"_s, u"--email"_s,         u"a@example.org"_s,
                             u"--username"_s, u"admin"_s,  u"--password-stdin"_s};
    QCOMPARE(first.run(create, "fluffy walrus paints tractors\n").exitCode, 0);

    const Account person = signUp(first.client());
    QVERIFY(person.isSignedIn());
    QVERIFY(second.waitForEvent(u"changes.followed"_s));
    const Account session = signIn(second.client(), person);
    const Answer pair = refresh(second.client(), session.refresh);
    QCOMPARE(pair.status, 200);
    QCOMPARE(second.client().get("/api/auth/verify", session.access).status, 200);
    QCOMPARE(first.client().post("/api/auth/logout", {}, session.access).status, 204); // by the triggers
    QTRY_COMPARE_WITH_TIMEOUT(second.client().get("/api/auth/verify", session.access).status, 401, 1000);
    for (DaemonProcess *daemon : {&first, &second})
        QCOMPARE(daemon->stop(), 0);
}

void TestFleetRights::serviceMayNotChangeWhatItReliesOn_data()
{
    QTest::addColumn<QString>("statement");
    for (const char *statement :
         {"CREATE TABLE mine (a int)", "CREATE TEMPORARY TABLE mine (a int)", "CREATE SCHEMA mine",
          "ALTER TABLE users ADD COLUMN mine int", "ALTER TABLE users DISABLE TRIGGER ALL",
          "DROP TRIGGER users_tell ON users", "DROP TABLE users", "TRUNCATE users CASCADE",
          "CREATE OR REPLACE FUNCTION tell_role_changed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
          "DELETE FROM schema_migrations", "SET session_replication_role = replica", "SET ROLE auth_owner",
          "ALTER ROLE auth_serve SUPERUSER", "SELECT * FROM pg_authid", "COPY users TO PROGRAM 'true'"})
        QTest::newRow(statement) << QString::fromLatin1(statement);
}

void TestFleetRights::serviceMayNotChangeWhatItReliesOn()
{
    QFETCH(QString, statement);
    const Finished tried = psql(u"auth_serve"_s, u"auth"_s, {u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-c"_s, statement});
    QVERIFY(tried.exitCode != 0);
    static const QRegularExpression refusal(u"permission denied|must be (superuser|owner)"_s);
    QVERIFY2(refusal.match(QString::fromUtf8(tried.err)).hasMatch(), tried.err.constData());
}

void TestFleetRights::othersMayNotConnect()
{
    const Finished tried = psql(PostgresServer::user, u"auth"_s, {u"-c"_s, u"SELECT 1"_s});
    QVERIFY2(tried.err.contains("permission denied for database"), tried.err.constData());
}

QTEST_GUILESS_MAIN(TestFleetRights)
#include "tst_fleet_rights.moc"
