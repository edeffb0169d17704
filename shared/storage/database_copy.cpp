#include "storage/database_copy.h"

#include "storage/database.h"
#include "storage/instance_repository.h"
#include "storage/postgres.h"
#include "storage/sqlite.h"

#include <QtCore/QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

Error refusal(const QString &message, const QString &cause = {})
{
    return {.code = ErrorCode::StorageUnavailable, .message = message, .cause = cause};
}

Error saying(const QString &side, Error error)
{
    error.message = side + u": "_s + error.message;
    return error;
}

/// One end of a copy: a database that is sound, closed to daemons where that is a matter of a file, and a connection.
struct End {
    std::unique_ptr<Database> database; ///< Last out: it has the lock.
    std::unique_ptr<Connection> connection;
};

Result<std::unique_ptr<Connection>> connect(const DatabaseOptions &options, sqlite::Mode mode)
{
    if (isPostgresUrl(options.url)) {
        const auto address = postgresAddress(options.url);
        return address ? postgres::connect(*address, options) : address.error();
    }
    const auto path = sqlitePath(options.url);
    return path ? sqlite::connect(*path, options, mode) : path.error();
}

Result<End> openEnd(DatabaseOptions options, sqlite::Mode mode, const Clock &clock)
{
    options.exclusive = true;
    options.autoMigrate = mode == sqlite::Mode::Write;
    options.statementTimeout = options.idleTransactionTimeout = std::chrono::milliseconds(0);
    auto database = Database::open(options, clock);
    if (!database)
        return database.error();
    auto connection = connect(options, mode);
    if (!connection)
        return connection.error();
    return End{*std::move(database), *std::move(connection)};
}

/// Opening would make the file.
Outcome requireFile(const DatabaseOptions &options)
{
    if (isPostgresUrl(options.url))
        return Done{};
    const auto path = sqlitePath(options.url);
    if (!path)
        return path.error();
    return QFileInfo::exists(*path) ? Outcome(Done{}) : refusal(u"The database %1 does not exist."_s.arg(*path));
}

/// Their names and hosts, for people.
Result<QStringList> liveDaemons(Connection &connection, Time now)
{
    const auto instances = InstanceRepository::seenSince(connection, now - InstanceRepository::silence);
    if (!instances)
        return instances.error();
    QStringList names;
    for (const Instance &each : *instances)
        names += u"%1 on %2"_s.arg(each.name, each.host);
    return names;
}

/// Before anything is migrated, on a connection of its own. A SQLite file has a lock for this.
Outcome refuseDaemons(const DatabaseOptions &options, const Clock &clock)
{
    if (!isPostgresUrl(options.url))
        return Done{};
    const auto connection = connect(options, sqlite::Mode::Read);
    const auto present = connection ? tables(**connection) : connection.error();
    if (!present || !present->contains(u"instances"_s))
        return present ? Outcome(Done{}) : present.error();
    const auto daemons = liveDaemons(**connection, clock.now());
    if (!daemons)
        return daemons.error();
    if (daemons->isEmpty())
        return Done{};
    return refusal(
        u"The daemon %1 runs on this database; stop it and try again %2 seconds later."_s.arg(daemons->join(u", "_s))
            .arg(InstanceRepository::silence.count()));
}

Result<End> openSource(const DatabaseOptions &options, const Clock &clock)
{
    if (const auto there = requireFile(options); !there)
        return there.error();
    auto end = openEnd(options, sqlite::Mode::Read, clock);
    if (!end)
        return end;
    const auto begun = end->connection->execute(Sql("BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    return begun ? std::move(end) : begun.error();
}

Outcome forEachTable(Connection &connection, Sql CopiedTable::*statement)
{
    for (const CopiedTable &table : copiedTables()) {
        if (const auto done = connection.execute(table.*statement); !done)
            return done.error();
    }
    return Done{};
}

/// Nobody else writes until the end of the transaction; readers see the state before.
Result<End> openTarget(const DatabaseOptions &options, const Clock &clock)
{
    if (const auto free = refuseDaemons(options, clock); !free)
        return free.error();
    auto end = openEnd(options, sqlite::Mode::Write, clock);
    if (!end)
        return end;
    if (const auto begun = end->connection->begin(); !begun)
        return begun.error();
    if (const auto locked = forEachTable(*end->connection, &CopiedTable::lock); !locked)
        return refusal(u"Somebody else writes to this database; try again."_s, locked.error().cause);
    return end;
}

/// A file has a lock; on PostgreSQL a copy may well be taken from under daemons, if one knows it.
Outcome tellOfDaemons(const End &source, const Clock &clock, const CopyListener &listener)
{
    const auto daemons = liveDaemons(*source.connection, clock.now());
    if (!daemons)
        return daemons.error();
    if (source.connection->dialect() == Dialect::Postgres && !daemons->isEmpty())
        listener.note(u"The daemon %1 runs on the source; what it writes from now on is not copied."_s.arg(
            daemons->join(u", "_s)));
    return Done{};
}

bool areEqual(const QList<TableComparison> &tables) { return std::ranges::all_of(tables, &TableComparison::isEqual); }

/// Statistics first, so that a daemon starts with plans for the tables as they are.
Outcome commit(Connection &target)
{
    const auto analyzed = forEachTable(target, &CopiedTable::analyze);
    auto committed = analyzed ? target.commit() : analyzed.error();
    if (committed)
        return committed;
    return refusal(u"The copy could not be committed; copy again, which also tells whether it was."_s,
                   committed.error().cause);
}

} // namespace

Result<QList<TableComparison>> copyDatabase(const DatabaseOptions &source, const DatabaseOptions &target,
                                            const Clock &clock, const CopyListener &listener)
{
    const auto from = openSource(source, clock);
    if (!from)
        return saying(u"Source"_s, from.error());
    const auto to = openTarget(target, clock);
    if (!to)
        return saying(u"Target"_s, to.error());
    if (const auto told = tellOfDaemons(*from, clock, listener); !told)
        return told.error();
    const auto tables = copyTables(*from->connection, *to->connection, listener.progress);
    const auto kept = tables && areEqual(*tables) ? commit(*to->connection) : Outcome(Done{});
    to->connection->rollback();
    from->connection->rollback();
    return kept ? tables : kept.error();
}

} // namespace auth
