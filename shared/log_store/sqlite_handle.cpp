#include "log_store/sqlite_handle.h"

#include <QtCore/QFile>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// Readers meet a writer for moments only, and the other way round never: the journal is a write-ahead log.
constexpr int patienceMs = 1000;

Error failure(int code, const QString &text)
{
    return {.code = ErrorCode::StorageUnavailable,
            .message = u"The log store cannot be used at the moment."_s,
            .cause = u"SQLite %1: %2"_s.arg(code).arg(text)};
}

/// Of SQLite's machine, some ten microseconds.
constexpr int operationsPerLook = 1000;

int isOver(void *deadline)
{
    return std::chrono::steady_clock::now() >= *static_cast<std::chrono::steady_clock::time_point *>(deadline);
}

/// SQLite would give it the mode of the umask. Its -wal and -shm files get that of the file.
void createFile(const QByteArray &path)
{
    const int file = ::open(path.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file >= 0)
        ::close(file);
}

} // namespace

void SqliteHandle::Close::operator()(sqlite3 *handle) const { sqlite3_close_v2(handle); }

Result<SqliteHandle> SqliteHandle::open(const QString &path, Mode mode)
{
    const QByteArray name = QFile::encodeName(path);
    if (mode == Mode::Write)
        createFile(name);
    sqlite3 *raw = nullptr;
    const int access = mode == Mode::Write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    const int opened = sqlite3_open_v2(name.constData(), &raw, access | SQLITE_OPEN_NOMUTEX, nullptr);
    SqliteHandle handle;
    handle.m_handle.reset(raw);
    if (opened != SQLITE_OK)
        return raw ? handle.error() : failure(opened, u"no memory"_s);
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, patienceMs);
    return handle;
}

Outcome SqliteHandle::run(const char *script)
{
    if (sqlite3_exec(get(), script, nullptr, nullptr, nullptr) != SQLITE_OK)
        return error();
    return Done{};
}

Result<qint64> SqliteHandle::integer(const char *sql)
{
    auto statement = SqliteStatement::prepare(*this, sql);
    if (!statement)
        return statement.error();
    const bool found = statement->step();
    if (statement->failed())
        return error();
    return found ? statement->integer(0) : 0;
}

void SqliteHandle::interruptAt(std::chrono::steady_clock::time_point deadline)
{
    m_deadline = std::make_unique<std::chrono::steady_clock::time_point>(deadline);
    sqlite3_progress_handler(get(), operationsPerLook, isOver, m_deadline.get());
}

bool SqliteHandle::wasInterrupted() const { return sqlite3_errcode(get()) == SQLITE_INTERRUPT; }

Error SqliteHandle::error() const
{
    return failure(sqlite3_extended_errcode(get()), QString::fromUtf8(sqlite3_errmsg(get())));
}

bool SqliteHandle::isDamaged() const
{
    const int code = sqlite3_errcode(get());
    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }

Result<SqliteStatement> SqliteStatement::prepare(const SqliteHandle &handle, const char *sql)
{
    sqlite3_stmt *raw = nullptr;
    if (sqlite3_prepare_v3(handle.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr) != SQLITE_OK)
        return handle.error();
    SqliteStatement statement;
    statement.m_statement.reset(raw);
    return statement;
}

void SqliteStatement::bind(int position, qint64 value) { sqlite3_bind_int64(m_statement.get(), position, value); }

void SqliteStatement::bind(int position, std::nullopt_t) { sqlite3_bind_null(m_statement.get(), position); }

void SqliteStatement::bindText(int position, QByteArrayView utf8)
{
    sqlite3_bind_text(m_statement.get(), position, utf8.isNull() ? "" : utf8.data(), static_cast<int>(utf8.size()),
                      SQLITE_STATIC);
}

void SqliteStatement::bindBytes(int position, QByteArrayView bytes)
{
    sqlite3_bind_blob(m_statement.get(), position, bytes.isNull() ? "" : bytes.data(), static_cast<int>(bytes.size()),
                      SQLITE_STATIC);
}

bool SqliteStatement::step()
{
    const int result = sqlite3_step(m_statement.get());
    m_failed = result != SQLITE_ROW && result != SQLITE_DONE;
    return result == SQLITE_ROW;
}

void SqliteStatement::reset() { sqlite3_reset(m_statement.get()); }

bool SqliteStatement::execute()
{
    step();
    reset();
    return !m_failed;
}

bool SqliteStatement::isNull(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }

qint64 SqliteStatement::integer(int column) const { return sqlite3_column_int64(m_statement.get(), column); }

QString SqliteStatement::text(int column) const { return QString::fromUtf8(bytes(column)); }

QByteArrayView SqliteStatement::bytes(int column) const
{
    const void *data = sqlite3_column_blob(m_statement.get(), column);
    return {static_cast<const char *>(data), sqlite3_column_bytes(m_statement.get(), column)};
}

bool SqliteStatement::isText(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_TEXT; }

} // namespace auth
