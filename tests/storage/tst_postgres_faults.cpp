#include "fixture.h"
#include "support/postgres_server.h"

#include <csignal>
#include <mutex>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What goes wrong outside the program: servers that stop, sessions that are ended, commits nobody answers.
class TestPostgresFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void readGoesOnOnAFreshConnection();
    void writeBeginsOnAFreshConnection();
    void lostTransactionIsNotRunAgain();
    void lostCommitIsNeverASuccessNorRunAgain();
    void stoppedServerIsUnavailableUntilItIsBack();
    void silentServerIsUnavailableInTime();
    void serverWithoutPlacesForMoreIsSharedByAll();
    void acknowledgedWritesSurviveRestarts();

private:
    QString m_noServer;
    std::unique_ptr<PostgresServer> m_server;
    ManualClock m_clock;
    DatabaseOptions m_options;
    std::unique_ptr<Database> m_database;
};

namespace {

Result<int> addUser(Connection &connection, quint64 number)
{
    const auto made = UserRepository::insert(connection, newUser(number));
    return made ? Result<int>(1) : made.error();
}

Result<qint64> countUsers(Database &database)
{
    return database.read([](Connection &c) { return UserRepository::count(c); });
}

} // namespace

void TestPostgresFaults::initTestCase()
{
    m_server = PostgresServer::start(m_noServer);
    REQUIRE_POSTGRES(m_server, m_noServer);
}

void TestPostgresFaults::init()
{
    m_database.reset();
    m_server->makeDatabase(u"own"_s);
    m_options.url = m_server->url(u"own"_s);
    auto database = Database::open(m_options, m_clock);
    VERIFY_RESULT(database);
    m_database = *std::move(database);
}

