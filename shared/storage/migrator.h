#pragma once

#include "core/clock.h"
#include "storage/connection.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

namespace auth {

/// One step of the schema: the file NNNN_name.sql. Never changed once released.
struct Migration {
    int version = 0;
    QString name;
    QString text;

    /// SHA-256 of the text, in hexadecimal digits.
    QString checksum() const;
    /// Why programs of the version before cannot work on the new schema: its first line, "-- contract: reason". Empty:
    /// it is an expansion, which they do not notice.
    QString contractReason() const;
    bool operator==(const Migration &) const = default;
};

/// Those compiled into the program, in order; the same numbers and names for each dialect.
QList<Migration> builtInMigrations(Dialect dialect);

/// Every table but the database's own; on PostgreSQL those of the schema that new tables would be put into.
Result<QStringList> tables(Connection &connection);

/// Brings a schema up to date. Each migration is a transaction under the lock of the schema, with what has been applied
/// read again inside it, so any number of processes may start at once. A schema that is newer than the program, has a
/// gap or was made by a file that has been changed since is refused untouched.
class Migrator {
public:
    /// `database` is its name in errors. `lockTimeout`: how long to wait for another process that migrates; SQLite
    /// waits as long as for any writer.
    Migrator(QString database, QList<Migration> known,
             std::chrono::milliseconds lockTimeout = std::chrono::seconds(60));

    /// What apply() would do.
    Result<QList<Migration>> pending(Connection &connection) const;
    /// How many it applied.
    Result<int> apply(Connection &connection, Time now) const;
    /// Applies what is pending, or refuses to when it may not.
    Outcome bringUp(Connection &connection, bool mayApply, Time now) const;

private:
    struct Applied {
        int version;
        QString name;
        QString checksum;
    };

    Result<bool> applyNext(Connection &connection, Time now) const;
    Result<bool> applyNextLocked(Connection &connection, Time now) const;
    Outcome lock(Connection &connection) const;
    Outcome run(Connection &connection, const Migration &migration, Time now) const;
    Result<QList<Applied>> applied(Connection &connection) const;
    Outcome check(const QList<Applied> &applied) const;
    /// `version` 0: not while one was applied.
    Error failed(const Error &error, int version = 0) const;
    Error refusal(const QString &reason, const QString &cause = {}) const;

    QString m_database;
    QList<Migration> m_known;
    std::chrono::milliseconds m_lockTimeout;
};

/// The statements of a script, without comments around them. Knows strings, quoted names, comments and trigger bodies.
QStringList splitStatements(QStringView script);

} // namespace auth
