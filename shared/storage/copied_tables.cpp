#include "storage/copied_tables.h"

namespace auth {
namespace {

#define USERS                                                                                                          \
    "id, public_id, username, username_norm, email, email_norm, password_hash, is_active, created_at, updated_at, "    \
    "last_login, version"
#define ROLES "id, public_id, name, permissions, built_in, created_at"
#define USER_ROLES "user_id, role_id"
#define SESSIONS                                                                                                       \
    "id, user_id, token_hash, generation, created_at, last_used_at, rotated_at, expires_at, revoked_at, "              \
    "revoke_reason, device, ip, network"

// SQLite turns what is not UTF-8 into U+FFFD when text is read, so it is read as the bytes it is.
#define RAW(COLUMN) "CAST(" COLUMN " AS BLOB)"
#define RAW_USERS                                                                                                      \
    "id, public_id, " RAW("username") ", " RAW("username_norm") ", " RAW("email") ", " RAW(                            \
        "email_norm") ", password_hash, is_active, created_at, updated_at, last_login, version"
#define RAW_ROLES "id, public_id, " RAW("name") ", permissions, built_in, created_at"
#define RAW_SESSIONS                                                                                                   \
    "id, user_id, token_hash, generation, created_at, last_used_at, rotated_at, expires_at, revoked_at, " RAW(         \
        "revoke_reason") ", " RAW("device") ", " RAW("ip") ", " RAW("network")

// Arrays of one column each, bound as text.
#define INTEGERS "CAST(? AS BIGINT[])"
#define TEXTS "CAST(? AS TEXT[])"
#define BYTES "CAST(? AS BYTEA[])"

// No statement: there is nothing to do. SQLite's transaction has the lock since it began.
#define NOTHING "SELECT 1"
#define EXCLUSIVE " IN SHARE ROW EXCLUSIVE MODE"

const CopiedTable tables[] = {
    {.name = "users",
     .columns = USERS,
     .kinds = "ibttttbiiiii",
     .keyColumns = 1,
     .lock = Sql(NOTHING, "LOCK TABLE users" EXCLUSIVE),
     .page = Sql("SELECT " RAW_USERS " FROM users WHERE id > ? ORDER BY id LIMIT ?",
                 "SELECT " USERS " FROM users WHERE id > ? ORDER BY id LIMIT ?"),
     .insert = Sql("INSERT INTO users (" USERS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                   "INSERT INTO users (" USERS ") SELECT * FROM unnest(" INTEGERS ", " BYTES ", " TEXTS ", " TEXTS
                   ", " TEXTS ", " TEXTS ", " BYTES ", " INTEGERS ", " INTEGERS ", " INTEGERS ", " INTEGERS
                   ", " INTEGERS ") ON CONFLICT DO NOTHING"),
     .count = "SELECT count(*) FROM users",
     .ready = NOTHING,
     .settle = Sql(NOTHING, "SELECT setval(pg_get_serial_sequence('users', 'id'), coalesce(max(id), 0) + 1, false)"
                            " FROM users"),
     .analyze = "ANALYZE users"},
    {.name = "roles",
     .columns = ROLES,
     .kinds = "ibtiii",
     .keyColumns = 1,
     .lock = Sql(NOTHING, "LOCK TABLE roles" EXCLUSIVE),
     .page = Sql("SELECT " RAW_ROLES " FROM roles WHERE id > ? ORDER BY id LIMIT ?",
                 "SELECT " ROLES " FROM roles WHERE id > ? ORDER BY id LIMIT ?"),
     .insert = Sql("INSERT INTO roles (" ROLES ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                   "INSERT INTO roles (" ROLES ") SELECT * FROM unnest(" INTEGERS ", " BYTES ", " TEXTS ", " INTEGERS
                   ", " INTEGERS ", " INTEGERS ") ON CONFLICT DO NOTHING"),
     .count = "SELECT count(*) FROM roles",
     .ready = "DELETE FROM roles WHERE built_in = 1 AND NOT EXISTS (SELECT 1 FROM users)",
     .settle = Sql(NOTHING, "SELECT setval(pg_get_serial_sequence('roles', 'id'), coalesce(max(id), 0) + 1, false)"
                            " FROM roles"),
     .analyze = "ANALYZE roles"},
    {.name = "user_roles",
     .columns = USER_ROLES,
     .kinds = "ii",
     .keyColumns = 2,
     .lock = Sql(NOTHING, "LOCK TABLE user_roles" EXCLUSIVE),
     .page = "SELECT " USER_ROLES " FROM user_roles WHERE (user_id, role_id) > (?, ?) ORDER BY user_id, role_id"
             " LIMIT ?",
     .insert =
         Sql("INSERT INTO user_roles (" USER_ROLES ") VALUES (?, ?) ON CONFLICT DO NOTHING",
             "INSERT INTO user_roles (" USER_ROLES ") SELECT * FROM unnest(" INTEGERS ", " INTEGERS ") ON CONFLICT DO"
             " NOTHING"),
     .count = "SELECT count(*) FROM user_roles",
     .ready = NOTHING,
     .settle = NOTHING,
     .analyze = "ANALYZE user_roles"},
    {.name = "sessions",
     .columns = SESSIONS,
     .kinds = "bibiiiiiitttt",
     .keyColumns = 1,
     .lock = Sql(NOTHING, "LOCK TABLE sessions" EXCLUSIVE),
     .page = Sql("SELECT " RAW_SESSIONS " FROM sessions WHERE id > ? ORDER BY id LIMIT ?",
                 "SELECT " SESSIONS " FROM sessions WHERE id > ? ORDER BY id LIMIT ?"),
     .insert = Sql("INSERT INTO sessions (" SESSIONS
                   ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                   "INSERT INTO sessions (" SESSIONS ") SELECT * FROM unnest(" BYTES ", " INTEGERS ", " BYTES
                   ", " INTEGERS ", " INTEGERS ", " INTEGERS ", " INTEGERS ", " INTEGERS ", " INTEGERS ", " TEXTS
                   ", " TEXTS ", " TEXTS ", " TEXTS ") ON CONFLICT DO NOTHING"),
     .count = "SELECT count(*) FROM sessions",
     .ready = NOTHING,
     .settle = NOTHING,
     .analyze = "ANALYZE sessions"},
};

} // namespace

std::span<const CopiedTable> copiedTables() { return tables; }

} // namespace auth
