#include "storage/user_import_repository.h"

#include "core/json.h"
#include "model/email.h"
#include "model/username.h"
#include "storage/array_text.h"

namespace auth {
namespace {

#define KEYS "SELECT public_id, email_norm, username_norm FROM users WHERE "
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

Result<QSet<UserId>> insertAtOnce(Connection &connection, std::span<const ImportedUser> users, Time now)
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
    QSet<UserId> inserted;
    const auto rows =
        connection.each("INSERT INTO users (" COLUMNS ") SELECT * FROM unnest(" BYTES ", " TEXTS ", " TEXTS ", " TEXTS
                        ", " TEXTS ", " BYTES ", " INTEGERS ", " INTEGERS ", " INTEGERS ", " INTEGERS ", " INTEGERS ")"
                        " ON CONFLICT DO NOTHING RETURNING public_id",
                        values, [&](const Row &row) { inserted += row.id<UserId>(0); });
    return rows ? Result<QSet<UserId>>(inserted) : rows.error();
}

Result<QSet<UserId>> insertEach(Connection &connection, std::span<const ImportedUser> users, Time now)
{
    QSet<UserId> inserted;
    for (const ImportedUser &user : users) {
        const auto rows = connection.execute("INSERT INTO users (" COLUMNS
                                             ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                                             rowOf(user, now));
        if (!rows)
            return rows.error();
        if (*rows == 1)
            inserted += user.id;
    }
    return inserted;
}

Outcome grantAtOnce(Connection &connection, std::span<const ImportedUser> users, const QSet<UserId> &inserted)
{
    ArrayText ids, roles;
    for (const ImportedUser &user : users) {
        for (const qint64 role : inserted.contains(user.id) ? user.roles : QList<qint64>()) {
            ids.append(user.id);
            roles.append(role);
        }
    }
    const auto rows =
        connection.execute("INSERT INTO user_roles (user_id, role_id) SELECT u.id, g.role FROM unnest(" BYTES
                           ", " INTEGERS ") AS g (public_id, role) JOIN users u USING (public_id)",
                           {ids.value(), roles.value()});
    return rows ? Outcome(Done{}) : rows.error();
}

Outcome grantEach(Connection &connection, std::span<const ImportedUser> users, const QSet<UserId> &inserted)
{
    for (const ImportedUser &user : users) {
        for (const qint64 role : inserted.contains(user.id) ? user.roles : QList<qint64>()) {
            const auto rows = connection.execute(
                "INSERT INTO user_roles (user_id, role_id) SELECT id, ? FROM users WHERE public_id = ?",
                {role, user.id});
            if (!rows)
                return rows.error();
        }
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
    const auto rows =
        connection.each(Sql(KEYS "email_norm IN (SELECT value FROM json_each(?)) UNION ALL " KEYS
                                 "username_norm IN (SELECT value FROM json_each(?))",
                            KEYS "email_norm = ANY(" TEXTS ") UNION ALL " KEYS "username_norm = ANY(" TEXTS ")"),
                        {listOf(connection, emails), listOf(connection, usernames)}, add);
    if (!rows)
        return rows.error();
    if (const auto more = addIds(connection, ids, add); !more)
        return more.error();
    return taken;
}

Result<QSet<UserId>> UserImportRepository::insert(Connection &connection, std::span<const ImportedUser> users, Time now)
{
    const bool atOnce = connection.dialect() == Dialect::Postgres;
    auto inserted = atOnce ? insertAtOnce(connection, users, now) : insertEach(connection, users, now);
    if (!inserted)
        return inserted;
    const auto granted = atOnce ? grantAtOnce(connection, users, *inserted) : grantEach(connection, users, *inserted);
    return granted ? std::move(inserted) : Result<QSet<UserId>>(granted.error());
}

} // namespace auth
