#pragma once

#include "model/permission.h"
#include "model/role.h"
#include "storage/connection.h"

namespace auth {

/// Roles, and who decides about them.
class RoleRepository {
public:
    /// Whoever decides what somebody may do, or on the strength of what somebody may do, takes this first and holds it
    /// until the end of the transaction. So what is then read of roles, and of who has them, stays true that long.
    static Outcome lock(Connection &connection);

    static Result<QList<Role>> all(Connection &connection);
    static Result<std::optional<Role>> byName(Connection &connection, const QString &name);
    static Result<std::optional<Permissions>> permissions(Connection &connection, const QString &name);

    /// False: the name is taken.
    static Result<bool> insert(Connection &connection, RoleId id, const QString &name, const QString &description,
                               Permissions permissions, Time now);
    /// Absent members stay. False: `version` is not the current one, it is built in, or there is no such role.
    static Result<bool> change(Connection &connection, const QString &name, const std::optional<QString> &description,
                               std::optional<Permissions> permissions, qint64 version, Time now);
    /// False as for change().
    static Result<bool> remove(Connection &connection, const QString &name, qint64 version);
    /// Whether any account has it, deleted ones included.
    static Result<bool> isInUse(Connection &connection, const QString &name);
};

} // namespace auth
