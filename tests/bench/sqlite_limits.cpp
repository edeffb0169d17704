#include "limits.h"
#include "process_usage.h"

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <stdexcept>

#include <unistd.h>

namespace auth::bench {

namespace {

constexpr int sessionCount = 10000;
constexpr int stride = 7919; // prime to the count: every row comes once before any comes twice

constexpr auto schema = R"(
    CREATE TABLE sessions (
        id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL, token_hash BLOB NOT NULL, generation INTEGER NOT NULL,
        created_at BIGINT NOT NULL, last_used_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, revoked_at BIGINT,
        device TEXT NOT NULL, ip TEXT NOT NULL);
    CREATE UNIQUE INDEX sessions_token ON sessions (token_hash);
    CREATE INDEX sessions_user ON sessions (user_id);
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
    INSERT INTO sessions SELECT printf('0193a000-0000-7000-8000-%012d', i), printf('0193a000-0000-7000-9000-%012d', i),
        randomblob(32), 0, 1, 1, 2, NULL, 'loadgen', '127.0.0.1' FROM n;
    PRAGMA wal_checkpoint(TRUNCATE);)";
constexpr auto refresh = "UPDATE sessions SET token_hash = randomblob(32), generation = generation + 1, "
                         "last_used_at = last_used_at + 1, expires_at = expires_at + 1 "
                         "WHERE id = printf('0193a000-0000-7000-8000-%012d', ?)";
constexpr auto select = "SELECT user_id, token_hash, generation, expires_at, revoked_at FROM sessions "
                        "WHERE id = printf('0193a000-0000-7000-8000-%012d', ?)";

/// A database file with the sessions in it, gone with the object.
class Sessions {
public:
    Sessions(const std::string &folder, const std::string &synchronous)
        : m_file(folder + "/rawlimit-" + std::to_string(getpid()) + ".db")
    {
        if (sqlite3_open(m_file.c_str(), &m_database) != SQLITE_OK)
            fail();
        execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = " + synchronous);
        execute(schema);
    }
    ~Sessions()
    {
        sqlite3_close_v2(m_database);
        for (const char *suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(m_file + suffix);
    }
    Sessions(const Sessions &) = delete;
    Sessions &operator=(const Sessions &) = delete;

    /// Runs `sql` for one session after another; each run is a transaction of its own.
    QJsonObject measure(const char *sql, Seconds time)
    {
        sqlite3_stmt *raw = nullptr;
        if (sqlite3_prepare_v2(m_database, sql, -1, &raw, nullptr) != SQLITE_OK)
            fail();
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(raw, &sqlite3_finalize);
        const UsageWindow window;
        int session = 0;
        const long count = countFor(time, [&] { step(raw, session = (session + stride) % sessionCount); });
        return limitReport(count, window.close());
    }

private:
    void execute(const std::string &sql)
    {
        if (sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail();
    }

    void step(sqlite3_stmt *statement, int session)
    {
        sqlite3_bind_int(statement, 1, session);
        const int result = sqlite3_step(statement);
        if (result == SQLITE_DONE ? sqlite3_changes(m_database) != 1 : result != SQLITE_ROW)
            fail();
        sqlite3_reset(statement);
    }

    [[noreturn]] void fail() { throw std::runtime_error("sqlite: " + std::string(sqlite3_errmsg(m_database))); }

    std::string m_file;
    sqlite3 *m_database = nullptr;
};

} // namespace

QJsonObject commitLimit(const std::string &folder, const char *synchronous, Seconds time)
{
    return Sessions(folder, synchronous).measure(refresh, time);
}

QJsonObject selectLimit(const std::string &folder, Seconds time)
{
    return Sessions(folder, "NORMAL").measure(select, time);
}

} // namespace auth::bench
