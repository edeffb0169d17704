#pragma once

#include "storage/connection.h"

namespace auth {

/// What a database says of itself.
struct DatabaseFacts {
    QString version;      ///< Of the engine.
    qint64 sizeBytes = 0; ///< Without its write-ahead log.
    qint64 schemaVersion = 0;
};

Result<DatabaseFacts> databaseFacts(Connection &connection);

struct TableCount {
    QString table;
    qint64 rows = 0;
};
/// Rows of every table that holds data. Counts them one by one: for tools.
Result<QList<TableCount>> tableCounts(Connection &connection);

/// "sqlite" or "postgresql".
QString engineName(Dialect dialect);

} // namespace auth
