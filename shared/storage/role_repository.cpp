#include "storage/role_repository.h"

namespace auth {
namespace {

#define ROLES "SELECT name, description, permissions, built_in, created_at, updated_at, version FROM roles"

Permissions permissionsOf(qint64 sum) { return Permissions::fromInt(static_cast<quint32>(sum)); }

Role roleOf(const Row &row)
{
    return {.name = row.text(0),
            .description = row.text(1),
            .permissions = wireNames(permissionsOf(row.integer(2))),
            .builtIn = row.flag(3),
            .createdAt = row.time(4),
            .updatedAt = row.time(5),
            .version = row.integer(6)};
}

Result<bool> oneRow(const Result<int> &rows) { return rows ? Result<bool>(*rows == 1) : rows.error(); }

std::optional<qint64> sumOf(std::optional<Permissions> permissions)
{
    return permissions ? std::optional(qint64{permissions->toInt()}) : std::nullopt;
}

} // namespace

// SQLite has one writer, who has the whole database.
Outcome RoleRepository::lock(Connection &connection)
{
    const auto held = connection.one(
        Sql("SELECT 1 FROM roles WHERE name = 'admin'", "SELECT 1 FROM roles WHERE name = 'admin' FOR UPDATE"), {},
        [](const Row &) { return true; });
    return held ? Outcome(Done{}) : held.error();
}

Result<QList<Role>> RoleRepository::all(Connection &connection)
{
    return connection.all(ROLES " ORDER BY built_in DESC, name", {}, roleOf);
}

Result<std::optional<Role>> RoleRepository::byName(Connection &connection, const QString &name)
{
    return connection.one(ROLES " WHERE name = ?", {name}, roleOf);
}

Result<std::optional<Permissions>> RoleRepository::permissions(Connection &connection, const QString &name)
{
    return connection.one("SELECT permissions FROM roles WHERE name = ?", {name},
                          [](const Row &row) { return permissionsOf(row.integer(0)); });
}

Result<bool> RoleRepository::insert(Connection &connection, RoleId id, const QString &name, const QString &description,
                                    Permissions permissions, Time now)
{
    return oneRow(connection.execute(
        "INSERT INTO roles (public_id, name, description, permissions, built_in, created_at, updated_at, version)"
        " VALUES (?, ?, ?, ?, 0, ?, ?, 1) ON CONFLICT (name) DO NOTHING",
        {id, name, description, qint64{permissions.toInt()}, now, now}));
}

Result<bool> RoleRepository::change(Connection &connection, const QString &name,
                                    const std::optional<QString> &description, std::optional<Permissions> permissions,
                                    qint64 version, Time now)
{
    return oneRow(connection.execute(
        "UPDATE roles SET description = coalesce(?, description), permissions = coalesce(?, permissions),"
        " updated_at = ?, version = version + 1 WHERE name = ? AND version = ? AND built_in = 0",
        {description, sumOf(permissions), now, name, version}));
}

Result<bool> RoleRepository::remove(Connection &connection, const QString &name, qint64 version)
{
    return oneRow(
        connection.execute("DELETE FROM roles WHERE name = ? AND version = ? AND built_in = 0", {name, version}));
}

Result<bool> RoleRepository::isInUse(Connection &connection, const QString &name)
{
    const auto used = connection.one("SELECT 1 FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE r.name = ?"
                                     " LIMIT 1",
                                     {name}, [](const Row &) { return true; });
    return used ? Result<bool>(used->has_value()) : used.error();
}

} // namespace auth
