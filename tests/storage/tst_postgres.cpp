#include "fixture.h"
#include "support/postgres_server.h"

#include "storage/connection_pool.h"
#include "storage/postgres.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>

#include <latch>
#include <stdexcept>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What PostgreSQL does in its own way: sessions, secrecy, conflicts, migrations, poolers.
class TestPostgres : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void anyPasswordSignsIn();
    void wrongPasswordIsNotRepeated();
    void unreachableServerIsNamed();
    void firstHostMayBeDead();
    void optionsReachTheServer();
    void sessionsHaveTheirLimits();
    void readCannotWrite();
    void valuesAreShownNowhere();
    void uniqueViolationNamesTheColumn();
    void failedStatementDoomsTheOperation();
    void exceptionUndoesTheWrite();
    void nestedWriteIsRefused();
    void otherEncodingIsRefused();

    void deadlockIsRetried();
    void serializationFailureIsRetried();
    void conflictThatStaysIsUnavailable();
    void lockAndStatementsEndInTime();
    void fullPoolRefusesInTime();
    void poolNeverGrowsBeyondItsSize();
    void changedTableIsPreparedAgain();
    void forgottenStatementIsPreparedAgain();

    void releasedMigrationsNeverChange_data();
    void releasedMigrationsNeverChange();
    void failedMigrationLeavesNoTrace();
    void foreignHistoryIsRefused_data();
    void foreignHistoryIsRefused();
    void databaseOfAnotherProgramIsRefused();
    void withoutAutoMigrateAPendingOneIsRefused();
    void fourProcessesApplyEachOnce();
    void otherMigratingProcessIsNamed();
    void secondMigratingProcessWaits();
    void migrationLockGoesWithItsConnection();

    void poolerInTransactionModeIsRefused_data();
    void poolerInTransactionModeIsRefused();
    void poolerInSessionModeServes();
    void optionThePoolerRefusesIsExplained();

private:
    DatabaseOptions options(const QString &urlOptions = {}) const
    {
        DatabaseOptions options;
        options.url = m_server->url(u"own"_s, urlOptions);
        return options;
    }
    Result<std::unique_ptr<Database>> open(const DatabaseOptions &options) const
    {
        return Database::open(options, m_clock);
    }
    std::unique_ptr<Connection> connection() const
    {
        return *postgres::connect(*postgresAddress(options().url), options());
    }

    ManualClock m_clock;
    QString m_noServer;
    std::unique_ptr<PostgresServer> m_server;
};

