#include "fleet.h"
#include "support/accounts.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace auth::test;
using namespace Qt::StringLiterals;

/// The story of a request, asked of an instance it never came to.
class TestFleetStories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString whyNot;
        m_server = PostgresServer::start(whyNot);
        if (!m_server)
            QSKIP(qPrintable(whyNot));
        m_fleet =
            std::make_unique<Fleet>(*m_server, u"stories"_s, 3,
                                    Environment{{u"LOG_STORE"_s, u"lines.db"_s}, {u"PEER_TIMEOUT_MS"_s, u"2000"_s}});
        QVERIFY(m_fleet->start());
        m_fleet->daemon(0).run({u"admin"_s, u"create"_s, u"--email"_s, u"root@example.org"_s, u"--username"_s,
                                u"rooty"_s, u"--password-stdin"_s},
                               "fluffy walrus paints\n");
        m_admin = signIn(m_fleet->client(0), {.email = u"root@example.org"_s,
                                              .username = u"rooty"_s,
                                              .password = u"fluffy walrus paints"_s,
                                              .access = {},
                                              .refresh = {}});
        QVERIFY(m_admin.isSignedIn());
    }

    void storyIsFoundThroughAnyInstance()
    {
        ask(1, "asked-of-the-second");
        QTRY_COMPARE(story(0, "asked-of-the-second").status, 200);
        const QJsonObject told = story(2, "asked-of-the-second").json();
        QVERIFY(told["complete"_L1].toBool());
        QCOMPARE(told["sources"_L1].toArray().size(), 3);
        const QJsonArray entries = told["entries"_L1].toArray();
        QCOMPARE(entries.first()["what"_L1].toString(), u"received"_s);
        QCOMPARE(entries.last()["what"_L1].toString(), u"answered"_s);
        QCOMPARE(entries.last()["status"_L1].toInt(), 200);
        for (const auto &source : told["sources"_L1].toArray())
            QVERIFY(source["answered"_L1].toBool());
    }

    void idUsedTwiceTellsBothInOrder()
    {
        ask(1, "used-by-two-proxies");
        ask(2, "used-by-two-proxies");
        QTRY_COMPARE(answersIn(story(0, "used-by-two-proxies")), 2);
        QCOMPARE(answersIn(m_fleet->client(1).get("/api/requests/used-by-two-proxies?local=true", m_admin.access)), 1);
    }

    void instanceThatDoesNotAnswerIsNamed()
    {
        ask(1, "before-the-end");
        QTRY_COMPARE(story(0, "before-the-end").status, 200);
        m_fleet->daemon(1).kill();
        const QJsonObject told = story(0, "before-the-end").json();
        QVERIFY(!told["complete"_L1].toBool());
        int silent = 0;
        for (const auto &source : told["sources"_L1].toArray()) {
            if (source["answered"_L1].toBool())
                continue;
            ++silent;
            QVERIFY(source["url"_L1].toString().endsWith(u":%1"_s.arg(m_fleet->port(1))));
            QVERIFY(!source["problem"_L1].toString().isEmpty());
        }
        QCOMPARE(silent, 1);
    }

    void linesAreThereWhileTheDatabaseIsDown()
    {
        ask(0, "before-the-outage");
        const auto lines = [&] {
            const Answer found = m_fleet->client(0).get("/api/logs?request_id=before-the-outage", m_admin.access);
            return found.status == 200 ? found.json()["items"_L1].toArray().size() : -1;
        };
        QTRY_COMPARE(lines(), 1);
        m_server->kill();
        QCOMPARE(lines(), 1);
        const Answer told = story(0, "before-the-outage");
        QCOMPARE(told.status, 200);
        QVERIFY(!told.json()["complete"_L1].toBool());
        QCOMPARE(answersIn(told), 1);
        m_server->launch();
    }

private:
    void ask(int instance, const QByteArray &id) const
    {
        Headers headers = HttpClient::bearer(m_admin.access);
        headers.append({"X-Request-ID", id});
        QCOMPARE(m_fleet->client(instance).send("GET", "/api/user/profile", headers).status, 200);
    }
    Answer story(int instance, const QByteArray &id) const
    {
        return m_fleet->client(instance).get("/api/requests/" + id, m_admin.access);
    }
    static int answersIn(const Answer &answer)
    {
        int answers = 0;
        for (const auto &entry : answer.json()["entries"_L1].toArray())
            answers += entry["what"_L1].toString() == u"answered";
        return answers;
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Fleet> m_fleet;
    Account m_admin;
};

QTEST_GUILESS_MAIN(TestFleetStories)
#include "tst_fleet_stories.moc"
