#include "storage/db_error.h"

#include <QtSql/QSqlError>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

// Extended result codes, https://sqlite.org/rescode.html; the low byte is the primary code.
DbError::Kind kindOf(int code)
{
    switch (code) {
    case 1555: // SQLITE_CONSTRAINT_PRIMARYKEY
    case 2067: // SQLITE_CONSTRAINT_UNIQUE
        return DbError::Unique;
    }
    switch (code & 0xff) {
    case 5:
    case 6:
        return DbError::Busy;
    case 7: // SQLITE_NOMEM: like a failing disk, it passes or it does not
    case 10:
        return DbError::Io;
    case 8:
        return DbError::ReadOnly;
    case 11:
    case 26:
        return DbError::Corrupt;
    case 13:
        return DbError::Full;
    case 14:
        return DbError::CannotOpen;
    case 19:
        return DbError::Constraint;
    }
    return DbError::Other;
}

bool isFaultOfProgram(DbError::Kind kind)
{
    return kind == DbError::Unique || kind == DbError::Constraint || kind == DbError::Other;
}

Error storageUnavailable(const QString &cause)
{
    return {.code = ErrorCode::StorageUnavailable,
            .message = u"The database cannot be used at the moment."_s,
            .cause = cause,
            .retryAfter = std::chrono::seconds(1)};
}

Error internalError(const QString &cause)
{
    return {
        .code = ErrorCode::InternalError, .message = u"The service failed; the log has the reason."_s, .cause = cause};
}

} // namespace

DbError sqliteError(const QSqlError &error)
{
    DbError result{.code = error.nativeErrorCode(), .text = error.databaseText()};
    result.kind = kindOf(result.code.toInt());
    if (result.kind == DbError::Unique)
        result.constraint = result.text.section(u": "_s, 1);
    return result;
}

Error toError(const DbError &error)
{
    const QString cause = u"database error %1: %2"_s.arg(error.code, error.text);
    if (error.kind == DbError::BadText)
        return {.code = ErrorCode::ValidationError,
                .message = u"Text holds a character that cannot be stored."_s,
                .cause = cause};
    if (isFaultOfProgram(error.kind))
        return internalError(cause);
    return storageUnavailable(cause);
}

Error unavailable(const Error &reason)
{
    return storageUnavailable(reason.cause.isEmpty() ? reason.message : reason.message + u" ("_s + reason.cause + u')');
}

Error thrown(const std::exception_ptr &exception)
{
    QString cause = u"an exception of unknown type"_s;
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception &known) {
        cause = QString::fromUtf8(known.what());
    } catch (...) {
    }
    return internalError(cause);
}

} // namespace auth
