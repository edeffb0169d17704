#include "fixture.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

#include <csignal>
#include <functional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// What goes wrong outside the program: the file, its folder, the disk, other processes.
class TestDatabaseFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unusableFileIsRefusedAndKept_data();
    void unusableFileIsRefusedAndKept();
    void unusablePlaceIsRefused_data();
    void unusablePlaceIsRefused();
    void emptyFileIsANewDatabase();
    void damageInsideIsFoundInASmallFile();
    void secondDaemonIsRefusedByNameOfTheFirst();
    void lockFileThatIsALinkIsRefused();
    void killedDaemonLeavesNoLock();
    void toolWritesBesideTheDaemon();
    void lockedDatabaseIsUnavailableUntilUnlocked();
    void fullDatabaseRefusesAndRecovers();
    void fullDiskAtCommitFailsAllAndRecovers();
    void fileThatHasGoneIsNotMadeAgain();
};

namespace {

/// Does its harm to a good database.
using Fault = std::function<void(const Folder &)>;

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

void spoil(const QString &path, qint64 offset, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(offset));
    QCOMPARE(file.write(bytes), bytes.size());
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QFile::resize(path, 0));
    spoil(path, 0, bytes);
}

void setMode(const QString &path, mode_t mode) { QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode), 0); }

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A database with some users, closed.
void fill(const Folder &folder)
{
    const auto database = *folder.open();
    for (quint64 i = 0; i < 50; ++i)
        VERIFY_RESULT(database->write([i](Connection &c) { return addUser(c, i); }));
}

/// Root may write what is read-only; inside this scope the process is nobody.
class Unprivileged {
public:
    Unprivileged() : m_root(::geteuid() == 0) { become(65534); }
    ~Unprivileged() { become(0); }

private:
    void become(uid_t user) const
    {
        if (m_root && ::seteuid(user) != 0)
            qFatal("the user cannot be changed");
    }
    bool m_root;
};

/// Another program that holds the database's write lock.
class Intruder {
public:
    explicit Intruder(const QString &path)
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"intruder"_s);
        database.setDatabaseName(path);
        if (!database.open() || !QSqlQuery(database).exec(u"BEGIN IMMEDIATE"_s))
            qFatal("the database cannot be locked");
    }
    ~Intruder()
    {
        QSqlDatabase::database(u"intruder"_s).close();
        QSqlDatabase::removeDatabase(u"intruder"_s);
    }
};

} // namespace

void TestDatabaseFaults::unusableFileIsRefusedAndKept_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("complaint");
    const QString damaged = u"damaged or no SQLite database"_s;
    QTest::newRow("garbage") << Fault([](const Folder &f) { overwrite(f.path, QByteArray(10'000, 'g')); }) << damaged;
    QTest::newRow("one byte") << Fault([](const Folder &f) { overwrite(f.path, "S"); }) << damaged;
    QTest::newRow("511 bytes") << Fault([](const Folder &f) { overwrite(f.path, QByteArray(511, 'g')); }) << damaged;
    QTest::newRow("512 bytes") << Fault([](const Folder &f) { overwrite(f.path, QByteArray(512, 'g')); }) << damaged;
    QTest::newRow("zeroes") << Fault([](const Folder &f) { overwrite(f.path, QByteArray(8192, '\0')); }) << damaged;
    QTest::newRow("header zeroed") << Fault([](const Folder &f) { spoil(f.path, 0, QByteArray(100, '\0')); })
                                   << damaged;
    QTest::newRow("cut in half") << Fault([](const Folder &f) {
        QVERIFY(QFile::resize(f.path, QFile(f.path).size() / 2 / 4096 * 4096));
    }) << damaged;
    QTest::newRow("newer schema") << Fault([](const Folder &f) {
        VERIFY_RESULT((*f.open())->write([](Connection &c) {
            return c.execute("INSERT INTO schema_migrations VALUES (9999, 'future', '', 1, 'x')");
        }));
    }) << u"newer than this program"_s;
}

void TestDatabaseFaults::unusableFileIsRefusedAndKept()
{
    QFETCH(Fault, fault);
    QFETCH(QString, complaint);
    const Folder folder;
    fill(folder);
    fault(folder);
    const QByteArray before = contentOf(folder.path);
    const auto refused = folder.open();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StorageUnavailable);
    QVERIFY2(refused.error().message.contains(complaint), trouble(refused).constData());
    QVERIFY(refused.error().message.contains(folder.path));
    QCOMPARE(contentOf(folder.path), before);
}

void TestDatabaseFaults::unusablePlaceIsRefused_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("no folder") << Fault([](const Folder &f) { QVERIFY(QDir(f.dir.path()).removeRecursively()); })
                               << u"does not exist"_s;
    QTest::newRow("is a folder") << Fault([](const Folder &f) {
        QVERIFY(QFile::remove(f.path));
        QVERIFY(QDir().mkdir(f.path));
    }) << u"no regular file"_s;
    QTest::newRow("is a pipe") << Fault([](const Folder &f) {
        QVERIFY(QFile::remove(f.path));
        QCOMPARE(::mkfifo(QFile::encodeName(f.path).constData(), 0666), 0);
    }) << u"no regular file"_s;
    QTest::newRow("read-only file") << Fault([](const Folder &f) { setMode(f.path, 0444); }) << u"is read-only"_s;
    QTest::newRow("unreadable file") << Fault([](const Folder &f) { setMode(f.path, 0222); }) << u"may not be read"_s;
    QTest::newRow("read-only folder") << Fault([](const Folder &f) { setMode(f.dir.path(), 0555); })
                                      << u"must be writable"_s;
}

void TestDatabaseFaults::unusablePlaceIsRefused()
{
    QFETCH(Fault, fault);
    QFETCH(QString, complaint);
    const Folder folder;
    fill(folder);
    setMode(folder.dir.path(), 0777);
    fault(folder);
    const auto refused = [&] {
        const Unprivileged nobody;
        return folder.open();
    }();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(complaint), trouble(refused).constData());
    QVERIFY(refused.error().message.contains(folder.path));
    ::chmod(QFile::encodeName(folder.dir.path()).constData(), 0700); // so that it can be removed
}

