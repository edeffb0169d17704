#include "fleet/fleet.h"
#include "fleet/load.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A database that goes away under load, again and again.
class TestFleetOutage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void restartsOfTheDatabaseLoseNothing();

private:
    QString m_noServer;
    std::unique_ptr<PostgresServer> m_server;
};

namespace {

constexpr auto recovery = 5s;
constexpr int answersOfEach = 10;

QString listed(QStringList texts)
{
    for (QString &text : texts)
        text = u'\'' + text + u'\'';
    return texts.join(u',');
}

} // namespace

void TestFleetOutage::initTestCase()
{
    m_server = PostgresServer::start(m_noServer);
    REQUIRE_POSTGRES(m_server, m_noServer);
}

void TestFleetOutage::restartsOfTheDatabaseLoseNothing()
{
    Fleet fleet(*m_server, u"outage"_s, 2);
    QVERIFY(fleet.start());
    Journal journal;
    Load load({fleet.port(0), fleet.port(1)}, 12, journal, Habits::Everything);
    auto slowest = 0ms;
    for (int restart = 0; restart < 10; ++restart) {
        const int before = journal.unavailableCount();
        QVERIFY(load.serveEach(answersOfEach));
        QCOMPARE(journal.unavailableCount(), before);
        m_server->restart();
        const auto back = std::chrono::steady_clock::now();
        QVERIFY(load.serveEach(answersOfEach));
        slowest = std::max(slowest, journal.lastUnavailableAfter(back));
    }
    load.stop();
    qInfo("%d answers 503, the slowest after %lld ms, the last %lld ms after the server was back, with %lld "
          "registrations "
          "and %lld logouts in between",
          journal.unavailableCount(), journal.slowestUnavailable(), qint64(slowest.count()),
          qint64(journal.registrations().size()), qint64(journal.endedSessions().size()));

    QVERIFY(slowest < recovery);
    QCOMPARE(journal.faults().join(u'\n'), QString());
    QVERIFY(journal.unavailableCount() > 0);
    const QStringList people = journal.registrations();
    QVERIFY(people.size() > 0);
    const QByteArray present = fleet.query(u"SELECT count(*) FROM users WHERE email IN (%1)"_s.arg(listed(people)));
    QCOMPARE(present.toInt(), people.size());
    for (const QString &token : journal.endedSessions())
        QCOMPARE(refresh(fleet.client(0), token).status, 401);
    for (const Account &account : load.accounts()) {
        if (!journal.endedSessions().contains(account.refresh))
            QCOMPARE(refresh(fleet.client(1), account.refresh).status, 200);
    }
}

QTEST_GUILESS_MAIN(TestFleetOutage)
#include "tst_fleet_outage.moc"
