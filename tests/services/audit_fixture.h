#pragma once

#include "crypto/audit_chain.h"
#include "storage/audit_repository.h"
#include "tests/services/fixture.h"
#include "tests/support/postgres_server.h"

namespace auth::test {

/// A database of its own on the engine a test's row names; null where there is no server.
inline std::unique_ptr<Rig> rigOn(const QString &engine, PostgresServer *server, const QString &name)
{
    Setup setup;
    if (engine == QStringLiteral("postgresql")) {
        server->makeDatabase(name);
        setup.databaseUrl = server->url(name);
    }
    return std::make_unique<Rig>(setup);
}

inline QList<SaltedAuditRow> trailOf(Database &database)
{
    const auto rows =
        database.read([](Connection &connection) { return AuditRepository::following(connection, 0, 1'000'000); });
    return rows ? *rows : QList<SaltedAuditRow>();
}

inline AuditHead headOf(Database &database)
{
    const auto head = database.read([](Connection &connection) { return AuditRepository::head(connection); });
    return head ? *head : AuditHead();
}

/// Whether numbers, times and hashes are those of one chain from the beginning.
inline bool isChain(const QList<SaltedAuditRow> &rows)
{
    AuditHead before;
    for (const SaltedAuditRow &each : rows) {
        const AuditRow &row = each.row;
        const bool follows = row.seq == before.seq + 1 && row.time >= before.time && row.previous == before.hash;
        if (!follows || row.content != contentHash(row) || row.hash != chainHash(row))
            return false;
        before = {.seq = row.seq, .time = row.time, .hash = row.hash};
    }
    return true;
}

} // namespace auth::test
