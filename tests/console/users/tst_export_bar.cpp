#include "support/console_server.h"
#include "support/fault_proxy.h"
#include "users/export_bar.h"
#include "users_host.h"

#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// All users of the filter, as a file.
class TestExportBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_host.reset(); }
    void everybodyIsWritten();
    void onlyThoseOfTheFilterAreWritten();
    void cancelledHalfWayItLeavesNoFile();
    void brokenOffItLeavesNoFileAndSaysSo();
    void aPlaceThatCannotBeWrittenIsNamed();

private:
    void exportTo(const QString &path);
    QList<QByteArray> linesOf(const QString &path);
    bool isFolderEmpty() const { return QDir(m_folder->path()).isEmpty(); }
    void stopAfter(FaultProxy::Fault::Kind kind, qsizetype bytes)
    {
        m_proxy->inject("GET /api/users/export", {.kind = kind, .bytes = bytes});
    }
    UsersHost &host() { return *m_host; }

    ConsoleServer m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<UsersHost> m_host;
};

void TestExportBar::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.addUsers(300));
}

void TestExportBar::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_proxy = std::make_unique<FaultProxy>(m_server.client().port());
    m_host = std::make_unique<UsersHost>(m_proxy->port(), m_server.staff().admin);
    QTRY_VERIFY(host().table().model()->rowCount() > 300);
}

void TestExportBar::exportTo(const QString &path)
{
    host().action(u"export"_s).trigger();
    auto *dialog = qobject_cast<QFileDialog *>(host().dialog(u"exportDialog"_s));
    QVERIFY(dialog);
    dialog->selectFile(path);
    QVERIFY(QMetaObject::invokeMethod(dialog, "accept"));
}

QList<QByteArray> TestExportBar::linesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QList<QByteArray>();
}

void TestExportBar::everybodyIsWritten()
{
    const QString path = m_folder->filePath(u"users.csv"_s);
    exportTo(path);
    QTRY_VERIFY(host().desk().wasTold(u"users.csv is written."_s));
    const auto lines = linesOf(path);
    QCOMPARE(lines.size(), 304); // with the staff, and the names of the columns
    QVERIFY(lines.first().contains("email"));
    QVERIFY(host().part<QWidget>(u"exportBar"_s)->isHidden());
}

void TestExportBar::onlyThoseOfTheFilterAreWritten()
{
    QVERIFY(host().find(u"user0001"_s, 10));
    const QString path = m_folder->filePath(u"users.ndjson"_s);
    exportTo(path);
    QTRY_VERIFY(host().desk().wasTold(u"users.ndjson is written."_s));
    const auto lines = linesOf(path);
    QCOMPARE(lines.size(), 10);
    for (const QByteArray &line : lines)
        QVERIFY(line.startsWith('{') && line.contains("user0001"));
}

void TestExportBar::cancelledHalfWayItLeavesNoFile()
{
    stopAfter(FaultProxy::Fault::Kind::Stall, 20'000);
    exportTo(m_folder->filePath(u"users.csv"_s));
    QWidget *bar = host().part<QWidget>(u"exportBar"_s);
    const auto *text = host().part<QLabel>(u"exportText"_s);
    QTRY_VERIFY(bar->isVisible() && text->text().contains(u"KiB"_s));
    QVERIFY(isFolderEmpty()); // under no name yet
    QVERIFY(UsersHost::press(bar, u"exportCancel"_s));
    QTRY_VERIFY(isFolderEmpty());
    QVERIFY(bar->isHidden());
    QVERIFY(host().desk().wasTold(u"there is no file"_s));
}

void TestExportBar::brokenOffItLeavesNoFileAndSaysSo()
{
    stopAfter(FaultProxy::Fault::Kind::Cut, 20'000);
    exportTo(m_folder->filePath(u"users.csv"_s));
    QTRY_VERIFY(host().desk().wasTold(u"Export failed"_s));
    QVERIFY(isFolderEmpty());
    QVERIFY(host().part<QWidget>(u"exportBar"_s)->isHidden());
}

void TestExportBar::aPlaceThatCannotBeWrittenIsNamed()
{
    host().part<console::ExportBar>(u"exportBar"_s)->begin({}, m_folder->filePath(u"gone/users.csv"_s));
    QTRY_VERIFY(host().desk().wasTold(u"users.csv cannot be written"_s));
    QVERIFY(host().part<QWidget>(u"exportBar"_s)->isHidden());
}

QTEST_MAIN(TestExportBar)
#include "tst_export_bar.moc"
