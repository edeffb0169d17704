#include "fixture.h"

#include "storage/write_queue.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtSql/QSqlDatabase>

#include <latch>
#include <stdexcept>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// The database with the daemon's durability and 16 threads that write until the process is killed; prints what was
/// acknowledged.
static int writeUntilKilled(const QString &url)
{
    const SystemClock clock;
    DatabaseOptions options;
    options.url = url;
    const auto database = Database::open(options, clock);
    if (!database)
        return 1;
    std::mutex output;
    onThreads(16, [&](int thread) {
        for (quint64 number = quint64(thread) << 32;; ++number) {
            if (!(*database)->write([&](Connection &c) { return UserRepository::insert(c, newUser(number)); }))
                continue;
            const std::lock_guard lock(output);
            std::printf("%llu\n", static_cast<unsigned long long>(number));
            std::fflush(stdout);
        }
    });
    return 0;
}

class TestDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void urlsMeanFiles_data();
    void urlsMeanFiles();
    void newFileIsForItsOwnerAlone();
    void valuesComeBackThroughReadAndWrite();
    void readCannotWrite();
    void failedOperationIsUndoneAlone_data();
    void failedOperationIsUndoneAlone();
    void swallowedFailureStillFailsTheOperation();
    void writesThatWaitShareATransaction();
    void batchIsBounded();
    void fullQueueRefusesAtOnce();
    void nestedWriteIsRefused();
    void exceptionsDoNotEndTheThread();
    void threadKeepsItsConnectionUntilReleased();
    void databaseMayCloseBeforeItsThreads();
    void queuedWritesAreDoneBeforeClosing();
    void closedDatabaseIsOneFile();
    void optimizeRunsEachHour();
    void acknowledgedWritesSurviveKill();
};

namespace {

Result<int> addUser(Connection &connection, quint64 number)
{
    const auto made = UserRepository::insert(connection, newUser(number));
    return made ? Result<int>(1) : made.error();
}

qint64 countUsers(Database &database)
{
    const auto count = database.read([](Connection &c) { return UserRepository::count(c); });
    return count ? *count : -1;
}

/// Keeps the writer busy until it is let go, so that a test decides what waits behind it.
class Plug {
public:
    explicit Plug(Database &database)
        : m_thread([this, &database] {
              m_done = bool(database.write([this](Connection &) -> Result<int> {
                  m_running.count_down();
                  m_release.wait();
                  return 0;
              }));
          })
    {
        m_running.wait();
    }
    ~Plug() { pull(); }
    void pull()
    {
        if (!m_thread.joinable())
            return;
        m_release.count_down();
        m_thread.join();
    }

private:
    std::latch m_running{1}, m_release{1};
    bool m_done = false;
    std::thread m_thread; // last: it uses the others
};

/// Starts `count` writers behind a plug, one after the other so that their order is known; pulls it when all wait.
template<class F> void writeTogether(Database &database, int count, F &&write)
{
    Plug plug(database);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&write, i] { write(i); });
        while (database.writeCounters().waiting < i + 1)
            std::this_thread::yield();
    }
    plug.pull();
    for (std::thread &thread : threads)
        thread.join();
}

qsizetype connections() { return QSqlDatabase::connectionNames().size(); }

} // namespace

