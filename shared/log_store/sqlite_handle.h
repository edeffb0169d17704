#pragma once

#include "core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <chrono>
#include <memory>
#include <optional>
#include <span>

struct sqlite3;
struct sqlite3_stmt;

namespace auth {

/// A connection of SQLite's own interface, for one thread at a time. The log store does not go through QtSql like the
/// database: there each bound value would cost an allocation or two, and a read could not be made to end in time.
class SqliteHandle {
public:
    enum class Mode { Read, Write };

    /// A writer makes the file when there is none, readable by its owner alone.
    static Result<SqliteHandle> open(const QString &path, Mode mode);

    /// Every statement of a text that comes with the program.
    Outcome run(const char *script);
    /// The one value of a query such as a PRAGMA; 0 for none.
    Result<qint64> integer(const char *sql);

    /// Statements that still run at that moment fail, and wasInterrupted().
    void interruptAt(std::chrono::steady_clock::time_point deadline);
    bool wasInterrupted() const;

    sqlite3 *get() const { return m_handle.get(); }
    /// The last failure, with SQLite's number and text as the cause.
    Error error() const;
    /// The file is no database, or parts of it are not what they should be.
    bool isDamaged() const;

private:
    struct Close {
        void operator()(sqlite3 *handle) const;
    };
    std::unique_ptr<std::chrono::steady_clock::time_point> m_deadline; ///< SQLite knows its address.
    std::unique_ptr<sqlite3, Close> m_handle;
};

/// A prepared statement; binds and reads by position, from 1 and from 0 as SQLite does.
class SqliteStatement {
public:
    SqliteStatement() = default;
    static Result<SqliteStatement> prepare(const SqliteHandle &handle, const char *sql);

    void bind(int position, qint64 value);
    void bind(int position, std::nullopt_t);
    /// The bytes must stay until reset().
    void bindText(int position, QByteArrayView utf8);
    void bindBytes(int position, QByteArrayView bytes);

    /// True: a row is there. False: it is done, or failed() says that it did not work.
    bool step();
    bool failed() const { return m_failed; }
    void reset();
    /// Step without rows, and reset; false: it failed.
    bool execute();

    bool isNull(int column) const;
    qint64 integer(int column) const;
    QString text(int column) const;
    /// Valid until the next step.
    QByteArrayView bytes(int column) const;
    bool isText(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    bool m_failed = false;
};

} // namespace auth
