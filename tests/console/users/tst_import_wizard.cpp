#include "support/console_desk.h"
#include "support/console_server.h"
#include "users/import_columns_page.h"
#include "users/import_run_page.h"
#include "users/import_wizard.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTreeWidget>

#include <sys/stat.h>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

class TestImportWizard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fileIsRead_data();
    void fileIsRead();
    void fileIsRefused_data();
    void fileIsRefused();
    void twoHundredColumnsAreRead();
    void rowsKnowTheirLine();
    void onlyFilesAreReadAndOnlyWhenNamed();
    void hashesAreNotShown();
    void columnsAreGuessed();
    void rowBecomesALine();
    void rowsAreImportedInPiecesAndAgainWithoutHarm();
    void importGoesOnAfterAPause();
    void wizardImportsAfterATrial();

private:
    ConsoleServer m_server;
    std::unique_ptr<ConsoleDesk> m_desk;
};

void TestImportWizard::initTestCase()
{
    QVERIFY(m_server.start());
    m_desk = std::make_unique<ConsoleDesk>(m_server.client().port(), m_server.staff().admin);
}

void TestImportWizard::fileIsRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<QList<QStringList>>("rows");
    const QList<QStringList> ada{{u"ada@x.org"_s, u"ada"_s}};
    QTest::newRow("commas") << QByteArray("email,name\nada@x.org,ada\n") << ',' << ada;
    QTest::newRow("no end of line") << QByteArray("email,name\nada@x.org,ada") << ',' << ada;
    QTest::newRow("of Windows") << QByteArray("email;name\r\nada@x.org;ada\r\n\r\n") << ';' << ada;
    QTest::newRow("tabs") << QByteArray("email\tname\nada@x.org\tada\n") << '\t' << ada;
    QTest::newRow("bars") << QByteArray("email|name\nada@x.org|ada\n") << '|' << ada;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "email,name\nada@x.org,ada\n")
                                     << ',' << ada;
    QTest::newRow("quotes") << QByteArray("email,name\n\"a,\"\"b\"\"\nc\",d\n") << ','
                            << QList<QStringList>{{u"a,\"b\"\nc"_s, u"d"_s}};
    QTest::newRow("short row") << QByteArray("email,name\nada@x.org\n") << ',' << QList<QStringList>{{u"ada@x.org"_s}};
    QTest::newRow("no formulas") << QByteArray("email,name\n'-x@x.org,'ada\n") << ','
                                 << QList<QStringList>{{u"-x@x.org"_s, u"'ada"_s}};
    QTest::newRow("umlaut") << QByteArray("email,name\n\xC3\xA4@x.org,ada\n") << ','
                            << QList<QStringList>{{u"ä@x.org"_s, u"ada"_s}};
}

void TestImportWizard::fileIsRead()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const char, delimiter);
    QFETCH(const QList<QStringList>, rows);
    const auto table = readImportTable(bytes);
    QVERIFY2(table, qPrintable(table ? QString() : table.error()));
    QCOMPARE(table->delimiter, delimiter);
    QCOMPARE(table->hasByteOrderMark, bytes.startsWith("\xEF\xBB\xBF"));
    QCOMPARE(table->headers, (QStringList{u"email"_s, u"name"_s}));
    QCOMPARE(table->rows, rows);
}

void TestImportWizard::fileIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    QTest::newRow("empty") << QByteArray() << u"no rows"_s;
    QTest::newRow("only names") << QByteArray("email,name\n") << u"no rows"_s;
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                          "e\0m\0",
                                          6)
                            << u"UTF-16"_s;
    QTest::newRow("Latin-1") << QByteArray("email\n\xE4@x.org\n") << u"not UTF-8"_s;
    QTest::newRow("open quote") << QByteArray("email\n\"ada@x.org\n") << u"quote"_s;
    QTest::newRow("long row") << QByteArray("email\nada@x.org,ada\n") << u"Line 2"_s;
    QTest::newRow("long row far below") << QByteArray("email,name\n\n\"a\nb\",c\n\na,b,c\n") << u"Line 6"_s;
    QTest::newRow("wide") << QByteArray(200, ',') + "\nada@x.org\n" << u"200 columns"_s;
    QTest::newRow("many rows") << "email\n" + QByteArray("a\n").repeated(1'000'001) << u"1,000,000 rows"_s;
}

void TestImportWizard::fileIsRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, why);
    const auto table = readImportTable(bytes);
    QVERIFY(!table);
    QVERIFY2(table.error().contains(why), qPrintable(table.error()));
}