namespace {

Result<int> addUser(Connection &connection, quint64 number)
{
    const auto made = UserRepository::insert(connection, newUser(number));
    return made ? Result<int>(1) : made.error();
}

qint64 countUsers(Database &database)
{
    const auto count = database.read([](Connection &c) { return UserRepository::count(c); });
    return count ? *count : -1;
}

Result<qint64> pid(Connection &connection)
{
    const auto found = connection.one("SELECT pg_backend_pid()", {}, [](const Row &row) { return row.integer(0); });
    return found ? Result<qint64>(found->value_or(0)) : found.error();
}

QList<Migration> three()
{
    return {{1, u"one"_s, u"CREATE TABLE one (a INTEGER);"_s},
            {2, u"two"_s, u"CREATE TABLE two (a INTEGER);\nINSERT INTO two VALUES (1);"_s},
            {3, u"three"_s, u"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$"_s}};
}

/// PgBouncer before a server.
class Pooler {
public:
    Pooler(const PostgresServer &server, const QString &mode, int poolSize)
    {
        const QString folder = server.folder() + u"/pooler-%1-%2"_s.arg(mode).arg(poolSize);
        if (!QDir().mkpath(folder))
            qFatal("no folder for the pooler");
        QFile users(folder + u"/users"_s);
        if (!users.open(QIODevice::WriteOnly) || users.write("\"postgres\" \"\"\n") < 0)
            qFatal("no users for the pooler");
        users.close();
        QFile file(folder + u"/pgbouncer.ini"_s);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no settings for the pooler");
        file.write(u"[databases]\n* = host=%1 port=%2\n[pgbouncer]\nlisten_addr=127.0.0.1\nlisten_port=%3\n"
                   "unix_socket_dir=\nauth_type=trust\nauth_file=%6\npool_mode=%4\ndefault_pool_size=%5\n"
                   "ignore_startup_parameters=extra_float_digits\n"_s.arg(server.folder())
                       .arg(server.port())
                       .arg(m_port)
                       .arg(mode)
                       .arg(poolSize)
                       .arg(users.fileName())
                       .toUtf8());
        file.close();
        PostgresServer::runAsOwner(m_process);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program(), {folder + u"/pgbouncer.ini"_s});
        QByteArray said;
        while (!said.contains("process up") && m_process.waitForReadyRead(10'000))
            said += m_process.readAll();
    }
    ~Pooler()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    static QString program() { return QStandardPaths::findExecutable(u"pgbouncer"_s, {u"/usr/sbin"_s, u"/usr/bin"_s}); }
    QString url(const QString &more = {}) const
    {
        return u"postgresql://postgres@127.0.0.1:%1/own%2"_s.arg(m_port).arg(more);
    }

private:
    quint16 m_port = freePort();
    QProcess m_process;
};

} // namespace

void TestPostgres::initTestCase()
{
    m_server = PostgresServer::start(m_noServer);
    REQUIRE_POSTGRES(m_server, m_noServer);
}

void TestPostgres::init() { m_server->makeDatabase(u"own"_s); }

void TestPostgres::anyPasswordSignsIn()
{
    const auto database = open(options());
    VERIFY_RESULT(database);
    VERIFY_RESULT((*database)->write([](Connection &c) { return addUser(c, 1); }));
    QCOMPARE(countUsers(**database), 1);
    QCOMPARE(*Database::pendingMigrations(options()), QList<Migration>());
}

void TestPostgres::wrongPasswordIsNotRepeated()
{
    DatabaseOptions wrong = options();
    wrong.url = u"postgresql://canary-user:canary-password@127.0.0.1:%1/own"_s.arg(m_server->port());
    const auto refused = open(wrong);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StorageUnavailable);
    QVERIFY(refused.error().message.contains(u"own on 127.0.0.1"_s));
    QVERIFY(refused.error().cause.contains(u"authentication failed"_s));
    QVERIFY(!refused.error().message.contains(u"canary"_s));
    QVERIFY(!trouble(refused).contains("canary-password"));
}

void TestPostgres::unreachableServerIsNamed()
{
    DatabaseOptions nowhere = options();
    nowhere.url = u"postgresql://u:canary@127.0.0.1:%1/own"_s.arg(freePort());
    const auto refused = open(nowhere);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"own on 127.0.0.1 cannot be reached"_s), trouble(refused).constData());
    QVERIFY(!trouble(refused).contains("canary"));
}

void TestPostgres::firstHostMayBeDead()
{
    DatabaseOptions several = options();
    several.url.replace(u"@127.0.0.1"_s, u"@127.0.0.1:%1,127.0.0.1"_s.arg(freePort()));
    VERIFY_RESULT(open(several));
}

void TestPostgres::optionsReachTheServer()
{
    const auto database = open(options(u"application_name=it's%20me&options=-c%20work_mem%3D3MB"_s));
    VERIFY_RESULT(database);
    const auto seen = (*database)->read([](Connection &c) {
        return c.one("SELECT current_setting('application_name'), current_setting('work_mem')", {}, [](const Row &row) {
            return QStringList{row.text(0), row.text(1)};
        });
    });
    QCOMPARE(seen->value(), QStringList({u"it's me"_s, u"3MB"_s}));
}

