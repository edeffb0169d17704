#pragma once

#include "api/system_messages.h"
#include "core/result.h"
#include "log/log_event.h"
#include "services/caller.h"

#include <mutex>

namespace auth {

class AuditTrail;
class Database;
class Log;

/// Lets modules log more or less for a while, and brings them back. Thread-safe.
class LogLevels {
public:
    /// `usual`: LOG_LEVEL. `returnAfter`: when a change does not say itself how long it holds.
    LogLevels(LogLevel usual, std::chrono::minutes returnAfter, Database &database, const AuditTrail &trail,
              const Clock &clock, Log &log);

    Result<LogLevelState> levels(const NoRequest &request, const Caller &caller);
    /// Replaces what was set before. ValidationError for an unknown or repeated module and for no level.
    Result<LogLevelState> change(const LogLevelChange &request, const Caller &caller);

    /// To be called every second or so: brings the levels back whose time is over.
    void expire();

private:
    void apply(const QList<ModuleLevel> &levels);
    LogLevelState state() const;

    const LogLevel m_usual;
    const std::chrono::minutes m_returnAfter;
    Database &m_database;
    const AuditTrail &m_trail;
    const Clock &m_clock;
    Log &m_log;
    std::mutex m_changing; ///< One change after the other, so that the trail has them in their order.
    mutable std::mutex m_mutex;
    QList<ModuleLevel> m_levels; ///< Guarded by m_mutex, as are the two below.
    SteadyTime m_until;
    std::optional<Time> m_shownUntil;
};

} // namespace auth