void TestDatabaseFaults::emptyFileIsANewDatabase()
{
    const Folder folder;
    spoil(folder.path, 0, {});
    QVERIFY(QFile::exists(folder.path));
    const auto database = folder.open();
    VERIFY_RESULT(database);
    QCOMPARE(countUsers(**database), 0);
}

void TestDatabaseFaults::damageInsideIsFoundInASmallFile()
{
    const Folder folder;
    fill(folder);
    spoil(folder.path, 4096, QByteArray(1000, 'x')); // the second page; the schema is on the first
    const auto refused = folder.open();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"damaged"_s), qPrintable(refused.error().message));
    DatabaseOptions options = folder.options();
    options.checkUpToMiB = 0;
    const auto unchecked = Database::open(options, folder.clock); // here the migrator meets the damaged page
    QVERIFY(!unchecked);
    QVERIFY2(unchecked.error().message.contains(folder.path), trouble(unchecked).constData());
}

void TestDatabaseFaults::secondDaemonIsRefusedByNameOfTheFirst()
{
    const Folder folder;
    DatabaseOptions options = folder.options();
    options.exclusive = true;
    auto first = Database::open(options, folder.clock);
    VERIFY_RESULT(first);
    const auto second = Database::open(options, folder.clock);
    QVERIFY(!second);
    QVERIFY2(second.error().message.contains(u"in use by process %1"_s.arg(::getpid())),
             qPrintable(second.error().message));
    QVERIFY(second.error().message.contains(folder.path));
    first->reset();
    VERIFY_RESULT(Database::open(options, folder.clock));
}

void TestDatabaseFaults::lockFileThatIsALinkIsRefused()
{
    const Folder folder;
    const QString victim = folder.dir.filePath(u"victim"_s);
    spoil(victim, 0, "precious");
    QVERIFY(QFile::link(victim, folder.path + u".lock"_s));
    DatabaseOptions options = folder.options();
    options.exclusive = true;
    QVERIFY(!Database::open(options, folder.clock));
    QCOMPARE(contentOf(victim), QByteArray("precious"));
}

/// Opens as the daemon does, says so, and stays.
static int holdUntilKilled(const QString &url)
{
    const SystemClock clock;
    DatabaseOptions options;
    options.url = url;
    options.exclusive = true;
    const auto database = Database::open(options, clock);
    std::puts(database ? "open" : "refused");
    std::fflush(stdout);
    return database ? ::pause() : 1;
}

