#include "support/accounts.h"
#include "support/daemon_process.h"
#include "support/test_engine.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const QString password = u"fluffy walrus paints"_s;
const Headers json{{"Content-Type", "application/json"}};

QStringList namesIn(const QJsonArray &entries)
{
    QStringList names;
    for (const auto &entry : entries)
        names.append(entry["what"_L1].toString());
    return names;
}

QJsonObject firstOf(const QJsonArray &entries, const QString &what, const QString &detail = {})
{
    for (const auto &entry : entries) {
        if (entry["what"_L1].toString() == what && entry["detail"_L1].toString().contains(detail))
            return entry.toObject();
    }
    return {};
}

Account administrator(const DaemonProcess &daemon)
{
    daemon.run({u"admin"_s, u"create"_s, u"--email"_s, u"root@example.org"_s, u"--username"_s, u"rooty"_s,
                u"--password-stdin"_s},
               password.toUtf8() + '\n');
    return {.email = u"root@example.org"_s, .username = u"rooty"_s, .password = password, .access = {}, .refresh = {}};
}

} // namespace

/// The log over REST, on the real daemon.
class TestLogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_admin = administrator(m_daemon);
        QVERIFY2(m_daemon.start(), m_daemon.err().constData());
        m_admin = signIn(client(), m_admin);
        QVERIFY(m_admin.isSignedIn());
    }
    void cleanupTestCase() { QCOMPARE(m_daemon.stop(), 0); }

    void searchNeedsThePermission_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"/api/logs", "/api/logs/export", "/api/requests/0190163d-8694-739b-aea5-966c26f8ad91"})
            QTest::newRow(path) << QByteArray(path);
    }
    void searchNeedsThePermission()
    {
        QFETCH(QByteArray, path);
        QCOMPARE(client().get(path).errorCode(), u"MISSING_TOKEN"_s);
        QCOMPARE(client().get(path, signUp(client()).access).errorCode(), u"FORBIDDEN"_s);
    }

    void badQuestionsNameTheField_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("field");
        QTest::newRow("level") << "level=loud"_ba << u"level"_s;
        QTest::newRow("limit") << "limit=201"_ba << u"limit"_s;
        QTest::newRow("no limit") << "limit=0"_ba << u"limit"_s;
        QTest::newRow("time") << "from=yesterday"_ba << u"from"_s;
        QTest::newRow("after") << "after=12"_ba << u"after"_s;
        QTest::newRow("before") << "before=1-x"_ba << u"before"_s;
        QTest::newRow("foreign run") << "before=1-1"_ba << u"before"_s;
        QTest::newRow("unknown") << "color=red"_ba << u"color"_s;
    }
    void badQuestionsNameTheField()
    {
        QFETCH(QByteArray, query);
        QFETCH(QString, field);
        const Answer answer = client().get("/api/logs?" + query, m_admin.access);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.json()["errors"_L1][0]["field"_L1].toString(), field);
    }

    void finishedRequestIsFound()
    {
        const QByteArray id = "client-chosen.0001";
        client().send("GET", "/api/nothing/here", {{"X-Request-ID", id}});
        QTRY_COMPARE(items("request_id=" + id).size(), 1);
        const QJsonObject line = items("request_id=" + id + "&min_status=404&max_status=404").at(0).toObject();
        QCOMPARE(line["event"_L1].toString(), u"request.finished"_s);
        QCOMPARE(line["status"_L1].toInt(), 404);
        QCOMPARE(line["level"_L1].toString(), u"info"_s);
        QVERIFY(!line["epoch"_L1].toString().isEmpty() && line["seq"_L1].toInt() > 0);
        QVERIFY(!line.contains("user_id"_L1));
        QVERIFY(items("request_id=" + id + "&level=error").isEmpty());
    }

    void firstLineIsThatOfTheStart()
    {
        const QJsonArray lines = items("sequence=oldest_first&limit=200");
        QVERIFY(lines.size() > 1);
        QVERIFY(!items("event=server.started").isEmpty());
    }

    void pagesLeadToTheEnd()
    {
        QSet<qint64> seen;
        QByteArray query = "limit=2&to=" + lastTime();
        for (int page = 0; page < 500; ++page) {
            const Answer answer = client().get("/api/logs?" + query, m_admin.access);
            QCOMPARE(answer.status, 200);
            QVERIFY(answer.json()["complete"_L1].toBool());
            for (const auto &line : answer.json()["items"_L1].toArray()) {
                QVERIFY(!seen.contains(line["seq"_L1].toInteger()));
                seen.insert(line["seq"_L1].toInteger());
            }
            const QByteArray next = answer.text(u"next_cursor"_s).toLatin1();
            if (next.isEmpty())
                break;
            query = "limit=2&before=" + next;
        }
        QVERIFY(seen.contains(1));
    }

    void exportHoldsTheSameLines()
    {
        client().send("GET", "/api/nothing/exported", {{"X-Request-ID", "exported.0001"}});
        QTRY_COMPARE(items("request_id=exported.0001").size(), 1);
        const Answer answer = client().get("/api/logs/export", m_admin.access);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.header("content-type").startsWith("application/x-ndjson"));
        const QByteArrayList lines = answer.body.trimmed().split('\n');
        qint64 last = 0;
        for (const QByteArray &line : lines) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            QVERIFY2(object["seq"_L1].toInteger() > last, line.constData());
            last = object["seq"_L1].toInteger();
        }
        QVERIFY(answer.body.contains("exported.0001"));
        QVERIFY(last > 5);
    }

    void storyOfASignInIsWholeAndInOrder()
    {
        const QByteArray id = "story-of-a-sign-in";
        const Answer login = client().send("POST", "/api/auth/login", json + Headers{{"X-Request-ID", id}},
                                           QJsonDocument(m_admin.login()).toJson());
        QCOMPARE(login.status, 200);
        QTRY_COMPARE(story(id).status, 200);
        const QJsonObject told = story(id).json();
        QVERIFY(told["complete"_L1].toBool());
        const QJsonArray entries = told["entries"_L1].toArray();
        const QStringList names = namesIn(entries);
        QCOMPARE(names.first(), u"received"_s);
        QVERIFY(names.contains(u"answered"_s));
        double last = 0;
        for (const auto &entry : entries) {
            QVERIFY(entry["at_ms"_L1].toDouble() >= last);
            last = entry["at_ms"_L1].toDouble();
        }
        for (const auto &step :
             {u"limits"_s, u"lane"_s, u"authentication"_s, u"handler"_s, u"hash.slot"_s, u"hash"_s, u"statement"_s})
            QVERIFY2(names.contains(step), qPrintable(step));
        QVERIFY(names.indexOf(u"limits"_s) < names.indexOf(u"lane"_s));
        QVERIFY(names.indexOf(u"lane"_s) < names.indexOf(u"hash"_s));
        QVERIFY(firstOf(entries, u"hash"_s)["took_ms"_L1].toDouble() > 1);
        QCOMPARE(firstOf(entries, u"lane"_s)["detail"_L1].toString(), u"hash"_s);
        QCOMPARE(firstOf(entries, u"answered"_s)["status"_L1].toInt(), 200);
        QVERIFY(!firstOf(entries, u"statement"_s, u"Repository::"_s).isEmpty());
        const QString engine = qEnvironmentVariable("AUTH_TEST_ENGINE");
        QVERIFY(engine == u"postgresql"_s ? names.contains(u"pool"_s) : names.contains(u"commit"_s));
        QVERIFY(!story(id).body.contains(password.toUtf8()));
    }

    void storyTellsWhatWentOnRecord()
    {
        const QByteArray id = "story-of-a-registration";
        const Account account = newAccount();
        const Answer made = client().send("POST", "/api/auth/register", json + Headers{{"X-Request-ID", id}},
                                          QJsonDocument(account.registration()).toJson());
        QCOMPARE(made.status, 201);
        QTRY_COMPARE(story(id).status, 200);
        const QJsonArray entries = story(id).json()["entries"_L1].toArray();
        const QJsonObject row = firstOf(entries, u"audit"_s);
        QCOMPARE(row["detail"_L1].toString(), u"user.registered"_s);
    }

    void unknownRequestHasNoStory()
    {
        QCOMPARE(story("never-heard-of-it").errorCode(), u"NOT_FOUND"_s);
        QCOMPARE(story("with%20a%20space").errorCode(), u"NOT_FOUND"_s);
    }

    void linesOutliveARestart()
    {
        client().send("GET", "/api/nothing/before", {{"X-Request-ID", "before-restart"}});
        QTRY_COMPARE(items("request_id=before-restart").size(), 1);
        const QString epoch = items("request_id=before-restart").at(0)["epoch"_L1].toString();
        QCOMPARE(m_daemon.stop(), 0);
        QVERIFY(m_daemon.start());
        QTRY_COMPARE(items("request_id=before-restart").size(), 1);
        QVERIFY(!items("event=server.stopped").isEmpty());
        QTRY_VERIFY(items("event=server.started&limit=1").at(0)["epoch"_L1].toString() > epoch);
    }

    void withoutAStoreTheServiceSaysSo()
    {
        DaemonProcess daemon(freshDatabase());
        daemon.set(u"LOG_STORE"_s, u"none"_s);
        Account admin = administrator(daemon);
        QVERIFY(daemon.start());
        admin = signIn(daemon.client(), admin);
        QCOMPARE(daemon.client().get("/api/logs", admin.access).errorCode(), u"STORAGE_UNAVAILABLE"_s);
    }

    void storeOfAnotherInstanceIsLeftAlone()
    {
        DaemonProcess daemon(freshDatabase());
        daemon.set(u"LOG_STORE"_s, m_daemon.file(u"lines.db"_s));
        QVERIFY(daemon.start());
        QVERIFY(daemon.waitForEvent(u"log_store.refused"_s));
    }

private:
    HttpClient client() const { return m_daemon.client(); }
    QJsonArray items(const QByteArray &query) const
    {
        return client().get("/api/logs?" + query, m_admin.access).json()["items"_L1].toArray();
    }
    Answer story(const QByteArray &id) const { return client().get("/api/requests/" + id, m_admin.access); }
    QByteArray lastTime() const
    {
        const QJsonArray newest = items("limit=1");
        return newest.at(0)["time"_L1].toString().toLatin1();
    }

    DaemonProcess m_daemon{[] {
        Environment settings = freshDatabase();
        settings[u"LOG_STORE"_s] = u"lines.db"_s;
        settings[u"RATE_LIMIT_REQUESTS"_s] = u"1000"_s;
        return settings;
    }()};
    Account m_admin;
};

QTEST_GUILESS_MAIN(TestLogs)
#include "tst_logs.moc"
