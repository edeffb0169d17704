#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "storage/connection.h"

namespace auth {

struct NewAuditRow {
    Time time{};
    QString action;
    UserId actor; ///< Null: the service itself, or nobody who is known.
    QString targetKind;
    QString target;
    QString requestId;
};

/// The trail. Nothing in it is changed.
class AuditRepository {
public:
    /// Chains the row to the last one, which nobody else can do before the commit.
    static Outcome append(Connection &connection, const NewAuditRow &row);
};

} // namespace auth
