#include "services/user_import.h"

#include "services/import_batch.h"
#include "storage/account_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// In the transaction: whoever has lost a role meanwhile does not give it any more.
Result<Permissions> permissionsOf(Connection &connection, const Caller &caller)
{
    const auto permissions = AccountRepository::permissions(connection, caller.user);
    if (!permissions || permissions->testFlag(Permission::UsersWrite))
        return permissions;
    return Error{.code = ErrorCode::Forbidden,
                 .message = u"This needs the permission %1."_s.arg(wireName(Permission::UsersWrite))};
}

/// What somebody else inserted after judge() has been committed when insert() meets it, so the next round settles it.
Outcome insertAll(ImportBatch &batch, Connection &connection, const QHash<QString, KnownRole> &roles,
                  Permissions mayGive)
{
    for (int round = 0; round < 3 && !batch.isSettled(); ++round) {
        if (auto judged = batch.judge(connection, roles, mayGive); !judged)
            return judged;
        if (auto inserted = batch.insert(connection); !inserted)
            return inserted;
    }
    if (batch.isSettled())
        return Done{};
    return Error{.code = ErrorCode::StorageUnavailable,
                 .message = u"Others make and delete the same accounts at this moment. Try again."_s,
                 .retryAfter = std::chrono::seconds(1)};
}

} // namespace

UserImport::UserImport(Database &database, const PasswordHasher &hasher, const AuditTrail &trail, const Clock &clock)
    : m_database(database), m_hasher(hasher), m_trail(trail), m_clock(clock)
{
}

Result<ImportReport> UserImport::importUsers(const ImportRequest &request, const Caller &caller)
{
    return run(request, caller, std::nullopt);
}

Result<ImportReport> UserImport::importOffline(const ImportRequest &request)
{
    static const Caller operatorOfTheMachine{
        .user = {}, .session = {}, .permissions = {}, .ip = {}, .network = {}, .device = {}};
    return run(request, operatorOfTheMachine, ~Permissions());
}

Result<ImportReport> UserImport::run(const ImportRequest &request, const Caller &caller,
                                     std::optional<Permissions> mayGive)
{
    const FieldFacts &facts = fieldAt<ImportRequest, 1>.facts;
    if (const auto violation = checkItems(request.rows.rows.size(), facts))
        return fieldError(ErrorCode::ValidationError, u"rows"_s, violation->code, violation->sentence(u"rows"_s));
    const bool dryRun = request.dryRun.value_or(false);
    const ImportBatch prepared(request.rows.rows, m_hasher, m_clock.now());
    return m_database.write([&](Connection &connection) -> Result<ImportReport> {
        const auto roles = UserImportRepository::roles(connection);
        if (!roles)
            return roles.error();
        const auto most = mayGive ? Result(*mayGive) : permissionsOf(connection, caller);
        if (!most)
            return most.error();
        ImportBatch batch = prepared; // the transaction may be tried again
        const auto done = dryRun ? batch.judge(connection, *roles, *most) : insertAll(batch, connection, *roles, *most);
        if (!done)
            return done.error();
        if (batch.facts().isEmpty()) // the head of the trail is not held for nothing
            return batch.report(dryRun);
        const auto recorded = m_trail.record(connection, caller, batch.facts());
        return recorded ? Result(batch.report(dryRun)) : recorded.error();
    });
}

} // namespace auth
