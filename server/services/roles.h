#pragma once

#include "api/messages.h"
#include "api/user_action_messages.h"
#include "services/audit_trail.h"
#include "services/authority.h"
#include "services/session_cache.h"
#include "storage/database.h"

namespace auth {

/// What people may do, by name. Built-in roles never change; nobody makes or changes a role that allows more than they
/// may themselves.
class Roles {
public:
    Roles(Database &database, SessionCache &cache, const AuditTrail &audit, const Clock &clock);

    Result<Page<Role>> list(const NoRequest &request, const Caller &caller);
    /// NotFound.
    Result<Role> one(const RoleRef &request, const Caller &caller);
    /// Conflict `name_taken`.
    Result<Role> create(const RoleDraft &request, const Caller &caller);
    /// Conflict `built_in`; PreconditionFailed with the current role.
    Result<Role> edit(const RoleEdit &request, const Caller &caller);
    /// Conflict `built_in`, `in_use`; PreconditionFailed with the current role.
    Result<NoContent> remove(const RoleRemoval &request, const Caller &caller);

private:
    Result<Role> current(Connection &connection, const QString &name) const;
    Result<Role> editable(Connection &connection, const Authority &by, const QString &name, qint64 version) const;
    Outcome record(Connection &connection, const Caller &caller, AuditAction action, const Role &before,
                   const Role &after, const QString &reason = {}) const;

    Database &m_database;
    SessionCache &m_cache;
    const AuditTrail &m_audit;
    const Clock &m_clock;
};

} // namespace auth