void TestPostgres::sessionsHaveTheirLimits()
{
    DatabaseOptions limits = options();
    limits.statementTimeout = 1234ms;
    limits.lockTimeout = 567ms;
    limits.idleTransactionTimeout = 89ms;
    limits.synchronous = DatabaseOptions::Synchronous::Normal;
    const auto database = open(limits);
    VERIFY_RESULT(database);
    const auto seen = (*database)->read([](Connection &c) {
        return c.one("SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
                     " current_setting('idle_in_transaction_session_timeout'), current_setting('synchronous_commit'),"
                     " current_setting('log_parameter_max_length_on_error')",
                     {}, [](const Row &row) {
                         return QStringList{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
                     });
    });
    QCOMPARE(seen->value(), QStringList({u"1234ms"_s, u"567ms"_s, u"89ms"_s, u"off"_s, u"0"_s}));
}

void TestPostgres::readCannotWrite()
{
    const auto database = *open(options());
    const auto refused = database->read([](Connection &c) { return addUser(c, 1); });
    QVERIFY(!refused);
    QVERIFY2(refused.error().cause.contains(u"25006"_s), trouble(refused).constData());
    QCOMPARE(countUsers(*database), 0);
}

void TestPostgres::valuesAreShownNowhere()
{
    const auto database = *open(options());
    const QByteArray canary = "canary-5f1c";
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    const auto visible = database->write([&](Connection &c) -> Result<QByteArray> {
        NewUser user = newUser(2);
        user.passwordHash = canary;
        if (const auto made = UserRepository::insert(c, user); !made)
            return made.error();
        const auto found = UserRepository::byEmail(c, QString::fromLatin1(canary));
        return m_server->query(u"SELECT string_agg(query, ' ') FROM pg_stat_activity WHERE datname = 'own'"_s);
    });
    VERIFY_RESULT(visible);
    QVERIFY2(visible->contains("email_norm = $1"), visible->constData()); // the right place to look
    QVERIFY2(!visible->contains(canary), visible->constData());

    const auto refused = database->write([&](Connection &c) {
        return c.execute("UPDATE users SET password_hash = ?, username = ?, username_norm = ? WHERE public_id = ?",
                         {canary, QString::fromLatin1(canary), u"user_1"_s, userId(2)});
    });
    QVERIFY(!refused);
    QVERIFY(!trouble(refused).contains(canary));
    const QByteArray log = m_server->log();
    QVERIFY2(log.contains("users_username_norm_key"), log.constData()); // the error has been logged
    QVERIFY2(log.contains("UPDATE users SET password_hash = $1"), log.constData());
    QVERIFY2(!log.contains(canary), log.constData());

    const auto wrongType = database->write([&](Connection &c) {
        return c.execute("UPDATE users SET is_active = CAST(CAST(? AS TEXT) AS SMALLINT)",
                         {QString::fromLatin1(canary)});
    });
    QVERIFY2(wrongType.error().cause.contains(u"22P02"_s), trouble(wrongType).constData());
    QVERIFY(!trouble(wrongType).contains(canary)); // the server's words have it
}

void TestPostgres::uniqueViolationNamesTheColumn()
{
    const auto database = *open(options());
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 2); }));
    QString constraint;
    const auto refused = database->write([&](Connection &c) {
        const auto rows =
            c.execute("UPDATE users SET email_norm = 'user1@example.org' WHERE public_id = ?", {userId(2)});
        constraint = c.failure() && c.failure()->kind == DbError::Unique ? c.failure()->constraint : QString();
        return rows;
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InternalError);
    QCOMPARE(constraint, u"users.email_norm"_s);
}

void TestPostgres::failedStatementDoomsTheOperation()
{
    const auto database = *open(options());
    const auto refused = database->write([](Connection &c) -> Result<int> {
        (void)addUser(c, 1);
        (void)c.execute("SELECT 1 / 0");
        return 0; // as if nothing had happened
    });
    QVERIFY(!refused);
    QCOMPARE(countUsers(*database), 0);
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
}

