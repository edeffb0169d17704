#include "storage/database.h"
#include "support/daemon_process.h"
#include "support/postgres_server.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// The command that shows and applies migrations.
class TestMigrate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void planOfAMissingFileMakesNone();
    void planChangesNoByteOfAFile_data();
    void planChangesNoByteOfAFile();
    void planChangesNothingOnPostgres();
    void planOfACurrentSchemaIsEmpty();
    void planIsAScriptThatMakesTheSchema();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

bool showsAll(const QByteArray &plan, Dialect dialect)
{
    const auto migrations = builtInMigrations(dialect);
    return std::ranges::all_of(migrations, [&](const Migration &each) {
        const QString title = u"-- %1 %2, expand\n"_s.arg(each.version, 4, 10, QChar(u'0')).arg(each.name);
        return plan.contains(title.toUtf8() + each.text.toUtf8());
    });
}

} // namespace

void TestMigrate::planOfAMissingFileMakesNone()
{
    const DaemonProcess daemon;
    const Finished plan = daemon.run({u"migrate"_s, u"plan"_s});
    QCOMPARE(plan.exitCode, 0);
    QVERIFY2(showsAll(plan.out, Dialect::Sqlite), plan.out.constData());
    QVERIFY2(plan.err.isEmpty(), plan.err.constData());
    QVERIFY(QDir(daemon.folder()).isEmpty());
}

void TestMigrate::planChangesNoByteOfAFile_data()
{
    QTest::addColumn<bool>("isMigrated");
    QTest::newRow("no bytes") << false;
    QTest::newRow("up to date") << true;
}

void TestMigrate::planChangesNoByteOfAFile()
{
    QFETCH(bool, isMigrated);
    const DaemonProcess daemon;
    QFile file(daemon.database());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    if (isMigrated)
        QCOMPARE(daemon.run({u"migrate"_s}).exitCode, 0);
    const QByteArray before = contentOf(daemon.database());
    QCOMPARE(daemon.run({u"migrate"_s, u"plan"_s}).exitCode, 0);
    QCOMPARE(contentOf(daemon.database()), before);
}

void TestMigrate::planChangesNothingOnPostgres()
{
    QString whyNot;
    const auto server = PostgresServer::start(whyNot);
    REQUIRE_POSTGRES(server, whyNot);
    server->makeDatabase(u"planned"_s);
    const DaemonProcess daemon(
        {{u"DATABASE_URL"_s, server->url(u"planned"_s)}, {u"JWT_SECRET_KEY"_s, u"q8Zt3vX0pLw7Rk2NfY6uB1sJ5dHcMgAe"_s}});
    const Finished plan = daemon.run({u"migrate"_s, u"plan"_s});
    QVERIFY2(showsAll(plan.out, Dialect::Postgres), plan.err + plan.out);
    QCOMPARE(server->query(u"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"_s, u"planned"_s), "0");
    QCOMPARE(daemon.run({u"migrate"_s}).exitCode, 0);
    QCOMPARE(daemon.run({u"migrate"_s, u"plan"_s}).out, "-- The schema is up to date.\n");
}

void TestMigrate::planOfACurrentSchemaIsEmpty()
{
    const DaemonProcess daemon;
    QCOMPARE(daemon.run({u"migrate"_s}).exitCode, 0);
    const Finished plan = daemon.run({u"migrate"_s, u"plan"_s});
    QCOMPARE(plan.exitCode, 0);
    QCOMPARE(plan.out, "-- The schema is up to date.\n");
}

void TestMigrate::planIsAScriptThatMakesTheSchema()
{
    const DaemonProcess daemon;
    QStringList expected;
    for (const Migration &each : builtInMigrations(Dialect::Sqlite))
        expected += splitStatements(each.text);
    QCOMPARE(splitStatements(QString::fromUtf8(daemon.run({u"migrate"_s, u"plan"_s}).out)), expected);
}

QTEST_GUILESS_MAIN(TestMigrate)
#include "tst_migrate.moc"
