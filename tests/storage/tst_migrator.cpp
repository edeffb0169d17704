#include "fixture.h"

#include "golden.h"
#include "storage/migrator.h"
#include "storage/postgres.h"
#include "storage/sqlite.h"
#include "support/postgres_server.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

class TestMigrator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scriptsAreSplit_data();
    void scriptsAreSplit();
    void builtInMigrationsAreNumberedFromOne();
    void releasedMigrationsNeverChange_data();
    void releasedMigrationsNeverChange();
    void schemaIsTheGoldenOne();
    void postgresSchemaIsTheGoldenOne();
    void appliesOnceAndRecordsIt();
    void appliesOnlyWhatIsNew();
    void pendingChangesNothing();
    void failedMigrationLeavesNoTrace();
    void foreignHistoryIsRefused_data();
    void foreignHistoryIsRefused();
    void databaseOfAnotherProgramIsRefused();
    void withoutAutoMigrateAPendingOneIsRefused();
    void newFileIsOpenedByManyAtOnce();
    void fourProcessesApplyEachOnce();
    void migrationBesideAnotherIsRefusedAfterTheWait();
};

namespace {

/// A database of its own without any schema.
struct Bare {
    Folder folder;
    std::unique_ptr<Connection> connection;

    Bare()
    {
        if (sqlite::prepareFile(folder.path))
            connection = *sqlite::connect(folder.path, folder.options(), sqlite::Mode::Write);
    }
    Result<int> apply(const QList<Migration> &known)
    {
        return Migrator(folder.path, known).apply(*connection, fromMillis(77));
    }
    QStringList tables() { return *auth::tables(*connection); }
};

QList<Migration> three()
{
    return {{1, u"one"_s, u"CREATE TABLE one (a INTEGER);"_s},
            {2, u"two"_s, u"CREATE TABLE two (a INTEGER);\nINSERT INTO two VALUES (1);"_s},
            {3, u"three"_s, u"ALTER TABLE two ADD COLUMN b INTEGER"_s}};
}

QString textOf(const Row &row) { return row.text(0); }

QString schemaOf(Connection &connection)
{
    const auto statements =
        connection.all("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name", {}, textOf);
    return statements->join(u";\n\n"_s) + u";\n"_s;
}

/// From the catalogues, because pg_dump's output differs between versions of the server. The constraints of kind n are
/// version 18's names for NOT NULL, which the columns tell already.
QString postgresSchemaOf(Connection &connection)
{
    QStringList lines;
    const auto add = [&](Sql sql) {
        const auto found = connection.all(sql, {}, textOf);
        lines += found ? *found : QStringList{found.error().cause};
        lines += QString();
    };
    add("SELECT concat_ws(' ', 'table', c.relname, CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,"
        " array_to_string(c.reloptions, ', ')) FROM pg_class c WHERE c.relkind = 'r' AND"
        " c.relnamespace = CAST('public' AS regnamespace) ORDER BY c.relname COLLATE \"C\"");
    add("SELECT concat_ws(' ', 'column', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),"
        " CASE WHEN a.attcollation <> t.typcollation THEN 'COLLATE ' || l.collname END,"
        " CASE WHEN a.attnotnull THEN 'NOT NULL' END, CASE a.attidentity WHEN 'd' THEN 'IDENTITY' END,"
        " 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation l ON"
        " l.oid = a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE"
        " c.relkind = 'r' AND c.relnamespace = CAST('public' AS regnamespace)"
        " ORDER BY c.relname COLLATE \"C\", a.attnum");
    add("SELECT concat_ws(' ', 'constraint', c.relname || '.' || o.conname, pg_get_constraintdef(o.oid)) FROM"
        " pg_constraint o JOIN pg_class c ON c.oid = o.conrelid WHERE o.contype <> 'n' AND"
        " o.connamespace = CAST('public' AS regnamespace) ORDER BY c.relname COLLATE \"C\", o.conname COLLATE \"C\"");
    add("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname COLLATE \"C\"");
    add("SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = CAST('public' AS regnamespace)"
        " ORDER BY p.proname COLLATE \"C\"");
    add("SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT "
        "t.tgisinternal"
        " AND c.relnamespace = CAST('public' AS regnamespace) ORDER BY t.tgname COLLATE \"C\"");
    return lines.join(u'\n');
}

} // namespace