void TestPostgres::exceptionUndoesTheWrite()
{
    const auto database = *open(options());
    const auto refused = database->write([](Connection &c) -> Result<int> {
        (void)addUser(c, 1);
        throw std::runtime_error("broken");
    });
    QCOMPARE(refused.error().code, ErrorCode::InternalError);
    QCOMPARE(countUsers(*database), 0);
    const auto read = database->read([](Connection &) -> Result<int> { throw std::runtime_error("broken"); });
    QCOMPARE(read.error().cause, u"broken"_s);
}

void TestPostgres::nestedWriteIsRefused()
{
    const auto database = *open(options());
    const auto refused =
        database->write([&](Connection &) { return database->write([](Connection &c) { return addUser(c, 1); }); });
    QCOMPARE(refused.error().code, ErrorCode::InternalError);
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
}

void TestPostgres::otherEncodingIsRefused()
{
    m_server->query(u"DROP DATABASE IF EXISTS latin"_s);
    m_server->query(u"CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'"_s);
    DatabaseOptions latin;
    latin.url = m_server->url(u"latin"_s);
    const auto refused = open(latin);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"LATIN1"_s), trouble(refused).constData());
}

void TestPostgres::deadlockIsRetried()
{
    const auto database = *open(options());
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 2); }));
    std::latch bothHaveOne(2);
    std::atomic<int> runs = 0, successes = 0;
    onThreads(2, [&](int thread) {
        bool first = true;
        const auto done = database->write([&](Connection &c) -> Result<int> {
            ++runs;
            const auto touch = [&](quint64 user) {
                return c.execute("UPDATE users SET version = version + 1 WHERE public_id = ?", {userId(user)});
            };
            if (const auto mine = touch(thread == 0 ? 1 : 2); !mine)
                return mine;
            if (std::exchange(first, false))
                bothHaveOne.arrive_and_wait();
            return touch(thread == 0 ? 2 : 1);
        });
        successes += bool(done);
    });
    QCOMPARE(successes.load(), 2);
    QCOMPARE(runs.load(), 3);
    QCOMPARE(database->writeCounters().retried, 1u);
    for (quint64 user : {1, 2})
        QCOMPARE((*database->read([&](Connection &c) { return UserRepository::byId(c, userId(user)); }))->version, 3);
}

void TestPostgres::serializationFailureIsRetried()
{
    const auto database = *open(options());
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 0); }));
    std::latch bothHaveRead(2);
    std::atomic<int> successes = 0;
    onThreads(2, [&](int) {
        bool first = true;
        successes += bool(database->write([&](Connection &c) -> Result<int> {
            if (const auto set = c.run(u"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"_s); !set)
                return set.error();
            const auto count = UserRepository::count(c);
            if (!count)
                return count.error();
            if (std::exchange(first, false))
                bothHaveRead.arrive_and_wait();
            return addUser(c, quint64(*count));
        }));
    });
    QCOMPARE(successes.load(), 2);
    QCOMPARE(countUsers(*database), 3);
    QVERIFY(database->writeCounters().retried >= 1);
}

void TestPostgres::conflictThatStaysIsUnavailable()
{
    const auto database = *open(options());
    int runs = 0;
    const auto refused = database->write([&](Connection &c) -> Result<int> {
        ++runs;
        if (const auto made = addUser(c, 1); !made)
            return made;
        const auto conflict = c.run(u"DO $$ BEGIN RAISE EXCEPTION 'canary' USING ERRCODE = '40001'; END $$"_s);
        return conflict ? Result<int>(1) : conflict.error();
    });
    QCOMPARE(runs, 4);
    QCOMPARE(refused.error().code, ErrorCode::StorageUnavailable);
    QCOMPARE(countUsers(*database), 0);
}

