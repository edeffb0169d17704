#pragma once

#include "core/error.h"

#include <QtCore/QString>

#include <exception>

class QSqlError;

namespace auth {

/// Why a statement failed, the same for every database.
struct DbError {
    enum Kind {
        Unique,     ///< Another row has this key; `constraint` says which.
        Constraint, ///< Another rule of the schema, or a value of the wrong type: a mistake of the program.
        Busy,       ///< Somebody else held the lock for too long.
        Conflict,   ///< Given up for another transaction: the same transaction, run again, may well succeed.
        Timeout,    ///< The statement took longer than it may.
        Full,       ///< No space left.
        Io,         ///< The disk failed.
        Lost,       ///< The connection has gone. What it was doing may have happened or not.
        ReadOnly,   ///< The file may not be written.
        Corrupt,    ///< The file is damaged or no database.
        CannotOpen, ///< The file is gone or may not be opened.
        Unready,    ///< Tables, or the rights to them, are away: a restore, or an administrator at work.
        BadText,    ///< Text that cannot be stored (see Value::isStorable).
        Other,      ///< A mistake in the SQL text.
    };
    /// In place of a code: the server was silent for too long.
    static constexpr QLatin1String noAnswer{"no answer"};

    Kind kind = Other;
    QString code = {};       ///< The driver's own number.
    QString constraint = {}; ///< For Unique: table and column, "users.email_norm".
    QString text = {};       ///< The driver's words: for the log only.
};

/// The one place where SQLite's result codes are judged; postgresKind() is PostgreSQL's.
DbError sqliteError(const QSqlError &error);
/// Of an SQLSTATE; the empty one is a connection's that has gone.
DbError::Kind postgresKind(QByteArrayView sqlState);

/// What callers get. Nothing of the database's text is in `message`.
Error toError(const DbError &error);
/// StorageUnavailable, whatever was wrong: its message, which may name the file, becomes part of the cause.
Error unavailable(const Error &reason);
/// For a function that threw, which is a mistake of the program.
Error thrown(const std::exception_ptr &exception);

} // namespace auth
