#pragma once

#include "storage/connection.h"
#include "storage/database_options.h"

#include <memory>

/// What is SQLite's own: its file, its settings, its checks. The rest of the module does not know the database.
namespace auth::sqlite {

enum class Mode { Read, Write };

/// Makes the file, readable by its owner alone, or says why the one that is there cannot be used.
Outcome prepareFile(const QString &path);

/// To a file that exists; one that has gone is never made again. An error names the file.
Result<std::unique_ptr<Connection>> connect(const QString &path, const DatabaseOptions &options, Mode mode);

/// Reads the schema, which fails for a file that is no database or shorter than its header says, and checks every page
/// of a file up to the size given; damage inside a bigger file shows only where it is read.
Outcome inspect(Connection &connection, const QString &path, int upToMiB);

/// Brings statistics for the query planner up to date.
void optimize(Connection &connection);
/// Moves the log into the file and cuts it, so that a closed database is one file.
void checkpoint(Connection &connection);

} // namespace auth::sqlite