void TestPostgres::lockAndStatementsEndInTime()
{
    DatabaseOptions hurried = options();
    hurried.lockTimeout = 50ms;
    hurried.statementTimeout = 200ms;
    const auto database = *open(hurried);
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    const auto holder = connection();
    VERIFY_RESULT(holder->begin());
    VERIFY_RESULT(holder->execute("UPDATE users SET version = 7 WHERE public_id = ?", {userId(1)}));
    const auto locked =
        database->write([](Connection &c) { return UserRepository::setActive(c, userId(1), false, fromMillis(1)); });
    QCOMPARE(locked.error().code, ErrorCode::StorageUnavailable);
    QVERIFY2(locked.error().cause.contains(u"55P03"_s), trouble(locked).constData());
    holder->rollback();
    const auto slow = database->read([](Connection &c) { return c.execute("SELECT pg_sleep(?)", {30}); });
    QCOMPARE(slow.error().code, ErrorCode::StorageUnavailable);
    QVERIFY2(slow.error().cause.contains(u"57014"_s), trouble(slow).constData());
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 2); }));
}

void TestPostgres::fullPoolRefusesInTime()
{
    DatabaseOptions small = options();
    small.poolSize = 1;
    small.poolTimeout = 20ms;
    const auto database = *open(small);
    const auto refused = database->read(
        [&](Connection &) { return database->read([](Connection &c) { return UserRepository::count(c); }); });
    QCOMPARE(refused.error().code, ErrorCode::Overloaded);
    QCOMPARE(database->writeCounters().rejected, 1u);
    QCOMPARE(countUsers(*database), 0);
}

void TestPostgres::poolNeverGrowsBeyondItsSize()
{
    DatabaseOptions small = options();
    small.poolSize = 3;
    const auto database = *open(small);
    std::atomic<int> failures = 0;
    onThreads(12, [&](int thread) {
        for (quint64 i = 0; i < 10; ++i)
            failures += !database->write([&](Connection &c) { return addUser(c, quint64(thread) * 10 + i); });
    });
    QCOMPARE(failures.load(), 0);
    QCOMPARE(countUsers(*database), 120);
    const QByteArray sessions = m_server->query(u"SELECT count(*) FROM pg_stat_activity WHERE datname = 'own'"_s);
    QVERIFY2(sessions.toInt() <= 3, sessions.constData());
}

void TestPostgres::changedTableIsPreparedAgain()
{
    const auto database = *open(options());
    const auto versions = [&](Connection &c) {
        return c.all("SELECT version FROM users", {}, [](const Row &row) { return row.text(0); });
    };
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    QCOMPARE(*database->read(versions), QStringList{u"1"_s});
    m_server->query(u"ALTER TABLE users ALTER version TYPE text"_s, u"own"_s);
    QCOMPARE(*database->read(versions), QStringList{u"1"_s});
    m_server->query(u"ALTER TABLE users ALTER version TYPE bigint USING version::bigint"_s, u"own"_s);
    QCOMPARE(*database->write(versions), QStringList{u"1"_s}); // inside a transaction, which has to be run again
    QCOMPARE(database->writeCounters().retried, 1u);
}

void TestPostgres::forgottenStatementIsPreparedAgain()
{
    const auto database = *open(options());
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    QCOMPARE(countUsers(*database), 1);
    VERIFY_RESULT(database->read([](Connection &c) { return c.run(u"DEALLOCATE ALL"_s); }));
    QCOMPARE(countUsers(*database), 1);
    VERIFY_RESULT(database->read([](Connection &c) { return c.run(u"DEALLOCATE ALL"_s); }));
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 2); }));
    QCOMPARE(countUsers(*database), 2);
}

