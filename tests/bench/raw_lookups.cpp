#include "raw_lookups.h"

#include "storage/database_options.h"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace auth::bench {

namespace {

#define BY_EMAIL(PLACE)                                                                                                \
    "SELECT u.public_id, u.username, u.email, u.is_active, u.created_at, u.updated_at, u.last_login, u.version,"       \
    " r.name, u.password_hash FROM users u LEFT JOIN user_roles ur ON ur.user_id = u.id"                               \
    " LEFT JOIN roles r ON r.id = ur.role_id WHERE u.email_norm = " PLACE

class RawSqlite final : public RawLookUp {
public:
    explicit RawSqlite(const QByteArray &path)
    {
        if (sqlite3_open_v2(path.constData(), &m_database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr)
                != SQLITE_OK
            || sqlite3_prepare_v2(m_database, BY_EMAIL("?"), -1, &m_statement, nullptr) != SQLITE_OK)
            fail();
    }
    ~RawSqlite() override
    {
        sqlite3_finalize(m_statement);
        sqlite3_close(m_database);
    }
    Q_DISABLE_COPY_MOVE(RawSqlite)

    void byEmail(const QByteArray &email) override
    {
        sqlite3_bind_text(m_statement, 1, email.constData(), static_cast<int>(email.size()), SQLITE_STATIC);
        if (sqlite3_step(m_statement) != SQLITE_ROW)
            fail();
        do
            fetch();
        while (sqlite3_step(m_statement) == SQLITE_ROW);
        sqlite3_reset(m_statement);
    }

private:
    void fetch()
    {
        for (int column = 0; column < sqlite3_column_count(m_statement); ++column) {
            if (sqlite3_column_type(m_statement, column) == SQLITE_INTEGER)
                m_fetched += sqlite3_column_int64(m_statement, column);
            else if (const void *data = sqlite3_column_blob(m_statement, column))
                m_fetched += *static_cast<const char *>(data);
        }
    }
    [[noreturn]] void fail() { throw std::runtime_error(std::string("sqlite3: ") + sqlite3_errmsg(m_database)); }

    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_statement = nullptr;
    sqlite3_int64 m_fetched = 0;
};

class RawPostgres final : public RawLookUp {
public:
    explicit RawPostgres(const QByteArray &url) : m_connection(PQconnectdb(url.constData()))
    {
        const Answer prepared(PQprepare(m_connection, "s", BY_EMAIL("$1"), 1, nullptr), &PQclear);
        if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK)
            fail();
    }
    ~RawPostgres() override { PQfinish(m_connection); }
    Q_DISABLE_COPY_MOVE(RawPostgres)

    void byEmail(const QByteArray &email) override
    {
        const char *values[] = {email.constData()};
        const Answer rows(PQexecPrepared(m_connection, "s", 1, values, nullptr, nullptr, 1), &PQclear);
        if (PQntuples(rows.get()) == 0)
            fail();
    }

private:
    using Answer = std::unique_ptr<PGresult, void (*)(PGresult *)>;

    [[noreturn]] void fail() { throw std::runtime_error(std::string("libpq: ") + PQerrorMessage(m_connection)); }

    PGconn *m_connection;
};

} // namespace

std::unique_ptr<RawLookUp> RawLookUp::open(const QString &url)
{
    if (isPostgresUrl(url))
        return std::make_unique<RawPostgres>(url.toUtf8());
    const auto path = sqlitePath(url);
    if (!path)
        throw std::runtime_error(qPrintable(path.error().message));
    return std::make_unique<RawSqlite>(path->toUtf8());
}

} // namespace auth::bench
