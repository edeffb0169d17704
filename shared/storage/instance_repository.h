#pragma once

#include "model/instance.h"
#include "storage/connection.h"

namespace auth {

/// The daemons that run on this database.
class InstanceRepository {
public:
    /// An instance that has not been seen for so long has gone: three times the longest heartbeat it may be set to.
    static constexpr std::chrono::seconds silence{30};

    /// Writes that the instance lives; the value is the time by the database's clock.
    static Result<Time> beat(Connection &connection, const Instance &instance);
    static Result<bool> remove(Connection &connection, InstanceId id);
    /// Those seen at or after a moment, oldest first.
    static Result<QList<Instance>> seenSince(Connection &connection, Time moment);
    /// Deletes those that ended without a word; the value is how many.
    static Result<int> purge(Connection &connection, Time unseenSince);
};

} // namespace auth
