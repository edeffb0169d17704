#pragma once

#include "core/clock.h"
#include "storage/database_options.h"
#include "storage/table_copy.h"

namespace auth {

/// What the caller wants to hear of while a copy runs.
struct CopyListener {
    CopyProgress progress;
    std::function<void(const QString &sentence)> note;
};

/// Copies everything that is data from one database to another, on any two engines, in one transaction of the target:
/// after a failure, a lost connection or kill -9 the target is what it was, and the same call may be made again.
///
/// The source must exist and have this program's schema; it is not changed. A SQLite file is locked against daemons, of
/// PostgreSQL everything is of one moment. The target is migrated, or made; a daemon seen there in the last 30 seconds
/// is refused (its clock and this one should agree), and so are rows that the source does not have.
///
/// The value tells what is in each table on both sides. Unless all are equal, nothing has been kept.
Result<QList<TableComparison>> copyDatabase(const DatabaseOptions &source, const DatabaseOptions &target,
                                            const Clock &clock, const CopyListener &listener);

} // namespace auth
