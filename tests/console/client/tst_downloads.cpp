#include "api/endpoints.h"
#include "client/download.h"
#include "support/console_desk.h"
#include "support/console_server.h"
#include "support/fault_proxy.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;
using auth::test::FaultProxy;

/// Files are there as a whole or not at all.
class DownloadsTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<test::ConsoleDesk> m_desk;
    QTemporaryDir m_folder;

    QString path() const { return m_folder.filePath(u"users.ndjson"_s); }
    std::optional<Answer<Done>> exportTo(const QString &path)
    {
        Download download(m_desk->client(), path, this);
        std::optional<Answer<Done>> outcome;
        connect(&download, &Download::finished, this, [&](const Answer<Done> &ended) { outcome = ended; });
        download.begin(api::exportUsers, UserExportRequest{});
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 20000))
            qFatal("the export does not end");
        return outcome;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QVERIFY(m_server.addUsers(2000));
    }

    void init()
    {
        m_proxy = std::make_unique<FaultProxy>(m_server.client().port());
        m_desk = std::make_unique<test::ConsoleDesk>(m_proxy->port(), m_server.staff().admin);
        QFile::remove(path());
    }

    void allOfItArrives()
    {
        const auto outcome = exportTo(path());
        QVERIFY(outcome && *outcome);
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().count('\n') >= 2003);
    }

    void halfAnExportIsNoFile()
    {
        m_proxy->inject("GET /api/users/export", {.kind = FaultProxy::Fault::Kind::Cut, .bytes = 100'000});
        const auto outcome = exportTo(path());
        QVERIFY(outcome && !*outcome);
        QCOMPARE(outcome->error().kind, ApiError::Kind::Unreachable);
        QVERIFY(QDir(m_folder.path()).isEmpty());
    }

    void aRefusalIsNoFile()
    {
        m_proxy->inject("GET /api/users/export", FaultProxy::refusal(403, "FORBIDDEN"));
        const auto outcome = exportTo(path());
        QVERIFY(outcome && !*outcome);
        QCOMPARE(outcome->error().status, 403);
        QVERIFY(QDir(m_folder.path()).isEmpty());
    }

    void anOldFileStaysWhenTheExportFails()
    {
        QFile old(path());
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        m_proxy->inject("GET /api/users/export", {.kind = FaultProxy::Fault::Kind::Cut, .bytes = 100'000});
        exportTo(path());
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), "old"_ba);
    }

    void aPlaceThatCannotBeWrittenIsNamed()
    {
        const auto outcome = exportTo(m_folder.filePath(u"no/such/folder/x"_s));
        QVERIFY(outcome && !*outcome);
        QVERIFY(outcome->error().message.contains(u"no/such/folder"_s));
    }

    void aCancelledExportLeavesNothing()
    {
        auto *download = new Download(m_desk->client(), path(), this);
        bool progressed = false;
        connect(download, &Download::progressed, this, [&] { progressed = true; });
        m_proxy->inject("GET /api/users/export", {.kind = FaultProxy::Fault::Kind::Stall, .bytes = 100'000});
        download->begin(api::exportUsers, UserExportRequest{});
        QTRY_VERIFY(progressed);
        delete download;
        QVERIFY(QDir(m_folder.path()).isEmpty());
    }

    void aRefusedTokenIsRenewed()
    {
        m_proxy->inject("GET /api/users/export", FaultProxy::refusal(401, "TOKEN_EXPIRED"));
        const auto outcome = exportTo(path());
        QVERIFY(outcome && *outcome);
        QCOMPARE(m_proxy->count("POST /api/auth/refresh"), 1);
    }
};

QTEST_GUILESS_MAIN(DownloadsTest)
#include "tst_downloads.moc"
