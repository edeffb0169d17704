#include "storage/migrator.h"

#include "storage/postgres.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

// The resource is part of a static library, which the linker would leave out; must be outside any namespace.
static void initMigrationResource() { Q_INIT_RESOURCE(migrations); }

namespace auth {
namespace {

QDir migrationFolder(Dialect dialect)
{
    return QDir(dialect == Dialect::Sqlite ? u":/sql/sqlite"_s : u":/sql/postgres"_s);
}

Migration readMigration(const QDir &folder, const QString &fileName)
{
    QFile file(folder.filePath(fileName));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("a migration cannot be read from the program");
    return {.version = fileName.first(4).toInt(),
            .name = fileName.sliced(5).chopped(4),
            .text = QString::fromUtf8(file.readAll())};
}

} // namespace

QString Migration::checksum() const
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QString Migration::contractReason() const
{
    const QString mark = u"-- contract:"_s;
    const QString first = text.section(u'\n', 0, 0);
    return first.startsWith(mark) ? first.sliced(mark.size()).trimmed() : QString();
}

QList<Migration> builtInMigrations(Dialect dialect)
{
    initMigrationResource();
    const QDir folder = migrationFolder(dialect);
    QList<Migration> migrations;
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name))
        migrations += readMigration(folder, name);
    return migrations;
}

Result<QStringList> tables(Connection &connection)
{
    return connection.all(Sql("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
                              "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"),
                          {}, [](const Row &row) { return row.text(0); });
}

Migrator::Migrator(QString database, QList<Migration> known, std::chrono::milliseconds lockTimeout)
    : m_database(std::move(database)), m_known(std::move(known)), m_lockTimeout(lockTimeout)
{
}

Result<QList<Migration>> Migrator::pending(Connection &connection) const
{
    const auto done = applied(connection);
    if (!done)
        return done.error();
    if (auto sound = check(*done); !sound)
        return sound.error();
    return m_known.sliced(done->size());
}

Result<int> Migrator::apply(Connection &connection, Time now) const
{
    if (const auto open = pending(connection); !open || open->isEmpty()) // the usual start needs no lock
        return open ? Result<int>(0) : open.error();
    for (int count = 0;; ++count) {
        const auto went = applyNext(connection, now);
        if (!went)
            return went.error();
        if (!*went)
            return count;
    }
}

Outcome Migrator::bringUp(Connection &connection, bool mayApply, Time now) const
{
    if (mayApply)
        return apply(connection, now).then([](int) -> Outcome { return Done{}; });
    const auto open = pending(connection);
    if (!open)
        return open.error();
    if (open->isEmpty())
        return Done{};
    return refusal(u"has %1 migrations to apply; run auth-serve migrate"_s.arg(open->size()));
}

Result<bool> Migrator::applyNext(Connection &connection, Time now) const
{
    if (auto begun = connection.begin(); !begun)
        return connection.failure()->kind == DbError::Busy
                   ? refusal(u"is being changed by another process; wait for it and start again"_s, begun.error().cause)
                   : failed(begun.error());
    auto went = applyNextLocked(connection, now);
    if (!went || !*went) {
        connection.rollback();
        return went;
    }
    if (auto committed = connection.commit(); !committed) {
        connection.rollback();
        return failed(committed.error());
    }
    return true;
}

Result<bool> Migrator::applyNextLocked(Connection &connection, Time now) const
{
    if (auto locked = lock(connection); !locked)
        return locked.error();
    const auto open = pending(connection);
    if (!open)
        return open.error();
    if (open->isEmpty())
        return false;
    return run(connection, open->first(), now).then([](Done) -> Result<bool> { return true; });
}

/// SQLite's transaction has it since it began.
Outcome Migrator::lock(Connection &connection) const
{
    if (connection.dialect() == Dialect::Sqlite)
        return Done{};
    auto locked = postgres::lockSchema(connection, m_lockTimeout);
    if (locked)
        return locked;
    return refusal(u"is being migrated by %1; wait for it and start again"_s.arg(locked.error().message),
                   locked.error().cause);
}

Outcome Migrator::run(Connection &connection, const Migration &migration, Time now) const
{
    const QString history = u"CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT "
                            "NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL, applied_by TEXT NOT NULL)"_s;
    for (const QString &script : {history, migration.text}) {
        if (auto done = connection.run(script); !done)
            return failed(done.error(), migration.version);
    }
    const auto recorded = connection.execute(
        "INSERT INTO schema_migrations (version, name, checksum, applied_at, applied_by) VALUES (?, ?, ?, ?, ?)",
        {migration.version, migration.name, migration.checksum(), now, u"auth-serve " AUTH_VERSION ""_s});
    if (!recorded)
        return failed(recorded.error(), migration.version);
    return Done{};
}

Result<QList<Migrator::Applied>> Migrator::applied(Connection &connection) const
{
    const auto present = tables(connection);
    if (!present)
        return failed(present.error());
    if (present->isEmpty())
        return QList<Applied>();
    if (!present->contains(u"schema_migrations"_s))
        return refusal(u"belongs to another program; change DATABASE_URL"_s);
    auto rows = connection.all("SELECT version, name, checksum FROM schema_migrations ORDER BY version", {},
                               [](const Row &row) {
                                   return Applied{int(row.integer(0)), row.text(1), row.text(2)};
                               });
    return rows ? rows : failed(rows.error());
}

Outcome Migrator::check(const QList<Applied> &applied) const
{
    for (qsizetype i = 0; i < applied.size(); ++i) {
        const auto &[version, name, checksum] = applied[i];
        if (i >= m_known.size())
            return refusal(u"has schema version %1, newer than this program's %2; install the newer auth-serve"_s
                               .arg(applied.last().version)
                               .arg(m_known.size()));
        if (version != m_known[i].version)
            return refusal(u"lacks migration %1 below version %2; restore it from a backup"_s.arg(m_known[i].version)
                               .arg(version));
        if (checksum != m_known[i].checksum())
            return refusal(
                u"was made with another text of migration %1 (%2); install the auth-serve it belongs to"_s.arg(version)
                    .arg(name));
    }
    return Done{};
}

Error Migrator::failed(const Error &error, int version) const
{
    return refusal(version ? u"refused migration %1; the cause is in the log"_s.arg(version)
                           : u"cannot be read or changed; the cause is in the log"_s,
                   error.cause);
}

Error Migrator::refusal(const QString &reason, const QString &cause) const
{
    return {.code = ErrorCode::StorageUnavailable,
            .message = u"The database %1 %2."_s.arg(m_database, reason),
            .cause = cause};
}

} // namespace auth