// A changed file would be refused by every database that exists. Add a row for a new migration; never edit one.
void TestPostgres::releasedMigrationsNeverChange_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("checksum");
    QTest::newRow("accounts") << 1 << u"fcc939c59a2ab08db0fe7b77d6b57220f269c0dcc587a4e0bdc53d97c3a6c35c"_s;
    QTest::newRow("fleet") << 2 << u"cb205211d418336a6065127d83bfa4d03ca14dfc5c913919ffe5324495de8132"_s;
}

void TestPostgres::releasedMigrationsNeverChange()
{
    QFETCH(int, version);
    QTEST(builtInMigrations(Dialect::Postgres)[version - 1].checksum(), "checksum");
}

void TestPostgres::failedMigrationLeavesNoTrace()
{
    const auto own = connection();
    auto known = three();
    known[1].text = u"CREATE TABLE half (a INTEGER); CREATE TABLE one (again INTEGER);"_s;
    const auto refused = Migrator(u"x"_s, known).apply(*own, fromMillis(77));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"migration 2"_s), trouble(refused).constData());
    QStringList left = *tables(*own);
    left.sort();
    QCOMPARE(left, QStringList({u"one"_s, u"schema_migrations"_s}));
    QCOMPARE(*Migrator(u"x"_s, three()).apply(*own, fromMillis(77)), 2);
    QCOMPARE(*Migrator(u"x"_s, three()).apply(*own, fromMillis(77)), 0);
}

void TestPostgres::foreignHistoryIsRefused_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("newer") << u"INSERT INTO schema_migrations VALUES (4, 'four', '', 1, 'x')"_s
                           << u"newer than this program"_s;
    QTest::newRow("gap") << u"DELETE FROM schema_migrations WHERE version = 2"_s << u"lacks migration 2"_s;
    QTest::newRow("changed text") << u"UPDATE schema_migrations SET checksum = 'x' WHERE version = 2"_s
                                  << u"another text of migration 2 (two)"_s;
}

void TestPostgres::foreignHistoryIsRefused()
{
    QFETCH(QString, change);
    QFETCH(QString, complaint);
    const auto own = connection();
    VERIFY_RESULT(Migrator(u"x"_s, three()).apply(*own, fromMillis(1)));
    m_server->query(change, u"own"_s);
    const auto refused = Migrator(u"x"_s, three()).apply(*own, fromMillis(1));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(complaint), trouble(refused).constData());
}

void TestPostgres::databaseOfAnotherProgramIsRefused()
{
    m_server->query(u"CREATE TABLE recipes (a INTEGER)"_s, u"own"_s);
    const auto refused = open(options());
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"another program"_s), trouble(refused).constData());
}

void TestPostgres::withoutAutoMigrateAPendingOneIsRefused()
{
    DatabaseOptions careful = options();
    careful.autoMigrate = false;
    const auto refused = open(careful);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"auth-serve migrate"_s), trouble(refused).constData());
    QCOMPARE(Database::pendingMigrations(careful)->size(), builtInMigrations(Dialect::Postgres).size());
    VERIFY_RESULT(open(options()));
    VERIFY_RESULT(open(careful));
}

/// Prints how many it applied.
static int applyThree(const QString &url)
{
    DatabaseOptions options;
    options.url = url;
    const auto connection = postgres::connect(*postgresAddress(url), options);
    if (!connection)
        return 1;
    const auto applied = Migrator(u"x"_s, three()).apply(**connection, fromMillis(1));
    std::printf("%d\n", applied ? *applied : -1);
    return applied ? 0 : 1;
}

void TestPostgres::fourProcessesApplyEachOnce()
{
    std::array<QProcess, 4> children;
    for (QProcess &child : children)
        child.start(QCoreApplication::applicationFilePath(), {u"--apply-three"_s, options().url});
    int applied = 0;
    for (QProcess &child : children) {
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitCode(), 0);
        applied += child.readAllStandardOutput().trimmed().toInt();
    }
    QCOMPARE(applied, 3);
}