void TestMigrator::scriptsAreSplit_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("statements");
    const QString trigger =
        u"CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN 1 THEN 2 END; DELETE FROM c; END"_s;
    QTest::newRow("nothing") << u""_s << QStringList();
    QTest::newRow("only comments") << u" -- a;\n/* b; */ ;; "_s << QStringList();
    QTest::newRow("two") << u"a; b;"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("no last semicolon") << u"a;\nb\n"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("string") << u"a ';--/*' ; b"_s << QStringList{u"a ';--/*'"_s, u"b"_s};
    QTest::newRow("doubled quote") << u"a 'it''s; so'; b"_s << QStringList{u"a 'it''s; so'"_s, u"b"_s};
    QTest::newRow("quoted names") << u"a \";\" `;` [;]; b"_s << QStringList{u"a \";\" `;` [;]"_s, u"b"_s};
    QTest::newRow("comment inside") << u"a -- x;\n b; c /* ; */ d"_s << QStringList{u"a -- x;\n b"_s, u"c /* ; */ d"_s};
    QTest::newRow("comments around") << u"-- x\na -- y\n; /* z */ b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("quote in a comment") << u"-- it's\na; b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("open comment") << u"a; /* b"_s << QStringList{u"a"_s};
    QTest::newRow("half a comment") << u"a /*/ ; b"_s << QStringList{u"a"_s};
    QTest::newRow("open string") << u"a 'b; c"_s << QStringList{u"a 'b; c"_s};
    QTest::newRow("minus and slash") << u"a - b / c; d"_s << QStringList{u"a - b / c"_s, u"d"_s};
    QTest::newRow("trigger") << trigger + u"; a"_s << QStringList{trigger, u"a"_s};
    QTest::newRow("case in a trigger") << u"create temp trigger t begin select case when 1 then 2 end; end; a"_s
                                       << QStringList{
                                              u"create temp trigger t begin select case when 1 then 2 end; end"_s,
                                              u"a"_s};
    QTest::newRow("table named like one")
        << u"CREATE TABLE \"trigger\" (a); b"_s << QStringList{u"CREATE TABLE \"trigger\" (a)"_s, u"b"_s};
    QTest::newRow("drop trigger") << u"DROP TRIGGER t; b"_s << QStringList{u"DROP TRIGGER t"_s, u"b"_s};
}

void TestMigrator::scriptsAreSplit()
{
    QFETCH(QString, script);
    QTEST(splitStatements(script), "statements");
}

void TestMigrator::builtInMigrationsAreNumberedFromOne()
{
    const auto migrations = builtInMigrations(Dialect::Sqlite);
    QVERIFY(!migrations.isEmpty());
    for (qsizetype i = 0; i < migrations.size(); ++i) {
        QCOMPARE(migrations[i].version, int(i) + 1);
        QVERIFY(!migrations[i].name.isEmpty());
        QVERIFY(!migrations[i].text.isEmpty());
    }
}

// A changed file would be refused by every database that exists. Add a row for a new migration; never edit one.
void TestMigrator::releasedMigrationsNeverChange_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("checksum");
    QTest::newRow("accounts") << 1 << u"201000f6d104ebb2b00cd04944b7b14f7af83039ee987db64d7aead37b3fdf07"_s;
    QTest::newRow("fleet") << 2 << u"4f42dfdd3bfd0008db0915dd697f699b6c366eb1cc7bc918aea694dbf358eda1"_s;
}

void TestMigrator::releasedMigrationsNeverChange()
{
    QFETCH(int, version);
    QTEST(builtInMigrations(Dialect::Sqlite)[version - 1].checksum(), "checksum");
}