void TestDatabase::urlsMeanFiles_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("relative") << u"sqlite:///a.db"_s << u"a.db"_s << u""_s;
    QTest::newRow("absolute") << u"sqlite:////var/a.db"_s << u"/var/a.db"_s << u""_s;
    QTest::newRow("encoded") << u"sqlite:////v%20r/%3F%C3%A4.db"_s << u"/v r/?\u00E4.db"_s << u""_s;
    QTest::newRow("scheme in capitals") << u"SQLITE:///a.db"_s << u"a.db"_s << u""_s;
    QTest::newRow("empty") << u""_s << u""_s << u"sqlite:///relative.db"_s;
    QTest::newRow("no file") << u"sqlite:///"_s << u""_s << u"names no file"_s;
    QTest::newRow("folder") << u"sqlite:////var/"_s << u""_s << u"names no file"_s;
    QTest::newRow("host") << u"sqlite://host/a.db"_s << u""_s << u"sqlite:///relative.db"_s;
    QTest::newRow("options") << u"sqlite:///a.db?mode=ro"_s << u""_s << u"no options"_s;
    QTest::newRow("NUL") << u"sqlite:///a%00.db"_s << u""_s << u"names no file"_s;
    QTest::newRow("not UTF-8") << u"sqlite:///a%FF.db"_s << u""_s << u"names no file"_s;
    QTest::newRow("PostgreSQL") << u"postgresql://u:p@h/d"_s << u""_s << u"has no file"_s;
    QTest::newRow("other") << u"mysql://h/d"_s << u""_s << u"sqlite:///relative.db"_s;
}

void TestDatabase::urlsMeanFiles()
{
    QFETCH(QString, url);
    QFETCH(QString, path);
    QFETCH(QString, complaint);
    const auto result = sqlitePath(url);
    QCOMPARE(result ? *result : QString(), path);
    if (!result)
        QVERIFY2(result.error().message.contains(complaint), qPrintable(result.error().message));
}

void TestDatabase::newFileIsForItsOwnerAlone()
{
    Folder folder;
    folder.path = folder.dir.filePath(u"\u00E4 %41?.db"_s);
    DatabaseOptions options = folder.options();
    options.url = u"sqlite:///"_s + QString::fromLatin1(QUrl::toPercentEncoding(folder.path));
    const auto database = Database::open(options, folder.clock);
    VERIFY_RESULT(database);
    VERIFY_RESULT((*database)->write([](Connection &c) { return addUser(c, 1); }));
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        QVERIFY2(QFile::exists(folder.path + suffix), qPrintable(folder.path + suffix));
        QCOMPARE(QFile::permissions(folder.path + suffix) & 0x0fff & ~0x0f00, QFile::Permissions());
    }
}

void TestDatabase::valuesComeBackThroughReadAndWrite()
{
    const Folder folder;
    const auto database = *folder.open();
    QCOMPARE(*database->write([](Connection &c) { return addUser(c, 1); }), 1);
    QCOMPARE(countUsers(*database), 1);
    const Result<QString> refused = database->read([](Connection &) -> Result<QString> {
        return Error{ErrorCode::Forbidden, u"no"_s};
    });
    QCOMPARE(refused.error().message, u"no"_s);
}

void TestDatabase::readCannotWrite()
{
    const Folder folder;
    const auto database = *folder.open();
    const auto refused = database->read([](Connection &c) { return addUser(c, 1); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StorageUnavailable);
    QCOMPARE(countUsers(*database), 0); // and the connection goes on
}

void TestDatabase::failedOperationIsUndoneAlone_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("code");
    QTest::newRow("error") << 0 << int(ErrorCode::Forbidden);
    QTest::newRow("exception") << 1 << int(ErrorCode::InternalError);
    QTest::newRow("no std::exception") << 2 << int(ErrorCode::InternalError);
    QTest::newRow("bad SQL") << 3 << int(ErrorCode::InternalError);
    QTest::newRow("constraint") << 4 << int(ErrorCode::InternalError);
}

void TestDatabase::failedOperationIsUndoneAlone()
{
    QFETCH(int, fault);
    QFETCH(int, code);
    const Folder folder;
    const auto database = *folder.open();
    const auto fail = [fault](Connection &c) -> Result<int> {
        if (fault == 1)
            throw std::runtime_error("a mistake");
        if (fault == 2)
            throw 7;
        if (fault == 3)
            return c.execute("SELECT nothing FROM nowhere");
        if (fault == 4)
            return c.execute("UPDATE users SET is_active = 2");
        return Error{ErrorCode::Forbidden, u"no"_s};
    };
    std::atomic<int> good = 0, bad = 0;
    const auto write = [&](int i) {
        const auto done = database->write([&](Connection &c) -> Result<int> {
            const auto added = addUser(c, quint64(i));
            return i % 3 == 1 && added ? fail(c) : added;
        });
        (done ? good : bad) += done || int(done.error().code) == code ? 1 : 100;
    };
    write(1); // alone in its transaction
    writeTogether(*database, 9, write);
    QCOMPARE(good.load(), 6);
    QCOMPARE(bad.load(), 4);
    QCOMPARE(countUsers(*database), 6);
    QCOMPARE(database->writeCounters().lost, 0u);
}

