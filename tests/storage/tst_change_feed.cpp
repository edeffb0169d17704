#include "fixture.h"
#include "support/postgres_server.h"

#include <csignal>
#include <optional>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What instances hear of each other, on a real server.
class TestChangeFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void sqliteHasNone();
    void endedSessionIsTold();
    void everySessionOfAnEndedBatchIsTold();
    void changeOfAUserIsTold_data();
    void changeOfAUserIsTold();
    void permissionsOfARoleAreEverybodys();
    void routineTellsNothing();
    void rolledBackChangeTellsNothing();
    void strangeMessageForgetsEverything_data();
    void strangeMessageForgetsEverything();
    void floodForgetsEverything();
    void lostConnectionIsFoundAgain();
    void oneLostConnectionIsNoOutage();
    void heartbeatEndsWhatOnlyRequestsHaveMet();
    void serverWithoutAPlaceForTheFeedIsNoOutage();
    void stoppedServerOpensTheCircuitAndReturningClosesIt();
    void silentServerOpensTheCircuitAndEndsWhatWaits();
    void stoppingIsImmediate();

private:
    void sql(const QString &text) { m_server->query(text, u"feed"_s); }
    /// Everything said before has been heard when this has.
    QStringList heardUntilMark();
    SessionId signIn(quint64 number);
    qint64 listeningProcess();

    std::unique_ptr<PostgresServer> m_server;
    QString m_noServer;
    ManualClock m_clock;
    std::unique_ptr<Database> m_database;
    std::optional<HeardChanges> m_heard;
    std::unique_ptr<ChangeFeed> m_feed;
};

void TestChangeFeed::initTestCase()
{
    m_server = PostgresServer::start(m_noServer);
    REQUIRE_POSTGRES(m_server, m_noServer);
}

void TestChangeFeed::init()
{
    m_server->makeDatabase(u"feed"_s);
    DatabaseOptions options{.url = m_server->url(u"feed"_s)};
    options.heartbeat = 200ms;
    options.breaker.threshold = 2;
    auto database = Database::open(options, m_clock);
    VERIFY_RESULT(database);
    m_database = *std::move(database);
    VERIFY_RESULT(m_database->write([](Connection &c) { return UserRepository::insert(c, newUser(1)); }));
    m_heard.emplace();
    m_feed = m_database->follow(*m_heard);
    QVERIFY(m_heard->has(u"found"_s));
}

void TestChangeFeed::cleanup()
{
    m_feed.reset();
    m_database.reset();
}

QStringList TestChangeFeed::heardUntilMark()
{
    sql(u"NOTIFY auth_serve, 'mark'"_s);
    if (!m_heard->has(u"anything"_s))
        return {u"nothing came"_s};
    QStringList heard = m_heard->all();
    heard.removeFirst(); // found
    heard.removeLast();
    return heard;
}

SessionId TestChangeFeed::signIn(quint64 number)
{
    const StoredSession session{.id = sessionId(number),
                                .userId = userId(1),
                                .tokenHash = "hash",
                                .createdAt = fromMillis(1),
                                .lastUsedAt = fromMillis(1),
                                .rotatedAt = fromMillis(1),
                                .expiresAt = fromMillis(1000),
                                .revokedAt = {},
                                .device = {},
                                .ip = {},
                                .network = {}};
    const auto done = m_database->write([&](Connection &c) { return SessionRepository::insert(c, session); });
    return done ? session.id : SessionId();
}

qint64 TestChangeFeed::listeningProcess()
{
    return m_server
        ->query(
            u"SELECT pid FROM pg_stat_activity WHERE datname = 'feed' AND query IN ('LISTEN auth_serve', 'SELECT 1')"
            " ORDER BY backend_start DESC LIMIT 1"_s)
        .toLongLong();
}

void TestChangeFeed::sqliteHasNone()
{
    Folder folder;
    const auto database = folder.open();
    VERIFY_RESULT(database);
    QVERIFY(!(*database)->follow(*m_heard));
    QVERIFY(!(*database)->breaker());
}

