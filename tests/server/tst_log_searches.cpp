#include "log_store/store_file.h"
#include "support/accounts.h"
#include "support/daemon_process.h"
#include "support/parallel.h"
#include "support/test_engine.h"
#include "tests/http/raw_client.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

/// More bytes than two sockets hold, and enough lines for a search of all to take a while.
constexpr qint64 lines = 20'000;
constexpr qsizetype lineText = 1'000;

bool fillStore(const QString &path)
{
    QString movedTo;
    auto file = StoreFile::open(path, movedTo);
    if (!file || !file->beginRun(u"1"_s, u"earlier"_s) || !file->begin())
        return false;
    const QString message(lineText, u'x');
    for (qint64 seq = 1; seq <= lines; ++seq) {
        if (!file->insert({.event = u"test.line"_s, .message = message, .seq = seq}))
            return false;
    }
    return bool(file->commit());
}

} // namespace

/// LOG_SEARCHES, on the real daemon.
class TestLogSearches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_daemon.set(u"LOG_STORE"_s, m_daemon.file(u"lines.db"_s));
        m_daemon.set(u"LOG_SEARCHES"_s, u"1"_s);
        QVERIFY(fillStore(m_daemon.file(u"lines.db"_s)));
        Account admin = newAccount();
        m_daemon.run({u"admin"_s, u"create"_s, u"--email"_s, admin.email, u"--username"_s, admin.username,
                      u"--password-stdin"_s},
                     admin.password.toUtf8() + '\n');
        QVERIFY2(m_daemon.start(), m_daemon.err().constData());
        m_admin = signIn(m_daemon.client(), admin);
        QVERIFY(m_admin.isSignedIn());
    }
    void cleanupTestCase() { QCOMPARE(m_daemon.stop(), 0); }

    void exportWaitsForOneThatIsStillRead()
    {
        RawClient slow(m_daemon.port());
        slow.send("GET /api/logs/export HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + m_admin.access.toLatin1()
                  + "\r\n\r\n");
        QVERIFY(slow.readUntil("test.line").startsWith("HTTP/1.1 200"));
        const Answer refused = smallExport();
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.errorCode(), u"OVERLOADED"_s);
        QCOMPARE(refused.header("retry-after"), "1"_ba);
        QCOMPARE(search("limit=1").status, 200); // searches are counted by themselves
        slow.leave();
        for (int round = 0; round < 2; ++round) { // an export gives its place back a moment after its last byte
            bool exported = false;
            QTRY_VERIFY((exported = exported || smallExport().status == 200));
        }
    }

    void searchWaitsForOneUnderWay()
    {
        QList<Answer> answers;
        QTRY_VERIFY((answers = atOnce(4, [this](int) { return search("text=nowhere"); }), countOf(answers, 503) > 0));
        QVERIFY(countOf(answers, 200) > 0);
        QCOMPARE(countOf(answers, 200) + countOf(answers, 503), 4);
        const auto refused = std::ranges::find(answers, 503, &Answer::status);
        QCOMPARE(refused->errorCode(), u"OVERLOADED"_s);
        QCOMPARE(refused->header("retry-after"), "1"_ba);
        QCOMPARE(search("limit=1").status, 200);
    }

private:
    Answer search(const QByteArray &query) const { return m_daemon.client().get("/api/logs?" + query, m_admin.access); }
    Answer smallExport() const
    {
        return m_daemon.client().get("/api/logs/export?event=server.started", m_admin.access);
    }

    DaemonProcess m_daemon{freshDatabase()};
    Account m_admin;
};

QTEST_GUILESS_MAIN(TestLogSearches)
#include "tst_log_searches.moc"
