#include "storage/copied_tables.h"
#include "storage/database.h"
#include "storage/user_repository.h"
#include "support/daemon_process.h"
#include "support/postgres_server.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// The command that moves to another database, as whoever runs the service meets it.
class TestCopy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void commandLineIsUnderstoodOrRefused_data();
    void commandLineIsUnderstoodOrRefused();
    void missingSourceIsNotMade();
    void copyTellsWhatItDid();
    void copyGoesToDatabaseUrlAndBack();
    void killedCopyLeavesNothingAndRunsAgain();
    void damageIsTold();
    void passwordsAreNotShown_data();
    void passwordsAreNotShown();
    void runningDaemonKeepsItsFile();

private:
    QString target() const { return m_server->url(u"target"_s); }
    bool fill(int users);

    std::unique_ptr<PostgresServer> m_server;
    QString m_noServer;
    std::unique_ptr<DaemonProcess> m_program; ///< Its own database is the source.
};

namespace {

const QString secret = u"q8Zt3vX0pLw7Rk2NfY6uB1sJ5dHcMgAe"_s;
const QString source = u"sqlite:///auth.db"_s;

Environment settingsOf(const QString &url) { return {{u"DATABASE_URL"_s, url}, {u"JWT_SECRET_KEY"_s, secret}}; }

QStringList copyArguments(const QString &from, const QString &to)
{
    return {u"copy"_s, u"--from"_s, from, u"--to"_s, to};
}

NewUser numbered(int number)
{
    IdBytes id{};
    id[15] = static_cast<unsigned char>(number);
    id[14] = static_cast<unsigned char>(number >> 8);
    const QString name = u"user_%1"_s.arg(number);
    return {.id = UserId(id),
            .username = name,
            .email = name + u"@example.org"_s,
            .passwordHash = "hash",
            .roles = {u"user"_s},
            .createdAt = fromMillis(1)};
}

} // namespace

void TestCopy::initTestCase() { m_server = PostgresServer::start(m_noServer); }

void TestCopy::init()
{
    m_program = std::make_unique<DaemonProcess>();
    if (m_server)
        m_server->makeDatabase(u"target"_s);
}

bool TestCopy::fill(int users)
{
    const SystemClock clock;
    DatabaseOptions options;
    options.url = u"sqlite:///"_s + m_program->database();
    const auto database = Database::open(options, clock);
    return database && (*database)->write([users](Connection &connection) -> Outcome {
        for (int i = 1; i <= users; ++i) {
            if (const auto made = UserRepository::insert(connection, numbered(i)); !made)
                return made.error();
        }
        return Done{};
    });
}

void TestCopy::commandLineIsUnderstoodOrRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("complaint");
    const QString usage = u"usage: auth-serve copy"_s, good = u"sqlite:///a.db"_s;
    QTest::newRow("nothing") << QStringList() << usage;
    QTest::newRow("no source") << QStringList{u"--to"_s, good} << usage;
    QTest::newRow("no value") << QStringList{u"--from"_s} << usage;
    QTest::newRow("something more") << QStringList{u"--from"_s, good, u"more"_s} << usage;
    QTest::newRow("unknown option") << QStringList{u"--from"_s, good, u"--force"_s} << usage;
    QTest::newRow("another database") << QStringList{u"--from"_s, u"mysql://h/d"_s} << u"--from: it must be"_s;
    QTest::newRow("empty source") << QStringList{u"--from"_s, u""_s} << u"--from: it must be"_s;
    QTest::newRow("empty input") << QStringList{u"--from"_s, u"-"_s} << u"--from: it must be"_s;
    QTest::newRow("to itself") << QStringList{u"--from"_s, good, u"--to"_s, good} << u"are the same database"_s;
    QTest::newRow("wrong target") << QStringList{u"--from"_s, good, u"--to"_s, u"postgresql://h/d?no=1;"_s}
                                  << u"--to: "_s;
}

void TestCopy::commandLineIsUnderstoodOrRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, complaint);
    const Finished refused = m_program->run(QStringList{u"copy"_s} + arguments);
    QCOMPARE(refused.exitCode, 64);
    QVERIFY2(refused.err.contains(complaint.toUtf8()), refused.err.constData());
    QVERIFY(refused.out.isEmpty());
    QVERIFY(QDir(m_program->folder()).isEmpty());
}

void TestCopy::missingSourceIsNotMade()
{
    const Finished refused = m_program->run(copyArguments(source, u"sqlite:///other.db"_s));
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("does not exist"), refused.err.constData());
    QVERIFY(QDir(m_program->folder()).isEmpty());
}

void TestCopy::copyTellsWhatItDid()
{
    QVERIFY(fill(2500));
    const Finished copied = m_program->run(copyArguments(source, u"sqlite:///other.db"_s));
    QCOMPARE(copied.exitCode, 0);
    QVERIFY2(copied.err.contains("users: 1000 of 2500\nusers: 2000 of 2500\nusers: 2500 of 2500\n"),
             copied.err.constData());
    QCOMPARE(copied.out.count("  equal\n"), qsizetype(copiedTables().size()));
    QVERIFY2(copied.out.startsWith("users            2500 rows  "), copied.out.constData());
}

