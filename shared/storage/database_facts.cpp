#include "storage/database_facts.h"

#include "storage/copied_tables.h"

namespace auth {

using namespace Qt::StringLiterals;

Result<DatabaseFacts> databaseFacts(Connection &connection)
{
    const auto facts = connection.one(
        Sql("SELECT sqlite_version(), page_count * page_size, (SELECT max(version) FROM schema_migrations)"
            " FROM pragma_page_count(), pragma_page_size()",
            "SELECT current_setting('server_version'), pg_database_size(current_database()),"
            " (SELECT max(version) FROM schema_migrations)"),
        {}, [](const Row &row) {
            return DatabaseFacts{.version = row.text(0), .sizeBytes = row.integer(1), .schemaVersion = row.integer(2)};
        });
    return facts ? Result<DatabaseFacts>(facts->value_or(DatabaseFacts())) : facts.error();
}

Result<QList<TableCount>> tableCounts(Connection &connection)
{
    QList<TableCount> counts;
    for (const CopiedTable &table : copiedTables()) {
        const auto rows = connection.one(table.count, {}, [](const Row &row) { return row.integer(0); });
        if (!rows)
            return rows.error();
        counts.append({QString::fromLatin1(table.name), rows->value_or(0)});
    }
    return counts;
}

QString engineName(Dialect dialect) { return dialect == Dialect::Sqlite ? u"sqlite"_s : u"postgresql"_s; }

} // namespace auth