void TestPostgres::otherMigratingProcessIsNamed()
{
    const QString url = options(u"application_name=the%20other"_s).url;
    const auto other = *postgres::connect(*postgresAddress(url), options());
    VERIFY_RESULT(other->begin());
    VERIFY_RESULT(postgres::lockSchema(*other, 1s));
    DatabaseOptions hurried = options();
    hurried.migrationLockTimeout = 20ms;
    const auto refused = open(hurried);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"migrated by the other (server process %1)"_s.arg(*pid(*other))),
             trouble(refused).constData());
    other->rollback();
    VERIFY_RESULT(open(hurried));
}

void TestPostgres::secondMigratingProcessWaits()
{
    const auto first = connection();
    VERIFY_RESULT(first->begin());
    VERIFY_RESULT(postgres::lockSchema(*first, 1s));
    QProcess second;
    second.start(QCoreApplication::applicationFilePath(), {u"--apply-three"_s, options().url});
    const auto isWaiting = [&] {
        return m_server->query(u"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"_s) == "1";
    };
    QTRY_VERIFY_WITH_TIMEOUT(isWaiting(), 30'000);
    first->rollback();
    QVERIFY(second.waitForFinished());
    QCOMPARE(second.readAllStandardOutput().trimmed(), "3");
}

void TestPostgres::migrationLockGoesWithItsConnection()
{
    DatabaseOptions hurried = options();
    hurried.migrationLockTimeout = 20ms;
    auto other = connection();
    VERIFY_RESULT(other->begin());
    VERIFY_RESULT(postgres::lockSchema(*other, 1s));
    QVERIFY(!open(hurried));
    m_server->query(u"SELECT pg_terminate_backend(%1)"_s.arg(*pid(*other))); // what the end of its process comes to
    QTRY_VERIFY(m_server->query(u"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"_s) == "0");
    VERIFY_RESULT(open(hurried));
}

void TestPostgres::poolerInTransactionModeIsRefused_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("size");
    QTest::newRow("transaction, many") << u"transaction"_s << 20;
    QTest::newRow("transaction, one") << u"transaction"_s << 1;
    QTest::newRow("statement") << u"statement"_s << 20;
}

void TestPostgres::poolerInTransactionModeIsRefused()
{
    QFETCH(QString, mode);
    QFETCH(int, size);
    REQUIRE_POSTGRES(!Pooler::program().isEmpty(), u"PgBouncer is not installed"_s);
    const Pooler pooler(*m_server, mode, size);
    DatabaseOptions pooled;
    pooled.url = pooler.url();
    const auto refused = open(pooled);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"gives each transaction another session"_s),
             trouble(refused).constData());
    const QByteArray settings = m_server->query(u"SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SET %'"_s);
    QCOMPARE(settings, QByteArray("0")); // nothing was left in the sessions of others
}

void TestPostgres::poolerInSessionModeServes()
{
    REQUIRE_POSTGRES(!Pooler::program().isEmpty(), u"PgBouncer is not installed"_s);
    const Pooler pooler(*m_server, u"session"_s, 20);
    DatabaseOptions pooled;
    pooled.url = pooler.url();
    const auto database = open(pooled);
    VERIFY_RESULT(database);
    VERIFY_RESULT((*database)->write([](Connection &c) { return addUser(c, 1); }));
    QCOMPARE(countUsers(**database), 1);
}

void TestPostgres::optionThePoolerRefusesIsExplained()
{
    REQUIRE_POSTGRES(!Pooler::program().isEmpty(), u"PgBouncer is not installed"_s);
    const Pooler pooler(*m_server, u"session"_s, 20);
    DatabaseOptions pooled;
    pooled.url = pooler.url(u"?options=-c%20work_mem%3D3MB"_s);
    const auto refused = open(pooled);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"refuses an option of DATABASE_URL"_s), trouble(refused).constData());
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--apply-three") == 0)
        return applyThree(QString::fromLocal8Bit(argv[2]));
    TestPostgres test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_postgres.moc"
