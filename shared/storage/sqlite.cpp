#include "storage/sqlite.h"

#include "storage/sqlite_driver.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>

#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace auth::sqlite {
namespace {

Error refusal(const QString &message, const QString &cause = {})
{
    return {.code = ErrorCode::StorageUnavailable, .message = message, .cause = cause};
}

Error damaged(const QString &path, const QString &cause)
{
    return refusal(
        u"The file %1 is damaged or no SQLite database; restore it from a backup or change DATABASE_URL."_s.arg(path),
        cause);
}

/// SQLite takes a file that is shorter for a new database and writes over it.
constexpr qint64 smallestPage = 512;

/// O_EXCL, because closing any descriptor of a file drops the locks this process has on it. SQLite gives its -wal and
/// -shm files the same mode.
bool createFile(const QString &path)
{
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    return file >= 0 && ::close(file) == 0;
}

bool mayUse(const QString &path, int access)
{
    return ::faccessat(AT_FDCWD, QFile::encodeName(path).constData(), access, AT_EACCESS) == 0;
}

Outcome checkFolder(const QString &folder, const QString &path)
{
    if (!QFileInfo(folder).isDir())
        return refusal(u"The folder of the database %1 does not exist; create it or change DATABASE_URL."_s.arg(path));
    if (!mayUse(folder, R_OK | W_OK | X_OK))
        return refusal(
            u"The folder of the database %1 must be writable for the service; change its owner or mode."_s.arg(path));
    return Done{};
}

Outcome checkFile(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return refusal(u"The database %1 is no regular file; change DATABASE_URL."_s.arg(path));
    if (!mayUse(path, R_OK))
        return refusal(u"The database %1 may not be read by the service; change its owner or mode."_s.arg(path));
    if (!mayUse(path, W_OK))
        return refusal(u"The database %1 is read-only; make it writable for the service."_s.arg(path));
    if (const qint64 size = QFileInfo(path).size(); size > 0 && size < smallestPage)
        return damaged(path, u"shorter than one page"_s);
    return Done{};
}

QString uniqueName()
{
    static std::atomic<quint64> count{0};
    return u"auth-%1"_s.arg(++count);
}

/// mode=rw: an open that finds no file must fail, not make an empty one.
QString uriOf(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    return u"file:"_s + QString::fromLatin1(QUrl::toPercentEncoding(absolute, "/")) + u"?mode=rw"_s;
}

/// Two who choose the write-ahead log for a new file at once may be in each other's way, and SQLite does not wait
/// there.
Outcome chooseWriteAheadLog(Connection &connection, std::chrono::milliseconds patience)
{
    constexpr std::chrono::milliseconds pause{5};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        auto done = connection.run(u"PRAGMA journal_mode=WAL"_s);
        const bool isBusy = connection.failure() && connection.failure()->kind == DbError::Busy;
        if (done || !isBusy || std::chrono::steady_clock::now() >= deadline)
            return done;
        connection.forget();
        std::this_thread::sleep_for(pause);
    }
}

Outcome configure(Connection &connection, const DatabaseOptions &options, Mode mode)
{
    // Whoever only reads takes the journal as it is: choosing one would write to the file.
    if (mode == Mode::Write) {
        if (auto chosen = chooseWriteAheadLog(connection, options.busyTimeout); !chosen)
            return chosen;
    }
    // trusted_schema stays on: triggers of ours feed the search index, and whoever writes the file writes hashes too.
    const bool full = options.synchronous == DatabaseOptions::Synchronous::Full;
    const QStringList settings{
        full ? u"synchronous=FULL"_s : u"synchronous=NORMAL"_s,
        u"foreign_keys=ON"_s,
        u"temp_store=MEMORY"_s,
        u"mmap_size=0"_s,
        u"journal_size_limit=67108864"_s,
        u"cache_size=-%1"_s.arg(options.cacheKiB),
        mode == Mode::Read ? u"query_only=ON"_s : u"query_only=OFF"_s,
    };
    for (const QString &setting : settings) {
        if (auto done = connection.run(u"PRAGMA "_s + setting); !done)
            return done;
    }
    return Done{};
}

Error explain(const DbError &failure, const QString &path)
{
    const QString cause = toError(failure).cause;
    switch (failure.kind) {
    case DbError::Corrupt:
        return damaged(path, cause);
    case DbError::Busy:
        return refusal(u"The database %1 is locked by another program; end that program and start again."_s.arg(path),
                       cause);
    case DbError::ReadOnly:
        return refusal(u"The database %1 is read-only; make it writable for the service."_s.arg(path), cause);
    case DbError::Full:
        return refusal(u"The disk of the database %1 is full; make room and start again."_s.arg(path), cause);
    default:
        return refusal(u"The database %1 cannot be opened; the cause is in the log."_s.arg(path), cause);
    }
}

} // namespace

Outcome prepareFile(const QString &path)
{
    if (auto folder = checkFolder(QFileInfo(path).absolutePath(), path); !folder)
        return folder;
    if (!QFileInfo::exists(path) && !createFile(path) && !QFileInfo::exists(path))
        return refusal(u"The database %1 cannot be created; check the folder and its mode."_s.arg(path));
    return checkFile(path);
}

Result<std::unique_ptr<Connection>> connect(const QString &path, const DatabaseOptions &options, Mode mode)
{
    const QString name = uniqueName();
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    database.setDatabaseName(uriOf(path));
    database.setConnectOptions(u"QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeout.count()));
    const bool opened = database.open();
    const DbError failure = sqliteError(database.lastError());
    database = {}; // a copy left here would keep the connection from being removed
    auto connection = std::make_unique<Connection>(makeDriver(name));
    if (!opened)
        return explain(failure, path);
    if (!configure(*connection, options, mode))
        return explain(*connection->failure(), path);
    return connection;
}

Outcome inspect(Connection &connection, const QString &path, int upToMiB)
{
    const auto tables =
        connection.one("SELECT count(*) FROM sqlite_schema", {}, [](const Row &row) { return row.integer(0); });
    if (!tables)
        return explain(*connection.failure(), path);
    if (QFileInfo(path).size() > qint64{upToMiB} * 1024 * 1024)
        return Done{};
    const auto verdict = connection.one("PRAGMA quick_check(1)", {}, [](const Row &row) { return row.text(0); });
    if (!verdict)
        return explain(*connection.failure(), path);
    if (*verdict != u"ok"_s)
        return explain({.kind = DbError::Corrupt, .text = verdict->value_or(QString())}, path);
    return Done{};
}

void optimize(Connection &connection)
{
    if (!connection.execute("PRAGMA optimize"))
        connection.forget(); // only statistics: the next time will do
}

void checkpoint(Connection &connection)
{
    if (!connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"))
        connection.forget(); // the log is kept and read at the next start
}

} // namespace auth::sqlite