void TestCopy::copyGoesToDatabaseUrlAndBack()
{
    REQUIRE_POSTGRES(m_server, m_noServer);
    QVERIFY(fill(10));
    const DaemonProcess onServer(settingsOf(target()));
    const Finished there = onServer.run({u"copy"_s, u"--from"_s, u"sqlite:///"_s + m_program->database()});
    QVERIFY2(there.exitCode == 0, there.err.constData());
    const Finished back =
        onServer.run({u"copy"_s, u"--from"_s, u"-"_s, u"--to"_s, u"sqlite:///back.db"_s}, target().toUtf8() + "\n");
    QVERIFY2(back.exitCode == 0, back.err.constData());
    QCOMPARE(back.out, there.out);
    QVERIFY2(m_program->start(), m_program->err().constData()); // the source is free again
}

/// A trigger keeps the copy in the middle: users and roles are there, sessions are not.
void TestCopy::killedCopyLeavesNothingAndRunsAgain()
{
    REQUIRE_POSTGRES(m_server, m_noServer);
    QVERIFY(fill(1500));
    QCOMPARE(DaemonProcess(settingsOf(target())).run({u"migrate"_s}).exitCode, 0);
    m_server->query(u"CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(300);"
                    " RETURN NEW; END $$; CREATE TRIGGER wait BEFORE INSERT ON user_roles FOR EACH STATEMENT"
                    " EXECUTE FUNCTION wait()"_s,
                    u"target"_s);
    QProcess program;
    program.setWorkingDirectory(m_program->folder());
    program.start(QStringLiteral(AUTH_SERVE_PROGRAM), copyArguments(source, target()));
    const auto isInTheMiddle = [&] {
        return m_server->query(u"SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"_s) == "1";
    };
    QTRY_VERIFY_WITH_TIMEOUT(isInTheMiddle(), 30'000);
    program.kill();
    QVERIFY(program.waitForFinished());
    m_server->query(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"_s);
    m_server->query(u"DROP FUNCTION wait CASCADE"_s, u"target"_s);
    QCOMPARE(m_server->query(u"SELECT count(*) FROM users"_s, u"target"_s), "0");
    const Finished again = m_program->run(copyArguments(source, target()));
    QVERIFY2(again.exitCode == 0, again.err.constData());
    QCOMPARE(m_server->query(u"SELECT count(*) FROM users"_s, u"target"_s), "1500");
}

void TestCopy::damageIsTold()
{
    REQUIRE_POSTGRES(m_server, m_noServer);
    QVERIFY(fill(3));
    QCOMPARE(DaemonProcess(settingsOf(target())).run({u"migrate"_s}).exitCode, 0);
    m_server->query(u"CREATE FUNCTION damage() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.version := 7;"
                    " RETURN NEW; END $$; CREATE TRIGGER damage BEFORE INSERT ON users FOR EACH ROW"
                    " EXECUTE FUNCTION damage()"_s,
                    u"target"_s);
    const Finished copied = m_program->run(copyArguments(source, target()));
    QCOMPARE(copied.exitCode, 1);
    QVERIFY2(copied.err.contains("Not the same on both sides: users. Nothing has been kept."), copied.err.constData());
    QCOMPARE(copied.out.count("DIFFERENT"), 1);
    QCOMPARE(m_server->query(u"SELECT count(*) FROM users"_s, u"target"_s), "0");
}

void TestCopy::passwordsAreNotShown_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("nobody listens") << u"postgresql://canary-user:canary-password@127.0.0.1:1/d"_s;
    QTest::newRow("not encoded") << u"postgresql://u:canary-password/canary@127.0.0.1:1/d"_s;
    QTest::newRow("unknown option") << u"postgresql://u@127.0.0.1:1/d?canary=canary-password"_s;
}

void TestCopy::passwordsAreNotShown()
{
    QFETCH(QString, url);
    QVERIFY(fill(1));
    for (const QStringList &arguments : {copyArguments(source, url), copyArguments(url, source)}) {
        const Finished refused = m_program->run(arguments);
        QVERIFY(refused.exitCode == 1 || refused.exitCode == 64);
        QVERIFY2(!(refused.out + refused.err).contains("canary-password"), refused.err.constData());
    }
}

void TestCopy::runningDaemonKeepsItsFile()
{
    QVERIFY(fill(1));
    QVERIFY2(m_program->start(), m_program->err().constData());
    const Finished refused = m_program->run(copyArguments(source, u"sqlite:///other.db"_s));
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.startsWith("Source: ")
                 && refused.err.contains("in use by process " + QByteArray::number(m_program->pid())),
             refused.err.constData());
    QVERIFY(!QFile::exists(m_program->file(u"other.db"_s)));
}

QTEST_GUILESS_MAIN(TestCopy)
#include "tst_copy.moc"
