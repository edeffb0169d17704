#include "storage/database.h"

#include "storage/postgres_engine.h"
#include "storage/sqlite_engine.h"

namespace auth {

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions &options, const Clock &clock,
                                                 CircuitBreaker::Observer observer)
{
    auto engine = isPostgresUrl(options.url) ? PostgresEngine::open(options, clock, std::move(observer))
                                             : SqliteEngine::open(options, clock);
    if (!engine)
        return engine.error();
    return std::unique_ptr<Database>(new Database(*std::move(engine)));
}

Result<QList<Migration>> Database::pendingMigrations(const DatabaseOptions &options)
{
    return isPostgresUrl(options.url) ? PostgresEngine::pendingMigrations(options)
                                      : SqliteEngine::pendingMigrations(options);
}

} // namespace auth