void TestDatabase::swallowedFailureStillFailsTheOperation()
{
    const Folder folder;
    const auto database = *folder.open();
    const auto refused = database->write([](Connection &c) -> Result<int> {
        const auto added = addUser(c, 1);
        (void)c.execute("UPDATE users SET is_active = 2");
        return added;
    });
    QVERIFY(!refused);
    QCOMPARE(countUsers(*database), 0);
}

void TestDatabase::writesThatWaitShareATransaction()
{
    const Folder folder;
    const auto database = *folder.open();
    writeTogether(*database, 16,
                  [&](int i) { (void)database->write([i](Connection &c) { return addUser(c, quint64(i)); }); });
    const WriteCounters counters = database->writeCounters();
    QCOMPARE(counters.batches, 2u); // the plug and the sixteen
    QCOMPARE(counters.operations, 17u);
    QCOMPARE(counters.waiting, 0);
    QCOMPARE(countUsers(*database), 16);
}

void TestDatabase::batchIsBounded()
{
    const Folder folder;
    const auto database = *folder.open();
    const int count = int(WriteQueue::batchLimit) + 1;
    writeTogether(*database, count,
                  [&](int i) { (void)database->write([i](Connection &c) { return addUser(c, quint64(i)); }); });
    QCOMPARE(database->writeCounters().batches, 3u); // the plug, the limit, the one left over
    QCOMPARE(countUsers(*database), count);
}

void TestDatabase::fullQueueRefusesAtOnce()
{
    const Folder folder;
    DatabaseOptions options = folder.options();
    options.writeQueueLimit = 3;
    const auto database = *Database::open(options, folder.clock);
    std::atomic<int> done = 0;
    {
        Plug plug(*database);
        std::vector<std::thread> threads;
        for (quint64 i = 0; i < 3; ++i)
            threads.emplace_back(
                [&, i] { done += bool(database->write([i](Connection &c) { return addUser(c, i); })); });
        QTRY_COMPARE(database->writeCounters().waiting, 3);
        const auto refused = database->write([](Connection &c) { return addUser(c, 4); });
        plug.pull();
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Overloaded);
        QCOMPARE(refused.error().retryAfter, std::chrono::seconds(1));
    }
    QCOMPARE(done.load(), 3);
    QCOMPARE(database->writeCounters().rejected, 1u);
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 4); }));
}

