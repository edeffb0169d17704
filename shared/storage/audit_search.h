#pragma once

#include "model/audit_filter.h"
#include "model/audit_row.h"
#include "model/page.h"
#include "storage/connection.h"

namespace auth {

/// Looking for rows of the trail: by the number or by an index, so that the size of the trail does not matter.
class AuditSearch {
public:
    /// Newest first.
    static Result<QList<AuditRow>> rows(Connection &connection, const AuditFilter &filter, int limit);
    /// Counted up to `most`.
    static Result<Total> count(Connection &connection, const AuditFilter &filter, int most);
    /// The first number put on record at that moment or later. Times never go back along the trail.
    static Result<qint64> firstSince(Connection &connection, Time time);
};

} // namespace auth
