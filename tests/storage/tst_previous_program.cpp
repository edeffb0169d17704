#include "fixture.h"

#include "recording_driver.h"
#include "storage/instance_repository.h"
#include "storage/postgres.h"
#include "storage/postgres_driver.h"
#include "storage/rate_limit_repository.h"
#include "storage/sqlite.h"
#include "storage/sqlite_driver.h"
#include "support/postgres_server.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtSql/QSqlDatabase>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// While daemons are replaced one by one, those of an earlier version work on the newest schema. What the program of
/// each version executes is kept in data/statements_N_DIALECT.json and executed again on the newest schema.
///
/// A new migration needs the statements of the version before it: with the migration there and the repositories still
/// as they were, `AUTH_WRITE_GOLDEN=1 ctest -R tst_previous_program` records them. A record is never written anew.
class TestPreviousProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyEarlierVersionIsOnRecord_data();
    void everyEarlierVersionIsOnRecord();
    void earlierStatementsDoTheSameOnTheNewestSchema_data();
    void earlierStatementsDoTheSameOnTheNewestSchema();
    void thisProgramCanBeRecordedAndReplayed_data();
    void thisProgramCanBeRecordedAndReplayed();
    void lostColumnWouldBeNoticed_data();
    void lostColumnWouldBeNoticed();

private:
    void addVersions();
    /// What the repositories execute on a schema of that version; empty when they did not do as they should.
    QJsonArray lifeAt(Dialect dialect, int version);
    /// On an empty database that has the first so many migrations; null where there is no server for it.
    std::unique_ptr<Driver> driverAt(Dialect dialect, int version);

    std::unique_ptr<PostgresServer> m_server;
    QString m_noServer;
    std::optional<Folder> m_folder;
};

namespace {

constexpr auto bothDialects = {Dialect::Sqlite, Dialect::Postgres};

QString nameOf(Dialect dialect) { return dialect == Dialect::Sqlite ? u"sqlite"_s : u"postgres"_s; }

int newestVersion() { return int(builtInMigrations(Dialect::Sqlite).size()); }

QString recordOf(Dialect dialect, int version)
{
    return QStringLiteral(AUTH_TEST_DATA "/statements_%1_%2.json").arg(version).arg(nameOf(dialect));
}

QJsonArray readRecord(Dialect dialect, int version)
{
    QFile file(recordOf(dialect, version));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
}

bool writeRecord(Dialect dialect, int version, const QJsonArray &record)
{
    QFile file(recordOf(dialect, version));
    const QByteArray json = QJsonDocument(record).toJson();
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly) && file.write(json) == json.size();
}

StoredSession newSession(quint64 number, quint64 user)
{
    return {.id = sessionId(number),
            .userId = userId(user),
            .generation = 0,
            .tokenHash = "token" + QByteArray::number(number),
            .createdAt = fromMillis(1000),
            .lastUsedAt = fromMillis(1000 + qint64(number)),
            .rotatedAt = fromMillis(1000),
            .expiresAt = fromMillis(9000),
            .revokedAt = {},
            .device = u"device"_s,
            .ip = u"192.0.2.7"_s,
            .network = u"192.0.2.0/24"_s};
}

template<class T> bool went(const Result<T> &result) { return bool(result); }
bool went(const Result<bool> &result) { return result && *result; }

/// A user that signs up, is looked up, changed and given a role.
bool liveAsUser(Connection &connection)
{
    using Users = UserRepository;
    const QByteArray hash = "hash1", renewed = "renewed", changed = "changed";
    const Time now = fromMillis(2000);
    return went(Users::insert(connection, newUser(1))) && went(Users::insert(connection, newUser(2)))
           && !Users::insert(connection, newUser(1)) // the name is taken
           && went(Users::byId(connection, userId(1))) && went(Users::byEmail(connection, u"USER1@example.org"_s))
           && went(Users::credentials(connection, userId(1)))
           && went(Users::recordSignIn(connection, userId(1), hash, now))
           && went(Users::renewPasswordHash(connection, userId(1), hash, renewed))
           && went(Users::changePassword(connection, userId(1), renewed, changed, now))
           && went(
               Users::change(connection, userId(1), {.username = u"Other"_s, .email = u"other@example.org"_s}, 2, now))
           && !Users::change(connection, userId(1), {.username = u"User_2"_s}, 3, now)
           && went(Users::addRole(connection, userId(1), u"admin"_s, now)) && went(Users::count(connection))
           && went(Users::hasAdministrator(connection));
}

