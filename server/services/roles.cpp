#include "services/roles.h"

#include "core/json.h"
#include "crypto/random_token.h"
#include "services/changed_members.h"
#include "storage/role_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

Result<Permissions> permissionsOf(const QStringList &names)
{
    Permissions all;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const auto permission = permissionFromName(names[i]);
        if (!permission)
            return fieldError(ErrorCode::ValidationError, u"permissions[%1]"_s.arg(i), u"unknown"_s,
                              u"permissions[%1] is no permission of this service."_s.arg(i));
        all |= *permission;
    }
    return all;
}

Result<std::optional<Permissions>> permissionsOf(const std::optional<QStringList> &names)
{
    if (!names)
        return std::optional<Permissions>();
    const auto all = permissionsOf(*names);
    return all ? Result<std::optional<Permissions>>(*all) : all.error();
}

Error notFound() { return {.code = ErrorCode::NotFound, .message = u"There is no such role."_s}; }

Error stale(const Role &current)
{
    return {.code = ErrorCode::PreconditionFailed,
            .message = u"The role was changed since it was read. Look at `current` and try again."_s,
            .current = json::encode(current)};
}

} // namespace

Roles::Roles(Database &database, SessionCache &cache, const AuditTrail &audit, const Clock &clock)
    : m_database(database), m_cache(cache), m_audit(audit), m_clock(clock)
{
}

Result<Page<Role>> Roles::list(const NoRequest &, const Caller &)
{
    auto all = m_database.read([](Connection &connection) { return RoleRepository::all(connection); });
    if (!all)
        return all.error();
    const qint64 count = all->size();
    return Page<Role>{.items = *std::move(all), .nextCursor = {}, .total = {.value = count, .exact = true}};
}

Result<Role> Roles::one(const RoleRef &request, const Caller &)
{
    return m_database.read([&](Connection &connection) { return current(connection, request.name); });
}

Result<Role> Roles::create(const RoleDraft &request, const Caller &caller)
{
    if (!isValidRoleName(request.name))
        return fieldError(ErrorCode::ValidationError, u"name"_s, u"invalid"_s,
                          u"name must be 2 to 50 of a-z, 0-9, '_' and '-', the first one a letter."_s);
    const auto permissions = permissionsOf(request.permissions);
    if (!permissions)
        return permissions.error();
    const Time now = m_clock.now();
    return m_database.write([&](Connection &connection) -> Result<Role> {
        const auto by = Authority::take(connection, caller, Permission::RolesManage, now);
        if (!by)
            return by.error();
        if (const auto allowed = by->mayGive(*permissions); !allowed)
            return allowed.error();
        const auto made = RoleRepository::insert(connection, newId<RoleId>(now), request.name,
                                                 request.description.value_or(QString()), *permissions, now);
        if (!made)
            return made.error();
        if (!*made)
            return conflict(u"name_taken"_s, u"There is a role of this name."_s);
        auto role = current(connection, request.name);
        if (!role)
            return role;
        const auto recorded = record(connection, caller, AuditAction::RoleCreated, {}, *role);
        return recorded ? role : Result<Role>(recorded.error());
    });
}

Result<Role> Roles::edit(const RoleEdit &request, const Caller &caller)
{
    if (!isValidRoleName(request.name))
        return notFound();
    if (!request.description && !request.permissions)
        return Error{.code = ErrorCode::ValidationError,
                     .message = u"Nothing to change: send description or permissions."_s};
    const auto permissions = permissionsOf(request.permissions);
    if (!permissions)
        return permissions.error();
    auto edited = m_database.write([&](Connection &connection) -> Result<Role> {
        const auto by = Authority::take(connection, caller, Permission::RolesManage, m_clock.now());
        if (!by)
            return by.error();
        const auto before = editable(connection, *by, request.name, request.version);
        if (!before)
            return before.error();
        if (const auto allowed = by->mayGive(permissions->value_or(Permissions())); !allowed)
            return allowed.error();
        const auto changed = RoleRepository::change(connection, request.name, request.description, *permissions,
                                                    request.version, m_clock.now());
        if (!changed)
            return changed.error();
        auto after = current(connection, request.name);
        if (!after)
            return after;
        const auto recorded = record(connection, caller, AuditAction::RoleChanged, *before, *after);
        return recorded ? after : Result<Role>(recorded.error());
    });
    m_cache.forgetAll();
    return edited;
}

Result<NoContent> Roles::remove(const RoleRemoval &request, const Caller &caller)
{
    const auto removed = m_database.write([&](Connection &connection) -> Outcome {
        const auto by = Authority::take(connection, caller, Permission::RolesManage, m_clock.now());
        if (!by)
            return by.error();
        const auto before = editable(connection, *by, request.name, request.version);
        if (!before)
            return before.error();
        const auto used = RoleRepository::isInUse(connection, request.name);
        if (!used)
            return used.error();
        if (*used)
            return conflict(u"in_use"_s, u"Accounts have this role; give them others first."_s);
        if (const auto gone = RoleRepository::remove(connection, request.name, request.version); !gone)
            return gone.error();
        return record(connection, caller, AuditAction::RoleDeleted, *before, {}, request.reason.value_or(QString()));
    });
    return removed ? Result<NoContent>(NoContent{}) : removed.error();
}

Result<Role> Roles::current(Connection &connection, const QString &name) const
{
    const auto role = RoleRepository::byName(connection, name);
    if (!role)
        return role.error();
    if (!*role)
        return notFound();
    return **role;
}

/// At that version, neither built in nor beyond what the caller may.
Result<Role> Roles::editable(Connection &connection, const Authority &by, const QString &name, qint64 version) const
{
    auto role = current(connection, name);
    if (!role)
        return role;
    if (role->builtIn)
        return conflict(u"built_in"_s, u"Built-in roles stay as they are."_s);
    if (const auto allowed = by.mayGive(connection, {name}); !allowed)
        return allowed.error();
    return role->version == version ? role : Result<Role>(stale(*role));
}

Outcome Roles::record(Connection &connection, const Caller &caller, AuditAction action, const Role &before,
                      const Role &after, const QString &reason) const
{
    const ChangedMembers changed = changedMembers(before, after);
    return m_audit.record(connection, caller,
                          AuditFact{.action = action,
                                    .target = AuditTarget::Role,
                                    .targetId = before.name.isEmpty() ? after.name : before.name,
                                    .before = changed.before,
                                    .after = changed.after,
                                    .reason = reason});
}

} // namespace auth