void TestImportWizard::twoHundredColumnsAreRead()
{
    const auto table = readImportTable(QByteArray(199, ',') + "\nada@x.org\n");
    QVERIFY(table);
    QCOMPARE(table->headers.size(), 200);
}

void TestImportWizard::rowsKnowTheirLine()
{
    const auto table = readImportTable("email,name\r\n\r\n\"a\r\nb\",c\r\n\r\nd,e\r\nf");
    QVERIFY(table);
    QCOMPARE(table->lines, (QList<int>{3, 6, 7}));
    QCOMPARE(table->rows.size(), 3);
}

void TestImportWizard::onlyFilesAreReadAndOnlyWhenNamed()
{
    const QTemporaryDir folder;
    const QString pipe = folder.filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    ImportWizard wizard(m_desk->workspace(), nullptr);
    wizard.show();
    auto *path = wizard.findChild<QLineEdit *>(u"importPath"_s);
    const auto *found = wizard.findChild<QLabel *>(u"importFound"_s);
    for (const QString &endless : {pipe, u"/dev/zero"_s, folder.path()}) {
        path->setText(endless);
        QVERIFY(!wizard.button(QWizard::NextButton)->isEnabled());
        Q_EMIT path->editingFinished();
        QVERIFY(found->text().contains(u"no file"_s));
    }
    QFile file(folder.filePath(u"users.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Mail\n");
    file.close();
    path->setText(file.fileName());
    QVERIFY(found->text().isEmpty());
    QVERIFY(wizard.button(QWizard::NextButton)->isEnabled());
    wizard.next();
    QVERIFY(found->text().contains(u"no rows"_s));
    QVERIFY(!wizard.button(QWizard::NextButton)->isEnabled());
}

/// Neither as an example nor among what is refused; but in the file to be mended it must be.
void TestImportWizard::hashesAreNotShown()
{
    const QTemporaryDir folder;
    ImportWizard wizard(m_desk->workspace(), nullptr);
    const auto table = readImportTable("Mail,Hash\nbroken,-s3cret\n");
    QVERIFY(table);
    wizard.setTable(*table);
    ImportColumnsPage columns(wizard);
    columns.initializePage();
    const auto *examples = columns.findChild<QTableWidget *>(u"importColumns"_s);
    QCOMPARE(examples->item(0, 2)->text(), u"broken"_s);
    QCOMPARE(examples->item(1, 2)->text(), u"(hidden)"_s);
    ImportRunPage report(wizard, true);
    report.initializePage();
    const auto *failures = report.findChild<QTreeWidget *>(u"importFailures"_s);
    QTRY_COMPARE(failures->topLevelItemCount(), 1);
    QCOMPARE(failures->topLevelItem(0)->text(1), u"broken · (hidden)"_s);
    const QString path = folder.filePath(u"refused.csv"_s);
    report.findChild<QAbstractButton *>(u"importExportFailures"_s)->click();
    Q_EMIT report.findChild<QFileDialog *>()->fileSelected(path);
    QFile refused(path);
    QVERIFY(refused.open(QIODevice::ReadOnly));
    QCOMPARE(refused.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const auto again = readImportTable(refused.readAll());
    QVERIFY(again);
    QCOMPARE(again->rows.first().value(1), u"-s3cret"_s);
}

void TestImportWizard::columnsAreGuessed()
{
    QCOMPARE(guessMapping({u"E-Mail"_s, u"User Name"_s, u"Groups"_s, u"shoe size"_s, u"Mail"_s}),
             (ImportMapping{u"email"_s, u"username"_s, u"roles"_s, QString(), QString()}));
}

void TestImportWizard::rowBecomesALine()
{
    const ImportMapping mapping{u"email"_s, u"roles"_s, u"is_active"_s, u"created_at"_s, QString()};
    const QByteArray line = importLine({u" ada@x.org "_s, u"admin; user"_s, u"no"_s, u"2026-01-31"_s, u"x"_s}, mapping);
    QVERIFY(line.endsWith('\n'));
    QCOMPARE(QJsonDocument::fromJson(line).object(), (QJsonObject{{u"email"_s, u"ada@x.org"_s},
                                                                  {u"roles"_s, QJsonArray{u"admin"_s, u"user"_s}},
                                                                  {u"is_active"_s, false},
                                                                  {u"created_at"_s, u"2026-01-31T00:00:00Z"_s}}));
    QCOMPARE(importLine({u"ada@x.org"_s, {}, u"perhaps"_s, {}, {}}, mapping),
             QByteArray("{\"email\":\"ada@x.org\",\"is_active\":\"perhaps\"}\n"));
}

void TestImportWizard::rowsAreImportedInPiecesAndAgainWithoutHarm()
{
    QList<QByteArray> lines;
    for (int i = 0; i < 1200; ++i)
        lines += importLine({u"piece%1@x.org"_s.arg(i)}, {u"email"_s});
    lines[700] = importLine({u"nonsense"_s}, {u"email"_s});
    ImportRun run(m_desk->client());
    const QSignalSpy pieces(&run, &ImportRun::progressed);
    run.begin(lines, false);
    QTRY_COMPARE_WITH_TIMEOUT(run.state(), ImportRun::State::Finished, 30000);
    QCOMPARE(pieces.size(), 3);
    QCOMPARE(run.created(), 1199);
    QCOMPARE(run.failures().size(), 1);
    QCOMPARE(run.failures().first().row, 700);
    run.begin(lines, false);
    QTRY_COMPARE_WITH_TIMEOUT(run.state(), ImportRun::State::Finished, 30000);
    QCOMPARE(run.created(), 0);
    QCOMPARE(run.existing(), 1199);
}

void TestImportWizard::importGoesOnAfterAPause()
{
    QList<QByteArray> lines;
    for (int i = 0; i < 1200; ++i)
        lines += importLine({u"pause%1@x.org"_s.arg(i)}, {u"email"_s});
    ImportRun run(m_desk->client());
    connect(&run, &ImportRun::progressed, &run, [&] {
        if (run.done() == 500)
            run.pause();
    });
    run.begin(lines, false);
    QTRY_COMPARE_WITH_TIMEOUT(run.done(), 500, 30000);
    QCOMPARE(run.state(), ImportRun::State::Paused);
    run.resume();
    QTRY_COMPARE_WITH_TIMEOUT(run.state(), ImportRun::State::Finished, 30000);
    QCOMPARE(run.created(), 1200);
}

void TestImportWizard::wizardImportsAfterATrial()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"users.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Mail;Nick;Shoes\nw1@x.org;wizard1;42\nbroken;wizard2;43\nw3@x.org;wizard3;44\n");
    file.close();
    ImportWizard wizard(m_desk->workspace(), nullptr);
    const QSignalSpy imported(&wizard, &ImportWizard::imported);
    wizard.show();
    wizard.findChild<QLineEdit *>(u"importPath"_s)->setText(file.fileName());
    Q_EMIT wizard.findChild<QLineEdit *>(u"importPath"_s)->editingFinished();
    QVERIFY(wizard.findChild<QLabel *>(u"importFound"_s)->text().contains(u"semicolons"_s));
    wizard.next();
    auto *nick = wizard.findChild<QComboBox *>(u"importField:Nick"_s);
    nick->setCurrentIndex(nick->findData(u"username"_s));
    wizard.next();
    auto *counts = wizard.currentPage()->findChild<QLabel *>(u"importCounts"_s);
    QTRY_COMPARE(counts->text(), u"New: 2 · There already: 0 · Refused: 1"_s);
    QVERIFY(m_server.userByEmail(u"w1@x.org"_s).isEmpty());
    QTRY_VERIFY(wizard.button(QWizard::CommitButton)->isEnabled());
    wizard.next();
    counts = wizard.currentPage()->findChild<QLabel *>(u"importCounts"_s);
    QTRY_COMPARE(counts->text(), u"New: 2 · There already: 0 · Refused: 1"_s);
    QCOMPARE(m_server.userByEmail(u"w3@x.org"_s)[u"username"_s].toString(), u"wizard3"_s);
    QVERIFY(!imported.isEmpty());
    const auto *failures = wizard.currentPage()->findChild<QTreeWidget *>(u"importFailures"_s);
    QCOMPARE(failures->topLevelItemCount(), 1);
    QCOMPARE(failures->topLevelItem(0)->text(0), u"3"_s); // the line of the file
    QTest::mouseClick(wizard.currentPage()->findChild<QAbstractButton *>(u"importExportFailures"_s), Qt::LeftButton);
    auto *dialog = wizard.findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(folder.filePath(u"refused.csv"_s));
    QFile refused(folder.filePath(u"refused.csv"_s));
    QVERIFY(refused.open(QIODevice::ReadOnly));
    const QByteArray text = refused.readAll();
    QVERIFY(text.startsWith("Mail,Nick,Shoes,problem\r\nbroken,wizard2,43,"));
}

QTEST_MAIN(TestImportWizard)
#include "tst_import_wizard.moc"