/// Sessions that are begun, used, ended in every way, and forgotten.
bool liveInSessions(Connection &connection)
{
    using Sessions = SessionRepository;
    const Time now = fromMillis(3000), later = fromMillis(9500);
    for (quint64 number = 1; number <= 6; ++number) {
        if (!Sessions::insert(connection, newSession(number, number == 6 ? 2 : 1)))
            return false;
    }
    return went(Sessions::byId(connection, sessionId(1))) && went(Sessions::access(connection, sessionId(1)))
           && went(rotate(connection, sessionId(1), 0, "token1", "next", now, later))
           && went(Sessions::active(connection, userId(1), now))
           && went(Sessions::knowsNetwork(connection, userId(1), u"192.0.2.0/24"_s))
           && went(Sessions::revoke(connection, sessionId(5), {}, now, RevokeReason::TokenReuse))
           && went(Sessions::revoke(connection, sessionId(4), userId(1), now, RevokeReason::Logout))
           && went(Sessions::revokeBeyond(connection, userId(1), 2, now, RevokeReason::TooMany))
           && went(Sessions::revokeAll(connection, userId(1), sessionId(1), now, RevokeReason::PasswordChange))
           && went(Sessions::revokeAll(connection, userId(2), {}, now, RevokeReason::Deactivation))
           && went(UserRepository::setActive(connection, userId(2), false, now))
           && went(Sessions::purge(connection, later, 2));
}

/// Two daemons, of which one ends without a word.
bool liveAsDaemon(Connection &connection)
{
    using Instances = InstanceRepository;
    Instance instance{.id = idOf<InstanceKind>(1),
                      .name = u"blue"_s,
                      .host = u"host"_s,
                      .pid = 7,
                      .url = u"http://192.0.2.1:8000"_s,
                      .version = u"1"_s,
                      .startedAt = fromMillis(1000),
                      .seenAt = fromMillis(1000)};
    const bool begun = went(Instances::beat(connection, instance)) && went(Instances::beat(connection, instance));
    instance.id = idOf<InstanceKind>(2);
    instance.seenAt = fromMillis(5000);
    return begun && went(Instances::beat(connection, instance))
           && went(Instances::seenSince(connection, fromMillis(2000)))
           && went(Instances::purge(connection, fromMillis(2000))) && went(Instances::remove(connection, instance.id));
}

/// Attempts that are counted, slowed down, taken back and forgotten; SQLite has no table for them.
bool liveUnderLimits(Connection &connection)
{
    using Limits = RateLimitRepository;
    const QByteArray one(Limits::keySize, '1'), two(Limits::keySize, '2');
    const Time now = fromMillis(1000), end = fromMillis(2000);
    return connection.dialect() == Dialect::Sqlite
           || (went(Limits::charge(connection, one + two, now, end)) && went(Limits::charge(connection, one, now, end))
               && went(Limits::chargeBelow(connection, one, 3, now, end))
               && went(Limits::chargeBelow(connection, one, 3, now, end)) && went(Limits::find(connection, one))
               && went(Limits::takeBack(connection, one)) && went(Limits::purge(connection, end, 10)));
}

/// Whatever the repositories can do. A repository on tables of a later migration joins in from that version on.
bool liveAsProgramOf(Connection &connection, int version)
{
    return liveAsUser(connection) && liveInSessions(connection)
           && (version < 2 || (liveAsDaemon(connection) && liveUnderLimits(connection)));
}

/// The first statement that fails or does something else than it did; empty: there is none.
QString firstDifference(Driver &driver, const QJsonArray &record)
{
    for (const QJsonValue &each : record) {
        const QByteArray sql = each[u"sql"_s].toString().toUtf8();
        std::vector<Value> values;
        for (const QJsonValue &value : each[u"values"_s].toArray())
            values.push_back(fromJson(value));
        const auto statement = driver.statement(sql.constData());
        const auto rows = runToEnd(*statement, sql, values);
        if (!rows || *rows != each[u"rows"_s].toInt())
            return u"%1: %2 rows"_s.arg(QString::fromUtf8(sql)).arg(rows.value_or(-1));
    }
    return {};
}

bool migrate(const DatabaseOptions &options, const QList<Migration> &migrations)
{
    const bool postgres = isPostgresUrl(options.url);
    if (!postgres && !sqlite::prepareFile(*sqlitePath(options.url)))
        return false;
    const auto connection = postgres ? postgres::connect(*postgresAddress(options.url), options)
                                     : sqlite::connect(*sqlitePath(options.url), options, sqlite::Mode::Write);
    return connection && Migrator(u"x"_s, migrations).apply(**connection, fromMillis(1));
}

/// The plugin's connection, opened.
QString openedName(const DatabaseOptions &options)
{
    const bool postgres = isPostgresUrl(options.url);
    const PostgresAddress address = postgres ? *postgresAddress(options.url) : PostgresAddress();
    const QString name = postgres ? u"previous-postgres"_s : u"previous-sqlite"_s;
    QSqlDatabase database = QSqlDatabase::addDatabase(postgres ? u"QPSQL"_s : u"QSQLITE"_s, name);
    database.setDatabaseName(postgres ? address.database : *sqlitePath(options.url));
    database.setUserName(address.user);
    database.setConnectOptions(address.connectOptions());
    return database.open() ? name : QString();
}

/// Connections keep theirs to themselves, so this opens one of its own.
std::unique_ptr<Driver> driverOf(const DatabaseOptions &options)
{
    const QString name = openedName(options);
    if (name.isEmpty())
        return {};
    if (isPostgresUrl(options.url))
        return *postgres::makeDriver(name, std::chrono::seconds(60));
    auto driver = sqlite::makeDriver(name);
    return driver->run(u"PRAGMA foreign_keys=ON"_s) ? nullptr : std::move(driver);
}

} // namespace