void TestMigrator::schemaIsTheGoldenOne()
{
    Bare bare;
    VERIFY_RESULT(bare.apply(builtInMigrations(Dialect::Sqlite)));
    compareWithGolden(u"schema_sqlite.sql"_s, schemaOf(*bare.connection).toUtf8());
}

void TestMigrator::postgresSchemaIsTheGoldenOne()
{
    QString whyNot;
    const auto server = PostgresServer::start(whyNot);
    REQUIRE_POSTGRES(server, whyNot);
    server->makeDatabase(u"golden"_s);
    const auto connection = postgres::connect(*postgresAddress(server->socketUrl(u"golden"_s)), {});
    VERIFY_RESULT(connection);
    VERIFY_RESULT(Migrator(u"golden"_s, builtInMigrations(Dialect::Postgres)).apply(**connection, fromMillis(77)));
    compareWithGolden(u"schema_postgres.txt"_s, postgresSchemaOf(**connection).toUtf8());
}

void TestMigrator::appliesOnceAndRecordsIt()
{
    Bare bare;
    QCOMPARE(*bare.apply(three()), 3);
    QCOMPARE(*bare.apply(three()), 0);
    const auto rows = bare.connection->all(
        "SELECT version, name, checksum, applied_at, applied_by FROM schema_migrations ORDER BY version", {},
        [](const Row &row) {
            return QStringList{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
        });
    QCOMPARE(rows->size(), 3);
    QCOMPARE(rows->at(1),
             QStringList({u"2"_s, u"two"_s, three()[1].checksum(), u"77"_s, u"auth-serve " AUTH_VERSION ""_s}));
    QCOMPARE(three()[0].checksum(), u"fc3e00d136d719a42aed248d439c82acb6c8974e71968293428d67fd605c74b0"_s);
}

void TestMigrator::appliesOnlyWhatIsNew()
{
    Bare bare;
    QCOMPARE(*bare.apply(three().first(1)), 1);
    QCOMPARE(*bare.apply(three()), 2);
    QCOMPARE(*bare.connection->one("SELECT count(b) FROM two", {}, [](const Row &row) { return row.integer(0); }),
             std::optional<qint64>(0));
}

void TestMigrator::pendingChangesNothing()
{
    Bare bare;
    QCOMPARE(*Migrator(u"x"_s, three()).pending(*bare.connection), three());
    QCOMPARE(bare.tables(), QStringList());
    VERIFY_RESULT(bare.apply(three().first(2)));
    QCOMPARE(*Migrator(u"x"_s, three()).pending(*bare.connection), three().sliced(2));
    const Folder missing;
    QCOMPARE(*Database::pendingMigrations(missing.options()), builtInMigrations(Dialect::Sqlite));
    QVERIFY(!QFile::exists(missing.path));
    VERIFY_RESULT(missing.open());
    QCOMPARE(*Database::pendingMigrations(missing.options()), QList<Migration>());
}

void TestMigrator::failedMigrationLeavesNoTrace()
{
    Bare bare;
    auto known = three();
    known[1].text = u"CREATE TABLE half (a INTEGER); CREATE TABLE one (again INTEGER);"_s;
    const auto refused = bare.apply(known);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"migration 2"_s), qPrintable(refused.error().message));
    QCOMPARE(bare.tables(), QStringList({u"schema_migrations"_s, u"one"_s})); // the first stays
    QCOMPARE(*bare.apply(three()), 2);
}

void TestMigrator::foreignHistoryIsRefused_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("newer") << u"INSERT INTO schema_migrations VALUES (4, 'four', '', 1, 'x')"_s
                           << u"newer than this program"_s;
    QTest::newRow("gap") << u"DELETE FROM schema_migrations WHERE version = 2"_s << u"lacks migration 2"_s;
    QTest::newRow("gap at the start") << u"DELETE FROM schema_migrations WHERE version = 1"_s << u"lacks migration 1"_s;
    QTest::newRow("changed text") << u"UPDATE schema_migrations SET checksum = 'x' WHERE version = 2"_s
                                  << u"another text of migration 2 (two)"_s;
}