void TestDatabaseFaults::killedDaemonLeavesNoLock()
{
    const Folder folder;
    DatabaseOptions options = folder.options();
    options.exclusive = true;
    QProcess daemon;
    daemon.start(QCoreApplication::applicationFilePath(), {u"--hold-until-killed"_s, options.url});
    QVERIFY(daemon.waitForReadyRead());
    QCOMPARE(daemon.readAll(), QByteArray("open\n"));
    const auto refused = Database::open(options, folder.clock);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(QString::number(daemon.processId())));
    daemon.kill();
    QVERIFY(daemon.waitForFinished());
    VERIFY_RESULT(Database::open(options, folder.clock));
}

void TestDatabaseFaults::toolWritesBesideTheDaemon()
{
    const Folder folder;
    DatabaseOptions exclusive = folder.options();
    exclusive.exclusive = true;
    const auto daemon = *Database::open(exclusive, folder.clock);
    const auto tool = folder.open();
    VERIFY_RESULT(tool);
    onThreads(4, [&](int thread) {
        Database &database = thread % 2 == 0 ? *daemon : **tool;
        for (quint64 i = 0; i < 20; ++i)
            (void)database.write([&](Connection &c) { return addUser(c, quint64(thread) * 100 + i); });
    });
    QCOMPARE(countUsers(*daemon), 80);
    QCOMPARE(countUsers(**tool), 80);
}

void TestDatabaseFaults::lockedDatabaseIsUnavailableUntilUnlocked()
{
    const Folder folder;
    DatabaseOptions options = folder.options();
    options.busyTimeout = std::chrono::milliseconds(50);
    const auto database = *Database::open(options, folder.clock);
    {
        const Intruder intruder(folder.path);
        const auto refused = database->write([](Connection &c) { return addUser(c, 1); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::StorageUnavailable);
        QCOMPARE(refused.error().retryAfter, std::chrono::seconds(1));
        QCOMPARE(countUsers(*database), 0); // readers do not wait
    }
    QCOMPARE(database->writeCounters().lost, 1u);
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
}

void TestDatabaseFaults::fullDatabaseRefusesAndRecovers()
{
    const Folder folder;
    const auto database = *folder.open();
    const auto big = [](Connection &c) -> Result<int> {
        NewUser user = newUser(1);
        user.passwordHash = QByteArray(200'000, 'x');
        const auto made = UserRepository::insert(c, user);
        return made ? Result<int>(1) : made.error();
    };
    VERIFY_RESULT(database->write([](Connection &c) { return c.execute("PRAGMA max_page_count = 30"); }));
    const auto refused = database->write(big);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StorageUnavailable);
    QVERIFY2(refused.error().cause.contains(u"13"_s), qPrintable(refused.error().cause));
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 2); })); // a small one still fits
    VERIFY_RESULT(database->write([](Connection &c) { return c.execute("PRAGMA max_page_count = 100000"); }));
    VERIFY_RESULT(database->write(big));
    QCOMPARE(countUsers(*database), 2);
}

void TestDatabaseFaults::fullDiskAtCommitFailsAllAndRecovers()
{
    const Folder folder;
    const auto database = *folder.open();
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 0); }));
    std::signal(SIGXFSZ, SIG_IGN); // a write past the limit then fails, as on a full disk
    rlimit old{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
    rlimit tight = old;
    tight.rlim_cur = 4096;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    std::atomic<int> unavailable = 0;
    onThreads(8, [&](int i) {
        const auto refused = database->write([&](Connection &c) { return addUser(c, quint64(i) + 1); });
        unavailable += !refused && refused.error().code == ErrorCode::StorageUnavailable;
    });
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0);
    QCOMPARE(unavailable.load(), 8);
    QVERIFY(database->writeCounters().lost > 0);
    QCOMPARE(countUsers(*database), 1);
    VERIFY_RESULT(database->write([](Connection &c) { return addUser(c, 1); }));
    QCOMPARE(countUsers(*database), 2);
}

void TestDatabaseFaults::fileThatHasGoneIsNotMadeAgain()
{
    const Folder folder;
    const auto database = *folder.open();
    QVERIFY(QFile::remove(folder.path)); // the writer has not opened it yet
    QVERIFY(!database->write([](Connection &c) { return addUser(c, 1); }));
    const auto refused = database->read([](Connection &c) { return UserRepository::count(c); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StorageUnavailable);
    QVERIFY(!refused.error().message.contains(folder.path)); // clients see this one
    QVERIFY(refused.error().cause.contains(folder.path));
    QVERIFY(!QFile::exists(folder.path));
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--hold-until-killed") == 0)
        return holdUntilKilled(QString::fromLocal8Bit(argv[2]));
    TestDatabaseFaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_database_faults.moc"