void TestPreviousProgram::initTestCase() { m_server = PostgresServer::start(m_noServer); }

void TestPreviousProgram::init() { m_folder.emplace(); }

std::unique_ptr<Driver> TestPreviousProgram::driverAt(Dialect dialect, int version)
{
    DatabaseOptions options = m_folder->options();
    if (dialect == Dialect::Postgres) {
        m_server->makeDatabase(u"previous"_s);
        options.url = m_server->socketUrl(u"previous"_s);
    }
    return migrate(options, builtInMigrations(dialect).first(version)) ? driverOf(options) : nullptr;
}

void TestPreviousProgram::addVersions()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<int>("version");
    for (const Dialect dialect : bothDialects) {
        for (int version = 1; version < newestVersion(); ++version)
            QTest::addRow("%s %d", qPrintable(nameOf(dialect)), version) << dialect << version;
    }
}

#define FETCH_VERSION()                                                                                                \
    QFETCH(Dialect, dialect);                                                                                          \
    QFETCH(int, version);                                                                                              \
    if (dialect == Dialect::Postgres)                                                                                  \
    REQUIRE_POSTGRES(m_server, m_noServer)

QJsonArray TestPreviousProgram::lifeAt(Dialect dialect, int version)
{
    QJsonArray record;
    auto driver = driverAt(dialect, version);
    if (!driver)
        return {};
    Connection connection(std::make_unique<RecordingDriver>(std::move(driver), record));
    if (liveAsProgramOf(connection, version))
        return record;
    qWarning("after %lld statements: %s", qlonglong(record.size()),
             connection.failure() ? qPrintable(connection.failure()->text) : "not as expected");
    return {};
}

void TestPreviousProgram::everyEarlierVersionIsOnRecord_data() { addVersions(); }

void TestPreviousProgram::everyEarlierVersionIsOnRecord()
{
    FETCH_VERSION();
    if (qEnvironmentVariableIntValue("AUTH_WRITE_GOLDEN") == 1 && !QFile::exists(recordOf(dialect, version))) {
        const QJsonArray record = lifeAt(dialect, version);
        QVERIFY(!record.isEmpty());
        QVERIFY(writeRecord(dialect, version, record));
    }
    QVERIFY2(!readRecord(dialect, version).isEmpty(), "AUTH_WRITE_GOLDEN=1 records what is missing");
}

void TestPreviousProgram::earlierStatementsDoTheSameOnTheNewestSchema_data() { addVersions(); }

void TestPreviousProgram::earlierStatementsDoTheSameOnTheNewestSchema()
{
    FETCH_VERSION();
    const auto driver = driverAt(dialect, newestVersion());
    QVERIFY(driver);
    const QString difference = firstDifference(*driver, readRecord(dialect, version));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

void TestPreviousProgram::thisProgramCanBeRecordedAndReplayed_data()
{
    QTest::addColumn<Dialect>("dialect");
    for (const Dialect dialect : bothDialects)
        QTest::newRow(qPrintable(nameOf(dialect))) << dialect;
}

void TestPreviousProgram::thisProgramCanBeRecordedAndReplayed()
{
    QFETCH(Dialect, dialect);
    if (dialect == Dialect::Postgres)
        REQUIRE_POSTGRES(m_server, m_noServer);
    const QJsonArray record = lifeAt(dialect, newestVersion());
    QVERIFY(!record.isEmpty());
    m_folder.emplace();
    const auto driver = driverAt(dialect, newestVersion());
    QVERIFY(driver);
    const QString difference = firstDifference(*driver, record);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

void TestPreviousProgram::lostColumnWouldBeNoticed_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("table");
    for (const Dialect dialect : bothDialects) {
        const QByteArray name = nameOf(dialect).toUtf8();
        QTest::addRow("%s: dropped", name.constData())
            << dialect << u"ALTER TABLE sessions DROP COLUMN ip"_s << u"sessions"_s;
        QTest::addRow("%s: renamed", name.constData())
            << dialect << u"ALTER TABLE sessions RENAME COLUMN device TO agent"_s << u"sessions"_s;
        QTest::addRow("%s: other data", name.constData())
            << dialect << u"DELETE FROM roles WHERE name = 'admin'"_s << u"roles"_s;
    }
}

void TestPreviousProgram::lostColumnWouldBeNoticed()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, change);
    QFETCH(QString, table);
    if (dialect == Dialect::Postgres)
        REQUIRE_POSTGRES(m_server, m_noServer);
    const auto driver = driverAt(dialect, newestVersion());
    QVERIFY(driver);
    QVERIFY(!driver->run(change));
    const QString difference = firstDifference(*driver, readRecord(dialect, 1));
    QVERIFY2(difference.contains(table), qPrintable(difference));
}

QTEST_GUILESS_MAIN(TestPreviousProgram)
#include "tst_previous_program.moc"