void TestMigrator::foreignHistoryIsRefused()
{
    QFETCH(QString, change);
    QFETCH(QString, complaint);
    Bare bare;
    VERIFY_RESULT(bare.apply(three()));
    VERIFY_RESULT(bare.connection->run(change));
    const QString before = schemaOf(*bare.connection);
    const auto refused = bare.apply(three());
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(complaint), qPrintable(refused.error().message));
    QVERIFY(refused.error().message.contains(bare.folder.path));
    QCOMPARE(schemaOf(*bare.connection), before);
}

void TestMigrator::databaseOfAnotherProgramIsRefused()
{
    Bare bare;
    VERIFY_RESULT(bare.connection->run(u"CREATE TABLE recipes (a INTEGER)"_s));
    const auto refused = bare.apply(three());
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"another program"_s), qPrintable(refused.error().message));
    QCOMPARE(bare.tables(), QStringList{u"recipes"_s});
}

void TestMigrator::withoutAutoMigrateAPendingOneIsRefused()
{
    const Folder folder;
    DatabaseOptions options = folder.options();
    options.autoMigrate = false;
    const auto refused = Database::open(options, folder.clock);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"auth-serve migrate"_s), qPrintable(refused.error().message));
    VERIFY_RESULT(folder.open());
    VERIFY_RESULT(Database::open(options, folder.clock));
}

/// Each wants to be the one that gives a new file its write-ahead log.
void TestMigrator::newFileIsOpenedByManyAtOnce()
{
    std::atomic<int> failures = 0;
    for (int round = 0; round < 50; ++round) {
        const Folder folder;
        VERIFY_RESULT(sqlite::prepareFile(folder.path));
        onThreads(8, [&](int) { failures += !sqlite::connect(folder.path, folder.options(), sqlite::Mode::Write); });
    }
    QCOMPARE(failures.load(), 0);
}

/// Prints how many it applied.
static int applyThree(const QString &path)
{
    DatabaseOptions options;
    const auto connection = sqlite::connect(path, options, sqlite::Mode::Write);
    const auto applied = connection ? Migrator(path, three()).apply(**connection, fromMillis(1)) : connection.error();
    std::printf("%d\n", applied ? *applied : -1);
    std::fputs(trouble(applied).constData(), stderr);
    return applied ? 0 : 1;
}

void TestMigrator::fourProcessesApplyEachOnce()
{
    const Folder folder;
    VERIFY_RESULT(sqlite::prepareFile(folder.path));
    std::array<QProcess, 4> children;
    for (QProcess &child : children)
        child.start(QCoreApplication::applicationFilePath(), {u"--apply-three"_s, folder.path});
    int applied = 0;
    for (QProcess &child : children) {
        QVERIFY(child.waitForFinished());
        QVERIFY2(child.exitCode() == 0, child.readAllStandardError().constData());
        applied += child.readAllStandardOutput().trimmed().toInt();
    }
    QCOMPARE(applied, 3);
}

void TestMigrator::migrationBesideAnotherIsRefusedAfterTheWait()
{
    Bare first;
    VERIFY_RESULT(first.connection->begin());
    DatabaseOptions hurried = first.folder.options();
    hurried.busyTimeout = std::chrono::milliseconds(20);
    const auto open = [&] { return sqlite::connect(first.folder.path, hurried, sqlite::Mode::Write); };
    const Migrator migrator(first.folder.path, three());
    const auto refused = migrator.apply(**open(), fromMillis(1));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"by another process; wait for it"_s), trouble(refused).constData());
    first.connection.reset(); // without an end to its transaction, as when a process is killed
    QCOMPARE(*migrator.apply(**open(), fromMillis(1)), 3);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--apply-three") == 0)
        return applyThree(QString::fromLocal8Bit(argv[2]));
    TestMigrator test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_migrator.moc"
