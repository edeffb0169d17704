#include "storage/copied_tables.h"

#include <string_view>

namespace auth {
namespace {

/// What differs from table to table; the statements follow from it while compiling.
struct Shape {
    std::string_view name;
    std::string_view columns; ///< Separated by ", ", those of the primary key first.
    std::string_view kinds;   ///< A CopiedTable::Kind for each column.
    int keyColumns = 1;
    bool isNumbered = false;     ///< `id` comes from a sequence.
    std::string_view ready = {}; ///< See CopiedTable.
};

struct Text {
    char characters[1024] = {};
    std::size_t size = 0;

    constexpr Text &operator<<(std::string_view text)
    {
        for (const char c : text)
            characters[size++] = c;
        characters[size] = '\0';
        return *this;
    }
};

/// Calls visit(name, kind) for the first so many columns.
template<class Visit> constexpr void forEachColumn(const Shape &shape, std::size_t count, Visit &&visit)
{
    std::string_view rest = shape.columns;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t end = rest.find(", ");
        visit(rest.substr(0, end), shape.kinds[i]);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 2);
    }
}

/// write(text, name, kind) for each column, with commas between.
template<class Write> constexpr void list(Text &text, const Shape &shape, std::size_t count, Write &&write)
{
    bool first = true;
    forEachColumn(shape, count, [&](std::string_view name, char kind) {
        if (!std::exchange(first, false))
            text << ", ";
        write(text, name, kind);
    });
}

constexpr void writeName(Text &text, std::string_view name, char) { text << name; }

constexpr void writePlace(Text &text, std::string_view, char) { text << "?"; }

/// SQLite turns what is not UTF-8 into U+FFFD when text is read, so it is read as the bytes it is.
constexpr void writeRaw(Text &text, std::string_view name, char kind)
{
    if (kind == CopiedTable::Text)
        text << "CAST(" << name << " AS BLOB)";
    else
        text << name;
}

/// Arrays of one column each are bound as text.
constexpr void writeArray(Text &text, std::string_view, char kind)
{
    text << (kind == CopiedTable::Integer ? "CAST(? AS BIGINT[])"
             : kind == CopiedTable::Text  ? "CAST(? AS TEXT[])"
                                          : "CAST(? AS BYTEA[])");
}

constexpr Text nothing() { return Text() << "SELECT 1"; }

constexpr Text lock(const Shape &shape)
{
    return Text() << "LOCK TABLE " << shape.name << " IN SHARE ROW EXCLUSIVE MODE";
}

constexpr Text page(const Shape &shape, Dialect dialect)
{
    const auto keys = static_cast<std::size_t>(shape.keyColumns);
    Text text;
    text << "SELECT ";
    list(text, shape, shape.kinds.size(), dialect == Dialect::Sqlite ? writeRaw : writeName);
    text << " FROM " << shape.name << " WHERE (";
    list(text, shape, keys, writeName);
    text << ") > (";
    list(text, shape, keys, writePlace);
    text << ") ORDER BY ";
    list(text, shape, keys, writeName);
    return text << " LIMIT ?";
}

constexpr Text insert(const Shape &shape, Dialect dialect)
{
    Text text;
    text << "INSERT INTO " << shape.name << " (" << shape.columns << ") ";
    text << (dialect == Dialect::Sqlite ? "VALUES (" : "SELECT * FROM unnest(");
    list(text, shape, shape.kinds.size(), dialect == Dialect::Sqlite ? writePlace : writeArray);
    return text << ") ON CONFLICT DO NOTHING";
}

constexpr Text count(const Shape &shape) { return Text() << "SELECT count(*) FROM " << shape.name; }

constexpr Text ready(const Shape &shape) { return shape.ready.empty() ? nothing() : Text() << shape.ready; }

constexpr Text settle(const Shape &shape)
{
    if (!shape.isNumbered)
        return nothing();
    return Text() << "SELECT setval(pg_get_serial_sequence('" << shape.name
                  << "', 'id'), coalesce(max(id), 0) + 1, false) FROM " << shape.name;
}

constexpr Text analyze(const Shape &shape) { return Text() << "ANALYZE " << shape.name; }

