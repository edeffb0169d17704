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
    bool operator==(const Migration &) const = default;
};

/// Those compiled into the program, in order.
QList<Migration> builtInMigrations();

/// Brings a schema up to date. Each migration is a transaction under the write lock, with what has been applied read
/// again inside it, so any number of processes may start at once. A schema that is newer than the program, has a gap or
/// was made by a file that has been changed since is refused untouched.
class Migrator {
public:
    /// `database` is its name in errors.
    Migrator(QString database, QList<Migration> known);

    /// What apply() would do.
    Result<QList<Migration>> pending(Connection &connection) const;
    /// How many it applied.
    Result<int> apply(Connection &connection, Time now) const;

private:
    struct Applied {
        int version;
        QString name;
        QString checksum;
    };

    Result<bool> applyNext(Connection &connection, Time now) const;
    Result<bool> applyNextLocked(Connection &connection, Time now) const;
    Outcome run(Connection &connection, const Migration &migration, Time now) const;
    Result<QList<Applied>> applied(Connection &connection) const;
    Outcome check(const QList<Applied> &applied) const;
    /// `version` 0: not while one was applied.
    Error failed(const Error &error, int version = 0) const;
    Error refusal(const QString &reason) const;

    QString m_database;
    QList<Migration> m_known;
};

/// The statements of a script, without comments around them. Knows strings, quoted names, comments and trigger bodies.
QStringList splitStatements(QStringView script);

} // namespace auth
