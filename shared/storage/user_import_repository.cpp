#include "storage/user_import_repository.h"

#include "core/json.h"
#include "model/email.h"
#include "model/username.h"
#include "storage/array_text.h"

namespace auth {
namespace {

#define KEYS "SELECT public_id, email_norm, username_norm FROM users WHERE "
#define KEYS_OF(COLUMN)                                                                                                \
    "SELECT u.public_id, u.email_norm, u.username_norm FROM unnest(CAST(? AS TEXT[])) AS k (key)"                      \
    " CROSS JOIN LATERAL (" KEYS COLUMN " = k.key LIMIT 1) u"
#define COLUMNS                                                                                                        \
    "public_id, username, username_norm, email, email_norm, password_hash, is_active, created_at, updated_at, "        \
    "deactivated_at, must_change_password"
#define INTEGERS "CAST(? AS BIGINT[])"
#define TEXTS "CAST(? AS TEXT[])"
#define BYTES "CAST(? AS BYTEA[])"

/// A list of texts as its dialect reads it.
Value listOf(const Connection &connection, const QStringList &texts)
{
    return connection.dialect() == Dialect::Postgres ? arrayOf(texts) : Value(QString::fromUtf8(json::encode(texts)));
}

Outcome addIds(Connection &connection, const QList<UserId> &ids, auto &&add)
{
    if (connection.dialect() == Dialect::Postgres) {
        const auto rows = connection.each(KEYS "public_id = ANY(" BYTES ")", {arrayOf(ids)}, add);
        return rows ? Outcome(Done{}) : rows.error();
    }
    for (const UserId id : ids) {
        if (const auto rows = connection.each(KEYS "public_id = ?", {id}, add); !rows)
            return rows.error();
    }
    return Done{};
}

std::vector<Value> rowOf(const ImportedUser &user, Time now)
{
    return {user.id,
            user.username,
            normalizedUsername(user.username),
            user.email,
            normalizedEmail(user.email),
            user.passwordHash,
            int(user.isActive),
            user.createdAt,
            now,
            user.isActive ? Value(std::nullopt) : Value(now),
            int(user.mustChangePassword)};
}

/// What the database numbers those accounts that were inserted.
using Numbers = QHash<UserId, qint64>;

Result<Numbers> insertAtOnce(Connection &connection, std::span<const ImportedUser> users, Time now)
{
    std::vector<ArrayText> columns(11);
    for (const ImportedUser &user : users) {
        const std::vector<Value> row = rowOf(user, now);
        for (std::size_t column = 0; column < row.size(); ++column)
            columns[column].append(row[column]);
    }
    std::vector<Value> values;
    for (const ArrayText &column : columns)
        values.push_back(column.value());
    Numbers inserted;
    const auto rows =
        connection.each("INSERT INTO users (" COLUMNS ") SELECT * FROM unnest(" BYTES ", " TEXTS ", " TEXTS ", " TEXTS
                        ", " TEXTS ", " BYTES ", " INTEGERS ", " INTEGERS ", " INTEGERS ", " INTEGERS ", " INTEGERS ")"
                        " ON CONFLICT DO NOTHING RETURNING public_id, id",
                        values, [&](const Row &row) { inserted.insert(row.id<UserId>(0), row.integer(1)); });
    return rows ? Result<Numbers>(inserted) : rows.error();
}

Result<Numbers> insertEach(Connection &connection, std::span<const ImportedUser> users, Time now)
{
    Numbers inserted;
    for (const ImportedUser &user : users) {
        const auto number = connection.one("INSERT INTO users (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                           " ON CONFLICT DO NOTHING RETURNING id",
                                           rowOf(user, now), [](const Row &row) { return row.integer(0); });
        if (!number)
            return number.error();
        if (*number)
            inserted.insert(user.id, **number);
    }
    return inserted;
}

struct Grant {
    qint64 user;
    qint64 role;
};

std::vector<Grant> grantsOf(std::span<const ImportedUser> users, const Numbers &inserted)
{
    std::vector<Grant> grants;
    for (const ImportedUser &user : users) {
        const auto number = inserted.constFind(user.id);
        for (const qint64 role : number == inserted.cend() ? QList<qint64>() : user.roles)
            grants.push_back({*number, role});
    }
    return grants;
}

/// By number and without a join: a plan that was made for an empty table would read all of it for each row.
Outcome grantAtOnce(Connection &connection, const std::vector<Grant> &grants)
{
    ArrayText users, roles;
    for (const Grant &grant : grants) {
        users.append(grant.user);
        roles.append(grant.role);
    }
    const auto rows =
        connection.execute("INSERT INTO user_roles (user_id, role_id) SELECT * FROM unnest(" INTEGERS ", " INTEGERS ")",
                           {users.value(), roles.value()});
    return rows ? Outcome(Done{}) : rows.error();
}

Outcome grantEach(Connection &connection, const std::vector<Grant> &grants)
{
    for (const Grant &grant : grants) {
        const auto rows =
            connection.execute("INSERT INTO user_roles (user_id, role_id) VALUES (?, ?)", {grant.user, grant.role});
        if (!rows)
            return rows.error();
    }
    return Done{};
}

} // namespace

Result<QHash<QString, KnownRole>> UserImportRepository::roles(Connection &connection)
{
    QHash<QString, KnownRole> roles;
    const auto rows = connection.each(
        Sql("SELECT id, name, permissions FROM roles", "SELECT id, name, permissions FROM roles ORDER BY id FOR SHARE"),
        {}, [&](const Row &row) {
            roles.insert(row.text(1), {row.integer(0), Permissions::fromInt(static_cast<quint32>(row.integer(2)))});
        });
    return rows ? Result<QHash<QString, KnownRole>>(roles) : rows.error();
}

Result<TakenKeys> UserImportRepository::taken(Connection &connection, const QStringList &emails,
                                              const QStringList &usernames, const QList<UserId> &ids)
{
    TakenKeys taken;
    const auto add = [&](const Row &row) {
        taken.emails.insert(row.text(1), row.id<UserId>(0));
        taken.usernames += row.text(2);
        taken.ids += row.id<UserId>(0);
    };
    // Key by key on a server: for a list of texts it would rather take the index of substrings, which is far slower.
    const auto rows = connection.each(Sql(KEYS "email_norm IN (SELECT value FROM json_each(?)) UNION ALL " KEYS
                                               "username_norm IN (SELECT value FROM json_each(?))",
                                          KEYS_OF("email_norm") " UNION ALL " KEYS_OF("username_norm")),
                                      {listOf(connection, emails), listOf(connection, usernames)}, add);
    if (!rows)
        return rows.error();
    const auto more = ids.isEmpty() ? Outcome(Done{}) : addIds(connection, ids, add);
    return more ? Result<TakenKeys>(taken) : more.error();
}

Result<QSet<UserId>> UserImportRepository::insert(Connection &connection, std::span<const ImportedUser> users, Time now)
{
    const bool atOnce = connection.dialect() == Dialect::Postgres;
    const auto inserted = atOnce ? insertAtOnce(connection, users, now) : insertEach(connection, users, now);
    if (!inserted)
        return inserted.error();
    const auto grants = grantsOf(users, *inserted);
    const auto granted = atOnce ? grantAtOnce(connection, grants) : grantEach(connection, grants);
    if (!granted)
        return granted.error();
    return QSet<UserId>(inserted->keyBegin(), inserted->keyEnd());
}

} // namespace auth