void TestChangeFeed::endedSessionIsTold()
{
    const SessionId session = signIn(7);
    VERIFY_RESULT(m_database->write(
        [&](Connection &c) { return SessionRepository::revoke(c, session, {}, fromMillis(5), RevokeReason::Logout); }));
    QCOMPARE(heardUntilMark(), QStringList{u"session "_s + session.text()});
}

void TestChangeFeed::everySessionOfAnEndedBatchIsTold()
{
    QStringList expected;
    for (quint64 i = 1; i <= 3; ++i)
        expected += u"session "_s + signIn(i).text();
    VERIFY_RESULT(m_database->write([&](Connection &c) {
        return SessionRepository::revokeAll(c, userId(1), {}, fromMillis(5), RevokeReason::Logout);
    }));
    QStringList heard = heardUntilMark();
    heard.sort();
    QCOMPARE(heard, expected);
}

void TestChangeFeed::changeOfAUserIsTold_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("deactivated") << u"UPDATE users SET is_active = 0"_s;
    QTest::newRow("deleted") << u"DELETE FROM users"_s;
    QTest::newRow("role given") << u"INSERT INTO user_roles (user_id, role_id) SELECT id, 1 FROM users"_s;
    QTest::newRow("role taken") << u"DELETE FROM user_roles"_s;
    QTest::newRow("role exchanged") << u"UPDATE user_roles SET role_id = 2"_s;
}

/// As an administrator would with psql, past any instance.
void TestChangeFeed::changeOfAUserIsTold()
{
    QFETCH(QString, change);
    signIn(1);
    sql(change);
    QStringList heard = heardUntilMark();
    heard.removeDuplicates();
    QCOMPARE(heard, QStringList{u"user "_s + userId(1).text()});
}

void TestChangeFeed::permissionsOfARoleAreEverybodys()
{
    sql(u"UPDATE roles SET permissions = 1 WHERE name = 'user'"_s);
    QVERIFY(m_heard->has(u"anything"_s));
}

/// What happens all the time must cost nobody a message: sign-up, sign-in, refresh.
void TestChangeFeed::routineTellsNothing()
{
    VERIFY_RESULT(m_database->write([](Connection &c) { return UserRepository::insert(c, newUser(2)); }));
    const SessionId session = signIn(1);
    const auto rotated = m_database->write(
        [&](Connection &c) { return rotate(c, session, 0, "hash", "next", fromMillis(2), fromMillis(2000)); });
    QVERIFY(rotated && *rotated);
    sql(u"UPDATE users SET is_active = 1, last_login = 4, version = 2; UPDATE roles SET permissions = permissions"_s);
    QCOMPARE(heardUntilMark(), QStringList());
}

void TestChangeFeed::rolledBackChangeTellsNothing()
{
    sql(u"BEGIN; UPDATE users SET is_active = 0; ROLLBACK"_s);
    QCOMPARE(heardUntilMark(), QStringList());
}

void TestChangeFeed::strangeMessageForgetsEverything_data()
{
    QTest::addColumn<QString>("message");
    for (const QString &message : {u""_s, u"everything"_s, u"session"_s, u"session 00"_s, u"user zz"_s, u"tenant 7"_s})
        QTest::newRow(qPrintable(u"'"_s + message + u"'"_s)) << message;
}

void TestChangeFeed::strangeMessageForgetsEverything()
{
    QFETCH(QString, message);
    sql(u"NOTIFY auth_serve, '%1'"_s.arg(message));
    QVERIFY(m_heard->has(u"anything"_s));
}

void TestChangeFeed::floodForgetsEverything()
{
    sql(u"SELECT pg_notify('auth_serve', 'session ' || md5(i::text)) FROM generate_series(1, 5000) i"_s);
    QVERIFY(m_heard->has(u"anything"_s));
    QCOMPARE_LT(m_heard->all().size(), 5000);
}

void TestChangeFeed::lostConnectionIsFoundAgain()
{
    m_server->query(u"SELECT pg_terminate_backend(%1)"_s.arg(listeningProcess()));
    QVERIFY(m_heard->has(u"lost"_s));
    QVERIFY(m_heard->has(u"found"_s, 2));
    QTRY_VERIFY(m_feed->counters().connected);
    QCOMPARE(m_feed->counters().losses, quint64(1));
    sql(u"UPDATE users SET is_active = 0"_s);
    QVERIFY(m_heard->has(u"user "_s + userId(1).text()));
}

