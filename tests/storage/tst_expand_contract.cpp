#include "storage/migrator.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <algorithm>

using namespace auth;
using namespace Qt::StringLiterals;

/// While daemons are replaced one by one, those of the version before go on working on the new schema: a migration only
/// adds, unless its first line says why it does not.
class TestExpandContract : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foldersHaveTheSameMigrations();
    void migrationsOnlyAddOrSayWhyNot_data();
    void migrationsOnlyAddOrSayWhyNot();
    void whatTakesAwayIsFound_data();
    void whatTakesAwayIsFound();
    void whatOnlyAddsIsLetThrough_data();
    void whatOnlyAddsIsLetThrough();
    void onlyTheFirstLineSaysWhyNot_data();
    void onlyTheFirstLineSaysWhyNot();
};

namespace {

/// Without what is only read by people or at run time: comments, strings, bodies of functions.
QString withoutTexts(QString sql)
{
    static const QRegularExpression texts(u"--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\\$(\\w*)\\$.*?\\$\\1\\$"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    return sql.replace(texts, u" "_s).simplified();
}

/// Tables the statements make, which no program knows yet.
QStringList newTables(const QString &sql)
{
    static const QRegularExpression create(u"CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\\w+)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    QStringList names;
    for (auto matches = create.globalMatch(sql); matches.hasNext();)
        names += matches.next().captured(1);
    return names;
}

/// What a program of the version before would stumble over: a name that has gone, a value it cannot read, a row of its
/// own that is refused, a right it no longer has.
bool takesAway(const QString &statement)
{
    static const QRegularExpression forbidden(
        u"\\b(DROP|RENAME|TRUNCATE|DELETE FROM|REVOKE|DISABLE|SET SCHEMA)\\b"
        "|\\bALTER (COLUMN )?\\w+ (SET DATA )?TYPE\\b|\\bSET NOT NULL\\b"
        "|\\bADD (CONSTRAINT|CHECK|UNIQUE|PRIMARY|FOREIGN|EXCLUDE)\\b|\\bCREATE UNIQUE INDEX\\b"
        "|\\bCREATE OR REPLACE\\b|\\bADD (COLUMN )?(IF NOT EXISTS )?\\w+ (?!.*\\bDEFAULT\\b).*\\bNOT NULL\\b"
        "|\\bADD (COLUMN )?(IF NOT EXISTS )?\\w+ .*\\b(UNIQUE|PRIMARY KEY|CHECK)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    return forbidden.match(statement).hasMatch();
}

QString tableOf(const QString &statement)
{
    static const QRegularExpression target(u"\\b(?:TABLE (?:IF EXISTS )?(?:ONLY )?|INDEX .*\\bON |FROM )(\\w+)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return target.match(statement).captured(1);
}

/// The statements of a migration that take something away from a table that was there before.
QStringList contractions(const QString &script)
{
    const QString sql = withoutTexts(script);
    const QStringList own = newTables(sql);
    QStringList found;
    for (const QString &statement : splitStatements(sql)) {
        const bool isTrigger =
            statement.startsWith(u"CREATE TRIGGER"_s, Qt::CaseInsensitive); // what it does comes later
        if (!isTrigger && takesAway(statement) && !own.contains(tableOf(statement)))
            found += statement;
    }
    return found;
}

} // namespace

void TestExpandContract::foldersHaveTheSameMigrations()
{
    const auto names = [](Dialect dialect) {
        QStringList found;
        for (const Migration &each : builtInMigrations(dialect))
            found += u"%1 %2 %3"_s.arg(each.version).arg(each.name, each.contractReason());
        return found;
    };
    QCOMPARE(names(Dialect::Postgres), names(Dialect::Sqlite));
}

void TestExpandContract::migrationsOnlyAddOrSayWhyNot_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("reason");
    for (const Dialect dialect : {Dialect::Sqlite, Dialect::Postgres}) {
        for (const Migration &each : builtInMigrations(dialect).sliced(1))
            QTest::addRow("%s %d", dialect == Dialect::Sqlite ? "sqlite" : "postgres", each.version)
                << each.text << each.contractReason();
    }
}

void TestExpandContract::migrationsOnlyAddOrSayWhyNot()
{
    QFETCH(QString, script);
    QFETCH(QString, reason);
    const QStringList found = contractions(script);
    if (reason.isEmpty())
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u"; "_s)));
    else
        QVERIFY2(!found.isEmpty(), "says it takes something away and does not");
}