void TestPostgresFaults::readGoesOnOnAFreshConnection()
{
    VERIFY_RESULT(countUsers(*m_database));
    m_server->restart();
    VERIFY_RESULT(countUsers(*m_database));
    int runs = 0;
    VERIFY_RESULT(m_database->read([&](Connection &c) {
        if (++runs == 1)
            m_server->query(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'own'"_s);
        return UserRepository::count(c);
    }));
    QCOMPARE(runs, 2);
}

void TestPostgresFaults::writeBeginsOnAFreshConnection()
{
    VERIFY_RESULT(m_database->write([](Connection &c) { return addUser(c, 1); }));
    m_server->restart();
    int runs = 0;
    VERIFY_RESULT(m_database->write([&](Connection &c) {
        ++runs;
        return addUser(c, 2);
    }));
    QCOMPARE(runs, 1);
    QCOMPARE(*countUsers(*m_database), 2);
}

void TestPostgresFaults::lostTransactionIsNotRunAgain()
{
    int runs = 0;
    const auto refused = m_database->write([&](Connection &c) {
        ++runs;
        m_server->query(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'own'"_s);
        return addUser(c, 1);
    });
    QCOMPARE(refused.error().code, ErrorCode::StorageUnavailable);
    QCOMPARE(runs, 1);
    QCOMPARE(*countUsers(*m_database), 0);
}

void TestPostgresFaults::lostCommitIsNeverASuccessNorRunAgain()
{
    int runs = 0;
    const auto unknown = m_database->write([&](Connection &c) {
        ++runs;
        const auto made = addUser(c, 1);
        m_server->query(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'own'"_s);
        return made;
    });
    QCOMPARE(unknown.error().code, ErrorCode::StorageUnavailable);
    QVERIFY2(unknown.error().cause.contains(u"which may have happened"_s), trouble(unknown).constData());
    QCOMPARE(runs, 1);
    QCOMPARE(m_database->writeCounters().lost, 1u);
    VERIFY_RESULT(m_database->write([](Connection &c) { return addUser(c, 2); }));
}

void TestPostgresFaults::stoppedServerIsUnavailableUntilItIsBack()
{
    VERIFY_RESULT(m_database->write([](Connection &c) { return addUser(c, 1); }));
    m_server->kill();
    const auto read = countUsers(*m_database);
    const auto write = m_database->write([](Connection &c) { return addUser(c, 2); });
    m_server->launch();
    QCOMPARE(read.error().code, ErrorCode::StorageUnavailable);
    QCOMPARE(read.error().retryAfter, 1s);
    QVERIFY(!read.error().message.contains(u"127.0.0.1"_s)); // clients see this one
    QCOMPARE(write.error().code, ErrorCode::StorageUnavailable);
    QCOMPARE(*countUsers(*m_database), 1);
    VERIFY_RESULT(m_database->write([](Connection &c) { return addUser(c, 2); }));
}

void TestPostgresFaults::silentServerIsUnavailableInTime()
{
    m_database.reset();
    m_options.statementTimeout = 100ms; // and a second for the answer
    m_options.poolSize = 1;
    const auto database = *Database::open(m_options, m_clock);
    const auto session = database->read([](Connection &c) {
        return c.one("SELECT pg_backend_pid()", {}, [](const Row &row) { return row.integer(0); });
    });
    const auto write = database->write([&](Connection &c) -> Result<int> {
        const auto made = addUser(c, 1);
        ::kill(pid_t(**session), SIGSTOP); // the connection stays up and nobody answers
        return made ? addUser(c, 2) : made;
    });
    ::kill(pid_t(**session), SIGCONT);
    QCOMPARE(write.error().code, ErrorCode::StorageUnavailable);
    QVERIFY2(write.error().cause.contains(u"no answer: in time"_s), trouble(write).constData());
    QCOMPARE(*countUsers(*database), 0);
    m_options = {};
}

void TestPostgresFaults::serverWithoutPlacesForMoreIsSharedByAll()
{
    VERIFY_RESULT(countUsers(*m_database)); // one connection is there
    const QString limit = u"ALTER ROLE \"%1\" CONNECTION LIMIT %2"_s;
    m_server->query(limit.arg(PostgresServer::user).arg(1));
    std::atomic<int> failures = 0;
    onThreads(8, [&](int) {
        for (int i = 0; i < 20; ++i)
            failures += !countUsers(*m_database);
    });
    m_server->query(limit.arg(PostgresServer::user).arg(-1));
    QCOMPARE(failures.load(), 0);
    QCOMPARE(m_database->breaker()->counters().opened, quint64(0));
}

void TestPostgresFaults::acknowledgedWritesSurviveRestarts()
{
    constexpr int restarts = 3, threads = 8;
    std::atomic<bool> stop = false;
    std::atomic<int> writes = 0;
    std::mutex mutex;
    QSet<quint64> acknowledged;
    QStringList wrong;
    HeardChanges heard;
    const auto feed = m_database->follow(heard); // which ends each outage
    std::thread load([&] {
        onThreads(threads, [&](int thread) {
            for (quint64 number = quint64(thread) << 32; !stop; ++number) {
                const auto done = m_database->write([&](Connection &c) { return addUser(c, number); });
                const auto seen = countUsers(*m_database);
                const std::lock_guard lock(mutex);
                writes += bool(done);
                if (done)
                    acknowledged += number;
                if (!done && !isOutage(done.error().code))
                    wrong += QString::fromUtf8(trouble(done));
                if (!seen && !isOutage(seen.error().code))
                    wrong += QString::fromUtf8(trouble(seen));
            }
        });
    });
    const auto waitForWrites = [&](int more) {
        const int target = writes + more;
        return QTest::qWaitFor([&] { return writes >= target; }, 30'000);
    };
    bool served = waitForWrites(50);
    for (int i = 0; i < restarts && served; ++i) {
        m_server->restart();
        served = waitForWrites(50);
    }
    stop = true;
    load.join();
    QVERIFY(served);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.value(0)));
    for (const quint64 number : acknowledged) {
        const auto user = m_database->read([&](Connection &c) { return UserRepository::byId(c, userId(number)); });
        QVERIFY(user && *user);
    }
}

QTEST_GUILESS_MAIN(TestPostgresFaults)
#include "tst_postgres_faults.moc"
