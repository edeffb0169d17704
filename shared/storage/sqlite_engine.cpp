#include "storage/sqlite_engine.h"

#include "storage/sqlite.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

Connect connector(const QString &path, const DatabaseOptions &options, sqlite::Mode mode)
{
    return [=] { return sqlite::connect(path, options, mode); };
}

/// On a connection of its own, so that whatever is wrong is found before any thread is started.
Outcome bringUp(const QString &path, const DatabaseOptions &options, const Clock &clock)
{
    const auto connection = sqlite::connect(path, options, sqlite::Mode::Write);
    if (!connection)
        return connection.error();
    if (auto sound = sqlite::inspect(**connection, path, options.checkUpToMiB); !sound)
        return sound;
    return Migrator(path, builtInMigrations(Dialect::Sqlite)).bringUp(**connection, options.autoMigrate, clock.now());
}

} // namespace

Result<std::unique_ptr<Engine>> SqliteEngine::open(const DatabaseOptions &options, const Clock &clock)
{
    const auto path = sqlitePath(options.url);
    if (!path)
        return path.error();
    if (auto prepared = sqlite::prepareFile(*path); !prepared)
        return prepared.error();
    std::unique_ptr<DatabaseLock> lock;
    if (options.exclusive) {
        auto taken = DatabaseLock::take(*path);
        if (!taken)
            return taken.error();
        lock = *std::move(taken);
    }
    if (auto ready = bringUp(*path, options, clock); !ready)
        return ready.error();
    return std::unique_ptr<Engine>(new SqliteEngine(*path, options, clock, std::move(lock)));
}

Result<QList<Migration>> SqliteEngine::pendingMigrations(const DatabaseOptions &options)
{
    const auto path = sqlitePath(options.url);
    if (!path)
        return path.error();
    if (!QFileInfo::exists(*path))
        return builtInMigrations(Dialect::Sqlite);
    if (auto prepared = sqlite::prepareFile(*path); !prepared)
        return prepared.error();
    const auto connection = sqlite::connect(*path, options, sqlite::Mode::Read);
    if (!connection)
        return connection.error();
    return Migrator(*path, builtInMigrations(Dialect::Sqlite)).pending(**connection);
}

SqliteEngine::SqliteEngine(const QString &path, const DatabaseOptions &options, const Clock &clock,
                           std::unique_ptr<DatabaseLock> lock)
    : m_lock(std::move(lock)), m_reads(connector(path, options, sqlite::Mode::Read)),
      m_writes(connector(path, options, sqlite::Mode::Write), options.writeQueueLimit, clock)
{
}

SqliteEngine::~SqliteEngine() { m_reads.release(); }

Outcome SqliteEngine::read(const Run &run)
{
    const auto connection = m_reads.here();
    if (!connection)
        return unavailable(connection.error());
    Outcome outcome = Done{};
    try {
        run(**connection);
    } catch (...) {
        outcome = thrown(std::current_exception());
    }
    afterRead(**connection);
    return outcome;
}

/// Leaves the connection fit for the next read, or closes it when the disk failed under it.
void SqliteEngine::afterRead(Connection &connection)
{
    if (!connection.failure())
        return;
    const DbError::Kind kind = connection.failure()->kind;
    connection.forget();
    if (kind == DbError::Io || kind == DbError::Corrupt || kind == DbError::CannotOpen)
        m_reads.release();
}

} // namespace auth