void TestExpandContract::whatTakesAwayIsFound_data()
{
    QTest::addColumn<QString>("statement");
    for (const QString &statement : {u"DROP TABLE users"_s,
                                     u"drop index users_by_name"_s,
                                     u"ALTER TABLE users DROP COLUMN email"_s,
                                     u"ALTER TABLE users DROP email"_s,
                                     u"ALTER TABLE users RENAME TO people"_s,
                                     u"ALTER TABLE users RENAME COLUMN email TO mail"_s,
                                     u"ALTER TABLE users ALTER COLUMN id TYPE TEXT"_s,
                                     u"ALTER TABLE users ALTER id SET DATA TYPE TEXT"_s,
                                     u"ALTER TABLE users ALTER COLUMN last_login SET NOT NULL"_s,
                                     u"ALTER TABLE users ALTER COLUMN email DROP NOT NULL"_s,
                                     u"ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0)"_s,
                                     u"ALTER TABLE users ADD COLUMN a TEXT NOT NULL"_s,
                                     u"ALTER TABLE users ADD a TEXT NOT NULL"_s,
                                     u"ALTER TABLE users ADD COLUMN a TEXT UNIQUE"_s,
                                     u"CREATE UNIQUE INDEX u ON users (username)"_s,
                                     u"CREATE TABLE new (a INTEGER); CREATE UNIQUE INDEX u ON users (username)"_s,
                                     u"TRUNCATE users"_s,
                                     u"DELETE FROM users"_s,
                                     u"REVOKE ALL ON users FROM PUBLIC"_s,
                                     u"ALTER TABLE users SET SCHEMA other"_s,
                                     u"ALTER TABLE users DISABLE TRIGGER ALL"_s,
                                     u"CREATE TABLE a (b INTEGER);\n/* c */ DROP\n  TABLE users;"_s,
                                     u"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$"_s})
        QTest::newRow(qPrintable(statement.simplified())) << statement;
}

void TestExpandContract::whatTakesAwayIsFound()
{
    QFETCH(QString, statement);
    QCOMPARE(contractions(statement).size(), 1);
}

void TestExpandContract::whatOnlyAddsIsLetThrough_data()
{
    QTest::addColumn<QString>("statement");
    for (const QString &statement :
         {u"CREATE TABLE a (b TEXT NOT NULL UNIQUE CHECK (b <> ''))"_s, u"ALTER TABLE users ADD COLUMN a TEXT"_s,
          u"ALTER TABLE users ADD COLUMN a BIGINT NOT NULL DEFAULT 0"_s,
          u"ALTER TABLE users ADD COLUMN a BIGINT DEFAULT 0 NOT NULL"_s, u"CREATE INDEX i ON users (email)"_s,
          u"CREATE TABLE a (b INTEGER); CREATE UNIQUE INDEX i ON a (b)"_s,
          u"CREATE TABLE a (b INTEGER); ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0)"_s,
          u"UPDATE users SET version = 1"_s, u"INSERT INTO roles (name) VALUES ('DROP TABLE users')"_s,
          u"-- DROP TABLE users\nCREATE TABLE a (b INTEGER)"_s,
          u"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $x$ DELETE FROM a; SELECT 1 $x$"_s,
          u"CREATE TRIGGER t AFTER DELETE ON users BEGIN DELETE FROM a; DELETE FROM b; END"_s,
          u"CREATE TRIGGER t AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION f()"_s})
        QTest::newRow(qPrintable(statement.simplified())) << statement;
}

void TestExpandContract::whatOnlyAddsIsLetThrough()
{
    QFETCH(QString, statement);
    QCOMPARE(contractions(statement), QStringList());
}

void TestExpandContract::onlyTheFirstLineSaysWhyNot_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("said") << u"-- contract: no program reads it since 1.4\nDROP TABLE a;"_s
                          << u"no program reads it since 1.4"_s;
    QTest::newRow("second line") << u"-- Something\n-- contract: late\n"_s << u""_s;
    QTest::newRow("without a reason") << u"-- contract:\nDROP TABLE a;"_s << u""_s;
    QTest::newRow("inside the line") << u"DROP TABLE a; -- contract: no"_s << u""_s;
    QTest::newRow("nothing") << u""_s << u""_s;
}

void TestExpandContract::onlyTheFirstLineSaysWhyNot()
{
    QFETCH(QString, text);
    QTEST((Migration{.version = 1, .name = {}, .text = text}.contractReason()), "reason");
}

QTEST_GUILESS_MAIN(TestExpandContract)
#include "tst_expand_contract.moc"