void TestDatabase::nestedWriteIsRefused()
{
    const Folder folder;
    const auto database = *folder.open();
    const auto refused =
        database->write([&](Connection &) { return database->write([](Connection &c) { return addUser(c, 1); }); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InternalError);
}

void TestDatabase::exceptionsDoNotEndTheThread()
{
    const Folder folder;
    const auto database = *folder.open();
    const auto boom = [](Connection &) -> Result<int> { throw std::runtime_error("boom"); };
    const auto written = database->write(boom);
    QCOMPARE(written.error().code, ErrorCode::InternalError);
    QCOMPARE(written.error().cause, u"boom"_s);
    QVERIFY(!written.error().message.contains(u"boom"_s));
    QCOMPARE(database->read(boom).error().cause, u"boom"_s);
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    QCOMPARE(countUsers(*database), 1);
}

void TestDatabase::threadKeepsItsConnectionUntilReleased()
{
    const Folder folder;
    const auto database = *folder.open();
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    const qsizetype writerOnly = connections();
    QList<qsizetype> more;
    onThreads(1, [&](int) {
        for (int i = 0; i < 2; ++i) {
            countUsers(*database);
            more += connections() - writerOnly;
        }
        database->releaseThread();
        more += connections() - writerOnly;
        countUsers(*database);
        more += connections() - writerOnly;
    });
    QCOMPARE(more, QList<qsizetype>({1, 1, 0, 1}));
    QCOMPARE(connections(), writerOnly); // the thread's end closed it again
}

void TestDatabase::databaseMayCloseBeforeItsThreads()
{
    const Folder folder;
    auto database = *folder.open();
    auto next = *folder.open();
    const qsizetype before = connections();
    std::latch read(1), closed(1);
    qsizetype inThread = 0;
    std::thread thread([&] {
        countUsers(*database);
        read.count_down();
        closed.wait();
        countUsers(*next); // sweeps out the connection of the one that has gone
        inThread = connections();
    });
    read.wait();
    database.reset();
    closed.count_down();
    thread.join();
    QCOMPARE(inThread, before + 1);
    QCOMPARE(connections(), before);
}

void TestDatabase::queuedWritesAreDoneBeforeClosing()
{
    const Folder folder;
    auto database = *folder.open();
    std::atomic<int> done = 0;
    std::vector<std::thread> threads;
    {
        Plug plug(*database);
        for (quint64 i = 0; i < 4; ++i)
            threads.emplace_back(
                [&, i, d = database.get()] { done += bool(d->write([i](Connection &c) { return addUser(c, i); })); });
        QTRY_COMPARE(database->writeCounters().waiting, 4);
    }
    database.reset();
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(done.load(), 4);
    QCOMPARE(countUsers(**folder.open()), 4);
}

void TestDatabase::closedDatabaseIsOneFile()
{
    const Folder folder;
    auto database = *folder.open();
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    database.reset();
    QCOMPARE(QDir(folder.dir.path()).entryList(QDir::Files), QStringList{u"auth.db"_s});
}

void TestDatabase::optimizeRunsEachHour()
{
    Folder folder;
    const auto database = *folder.open();
    const auto hasStatistics = [&] {
        return *database->read([](Connection &c) {
            return c.one("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'", {},
                         [](const Row &row) { return row.flag(0); });
        });
    };
    // The planner wants statistics for a table once a query has used one of its indexes.
    const auto work = [&](quint64 number) {
        return database->write([&](Connection &c) -> Result<int> {
            const auto sessions = SessionRepository::active(c, userId(1), fromMillis(0));
            return sessions ? addUser(c, number) : sessions.error();
        });
    };
    VERIFY_RESULT(work(1));
    QCOMPARE(hasStatistics(), std::optional(false));
    folder.clock.advance(std::chrono::hours(1));
    VERIFY_RESULT(work(2));
    VERIFY_RESULT(work(3)); // the answer to the second came before the writer looked at the clock
    QCOMPARE(hasStatistics(), std::optional(true));
}

void TestDatabase::acknowledgedWritesSurviveKill()
{
    const Folder folder;
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--write-until-killed"_s, u"sqlite:///"_s + folder.path});
    QByteArray output;
    while (output.count('\n') < 300 && child.waitForReadyRead(20'000))
        output += child.readAllStandardOutput();
    child.kill();
    QVERIFY(child.waitForFinished());
    output += child.readAllStandardOutput();
    QList<QByteArray> acknowledged = output.first(output.lastIndexOf('\n') + 1).split('\n');
    acknowledged.removeLast();
    QVERIFY(acknowledged.size() >= 300);
    const auto database = *folder.open(); // reads the file through for damage
    for (const QByteArray &number : std::as_const(acknowledged)) {
        const auto user =
            database->read([&](Connection &c) { return UserRepository::byId(c, userId(number.toULongLong())); });
        QVERIFY2(user && *user, number.constData());
    }
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--write-until-killed") == 0)
        return writeUntilKilled(QString::fromLocal8Bit(argv[2]));
    TestDatabase test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_database.moc"
