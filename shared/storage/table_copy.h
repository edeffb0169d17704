#pragma once

#include "storage/table_reader.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <functional>

namespace auth {

/// Rows of a table that have been copied, of how many.
using CopyProgress = std::function<void(const QString &table, qint64 done, qint64 total)>;

/// A table on both sides, after the copy.
struct TableComparison {
    QString table;
    TableContent source, target;
    bool isEqual() const { return source == target; }
};

/// Copies every copiedTables() inside the transactions of both connections, which the caller begins and ends, and reads
/// the target again to compare. An error, also for a target that has a row the source does not have: undo everything.
Result<QList<TableComparison>> copyTables(Connection &source, Connection &target, const CopyProgress &progress);

} // namespace auth