void TestChangeFeed::oneLostConnectionIsNoOutage()
{
    m_server->query(u"SELECT pg_terminate_backend(%1)"_s.arg(listeningProcess()));
    QVERIFY(m_heard->has(u"found"_s, 2));
    QCOMPARE(m_database->breaker()->counters().opened, quint64(0));
}

/// Two statements in a row that take too long open the circuit; the server is fine, and the feed knows.
void TestChangeFeed::heartbeatEndsWhatOnlyRequestsHaveMet()
{
    for (int i = 0; i < 2; ++i) {
        const auto slow = m_database->read(
            [](Connection &c) { return c.execute("SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(5)"); });
        QVERIFY(!slow);
    }
    QVERIFY(m_database->breaker()->counters().opened >= 1);
    QTRY_COMPARE(m_database->breaker()->state(), CircuitState::Closed);
}

void TestChangeFeed::serverWithoutAPlaceForTheFeedIsNoOutage()
{
    VERIFY_RESULT(m_database->read([](Connection &c) { return UserRepository::count(c); })); // has a connection
    const QString limit = u"ALTER ROLE \"%1\" CONNECTION LIMIT %2"_s;
    m_server->query(limit.arg(PostgresServer::user).arg(1));
    m_server->query(u"SELECT pg_terminate_backend(%1)"_s.arg(listeningProcess()));
    const bool isLost = m_heard->has(u"lost"_s, 3); // it has tried more than once
    const auto count = m_database->read([](Connection &c) { return UserRepository::count(c); });
    m_server->query(limit.arg(PostgresServer::user).arg(-1));
    QVERIFY(isLost);
    VERIFY_RESULT(count);
    QCOMPARE(m_database->breaker()->counters().opened, quint64(0));
    QVERIFY(m_heard->has(u"found"_s, 2));
}

/// Nobody asks the database meanwhile, and the clock stands still: the feed alone tells.
void TestChangeFeed::stoppedServerOpensTheCircuitAndReturningClosesIt()
{
    m_server->kill();
    QTRY_COMPARE(m_database->breaker()->state(), CircuitState::Open);
    const auto refused = m_database->read([](Connection &c) { return UserRepository::count(c); });
    QCOMPARE(refused.error().code, ErrorCode::CircuitOpen);
    QVERIFY(refused.error().retryAfter <= 5s);
    m_server->launch();
    QTRY_COMPARE(m_database->breaker()->state(), CircuitState::Closed);
    VERIFY_RESULT(m_database->read([](Connection &c) { return UserRepository::count(c); }));
}

void TestChangeFeed::silentServerOpensTheCircuitAndEndsWhatWaits()
{
    const auto session = m_database->read([](Connection &c) {
        return c.one("SELECT pg_backend_pid()", {}, [](const Row &row) { return row.integer(0); });
    });
    VERIFY_RESULT(session);
    const pid_t both[] = {pid_t(**session), pid_t(listeningProcess())};
    for (const pid_t process : both)
        ::kill(process, SIGSTOP);
    const auto waited = m_database->read([](Connection &c) { return UserRepository::count(c); });
    for (const pid_t process : both)
        ::kill(process, SIGCONT);
    QVERIFY(!waited);
    QCOMPARE(waited.error().code, ErrorCode::StorageUnavailable);
    QVERIFY2(!waited.error().cause.contains(u"no answer"_s), "its own time-out is longer");
    QCOMPARE(m_database->breaker()->counters().opened, quint64(1));
    QTRY_COMPARE(m_database->breaker()->state(), CircuitState::Closed);
    VERIFY_RESULT(m_database->read([](Connection &c) { return UserRepository::count(c); }));
}

void TestChangeFeed::stoppingIsImmediate()
{
    m_feed.reset();
    QVERIFY(
        m_server->query(u"SELECT count(*) FROM pg_stat_activity WHERE datname = 'feed' AND state = 'active'"_s).toInt()
        == 0);
}

QTEST_GUILESS_MAIN(TestChangeFeed)
#include "tst_change_feed.moc"
