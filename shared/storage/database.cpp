#include "storage/database.h"

#include "storage/sqlite.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

Connect connector(const QString &path, const DatabaseOptions &options, sqlite::Mode mode)
{
    return [=] { return sqlite::connect(path, options, mode); };
}

Outcome refusePending(Connection &connection, const Migrator &migrator, const QString &path)
{
    const auto pending = migrator.pending(connection);
    if (!pending)
        return pending.error();
    if (pending->isEmpty())
        return Done{};
    return Error{.code = ErrorCode::StorageUnavailable,
                 .message = u"The database %1 has %2 migrations to apply; run auth-serve migrate."_s.arg(path).arg(
                     pending->size())};
}

/// On a connection of its own, so that whatever is wrong is found before any thread is started.
Outcome bringUp(const QString &path, const DatabaseOptions &options, const Clock &clock)
{
    const auto connection = sqlite::connect(path, options, sqlite::Mode::Write);
    if (!connection)
        return connection.error();
    if (auto sound = sqlite::inspect(**connection, path, options.checkUpToMiB); !sound)
        return sound;
    const Migrator migrator(path, builtInMigrations());
    if (!options.autoMigrate)
        return refusePending(**connection, migrator, path);
    return migrator.apply(**connection, clock.now()).then([](int) -> Outcome { return Done{}; });
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions &options, const Clock &clock)
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
    return std::unique_ptr<Database>(new Database(*path, options, clock, std::move(lock)));
}

Result<QList<Migration>> Database::pendingMigrations(const DatabaseOptions &options)
{
    const auto path = sqlitePath(options.url);
    if (!path)
        return path.error();
    if (!QFileInfo::exists(*path))
        return builtInMigrations();
    if (auto prepared = sqlite::prepareFile(*path); !prepared)
        return prepared.error();
    const auto connection = sqlite::connect(*path, options, sqlite::Mode::Read);
    if (!connection)
        return connection.error();
    return Migrator(*path, builtInMigrations()).pending(**connection);
}

Database::Database(const QString &path, const DatabaseOptions &options, const Clock &clock,
                   std::unique_ptr<DatabaseLock> lock)
    : m_lock(std::move(lock)), m_reads(connector(path, options, sqlite::Mode::Read)),
      m_writes(connector(path, options, sqlite::Mode::Write), options.writeQueueLimit, clock)
{
}

Database::~Database() { m_reads.release(); }

void Database::afterRead(Connection &connection)
{
    if (!connection.failure())
        return;
    const DbError::Kind kind = connection.failure()->kind;
    connection.forget();
    if (kind == DbError::Io || kind == DbError::Corrupt || kind == DbError::CannotOpen)
        m_reads.release();
}

} // namespace auth