template<const Shape &shape> struct Statements {
    static constexpr Text nothing = auth::nothing();
    static constexpr Text lock = auth::lock(shape);
    static constexpr Text pageSqlite = page(shape, Dialect::Sqlite);
    static constexpr Text pagePostgres = page(shape, Dialect::Postgres);
    static constexpr Text insertSqlite = insert(shape, Dialect::Sqlite);
    static constexpr Text insertPostgres = insert(shape, Dialect::Postgres);
    static constexpr Text count = auth::count(shape);
    static constexpr Text ready = auth::ready(shape);
    static constexpr Text settle = auth::settle(shape);
    static constexpr Text analyze = auth::analyze(shape);
};

/// SQLite's transaction has the lock since it began, and its ids need no sequence.
template<const Shape &shape> consteval CopiedTable copied()
{
    using S = Statements<shape>;
    return {.name = shape.name.data(),
            .columns = shape.columns.data(),
            .kinds = shape.kinds.data(),
            .keyColumns = shape.keyColumns,
            .lock = Sql(S::nothing.characters, S::lock.characters),
            .page = Sql(S::pageSqlite.characters, S::pagePostgres.characters),
            .insert = Sql(S::insertSqlite.characters, S::insertPostgres.characters),
            .count = Sql(S::count.characters),
            .ready = Sql(S::ready.characters),
            .settle = Sql(S::nothing.characters, S::settle.characters),
            .analyze = Sql(S::analyze.characters)};
}

constexpr Shape users{
    .name = "users",
    .columns = "id, public_id, username, username_norm, email, email_norm, password_hash, is_active, created_at, "
               "updated_at, last_login, version, deactivated_at, locked_until, deleted_at, must_change_password",
    .kinds = "ibttttbiiiiiiiii",
    .isNumbered = true};
constexpr Shape roles{.name = "roles",
                      .columns =
                          "id, public_id, name, permissions, built_in, created_at, description, updated_at, version",
                      .kinds = "ibtiiitii",
                      .isNumbered = true,
                      .ready = "DELETE FROM roles WHERE built_in = 1 AND NOT EXISTS (SELECT 1 FROM users)"};
constexpr Shape userRoles{.name = "user_roles", .columns = "user_id, role_id", .kinds = "ii", .keyColumns = 2};
constexpr Shape sessions{
    .name = "sessions",
    .columns = "id, user_id, token_hash, generation, created_at, last_used_at, rotated_at, expires_at, revoked_at, "
               "revoke_reason, device, ip, network",
    .kinds = "bibiiiiiitttt"};
constexpr Shape oneTimeTokens{.name = "one_time_tokens",
                              .columns = "hash, user_id, purpose, created_by, created_at, expires_at, used_at",
                              .kinds = "bitbiii"};
constexpr Shape signInAttempts{.name = "sign_in_attempts",
                               .columns = "user_id, at, request_id, outcome, network, device",
                               .kinds = "iitttt",
                               .keyColumns = 3};
constexpr Shape audit{.name = "audit",
                      .columns = "seq, time, class, action, actor, target_kind, target, person, request_id, "
                                 "actor_data, actor_digest, target_data, target_digest, content, previous, hash",
                      .kinds = "iittbttbttbtbbbb"};
constexpr Shape auditHead{.name = "audit_head", .columns = "id, seq, time, hash", .kinds = "iiib"};
constexpr Shape auditSalts{.name = "audit_salts", .columns = "person, salt", .kinds = "bb"};
constexpr Shape auditSignatures{
    .name = "audit_signatures", .columns = "seq, hash, signed_at, key_id, signature", .kinds = "ibitb"};
constexpr Shape jobs{.name = "jobs",
                     .columns = "id, action, state, request, created_by, created_at, request_id, ip, undo_of, "
                                "instance, started_at, finished_at, total, planned, done, changed, problem",
                     .kinds = "btttbittbbiiiiiit"};
constexpr Shape jobItems{.name = "job_items",
                         .columns = "job, position, user_id, plan, outcome, before, version",
                         .kinds = "bibttti",
                         .keyColumns = 2};

constexpr CopiedTable tables[] = {copied<users>(),           copied<roles>(),         copied<userRoles>(),
                                  copied<sessions>(),        copied<oneTimeTokens>(), copied<signInAttempts>(),
                                  copied<audit>(),           copied<auditHead>(),     copied<auditSalts>(),
                                  copied<auditSignatures>(), copied<jobs>(),          copied<jobItems>()};

} // namespace

std::span<const CopiedTable> copiedTables() { return tables; }

} // namespace auth
