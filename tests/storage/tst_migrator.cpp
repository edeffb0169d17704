#include "fixture.h"

#include "storage/migrator.h"
#include "storage/sqlite.h"

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
    void appliesOnceAndRecordsIt();
    void appliesOnlyWhatIsNew();
    void pendingChangesNothing();
    void failedMigrationLeavesNoTrace();
    void foreignHistoryIsRefused_data();
    void foreignHistoryIsRefused();
    void databaseOfAnotherProgramIsRefused();
    void withoutAutoMigrateAPendingOneIsRefused();
    void fourProcessesApplyEachOnce();
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

QString schemaOf(Connection &connection)
{
    const auto statements =
        connection.all("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name", {},
                       [](const Row &row) { return row.text(0); });
    return statements->join(u";\n\n"_s) + u";\n"_s;
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
    QFile golden(QStringLiteral(AUTH_TEST_DATA "/schema_sqlite.sql"));
    QVERIFY(golden.open(QIODevice::ReadOnly));
    const QString schema = schemaOf(*bare.connection);
    if (qEnvironmentVariableIsSet("AUTH_PRINT_SCHEMA"))
        std::fputs(qPrintable(schema), stdout);
    QCOMPARE(schema, QString::fromUtf8(golden.readAll()));
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

/// Prints how many it applied.
static int applyThree(const QString &path)
{
    DatabaseOptions options;
    const auto connection = sqlite::connect(path, options, sqlite::Mode::Write);
    if (!connection)
        return 1;
    const auto applied = Migrator(path, three()).apply(**connection, fromMillis(1));
    std::printf("%d\n", applied ? *applied : -1);
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
        QCOMPARE(child.exitCode(), 0);
        applied += child.readAllStandardOutput().trimmed().toInt();
    }
    QCOMPARE(applied, 3);
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
