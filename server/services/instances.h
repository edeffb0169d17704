#pragma once

#include "core/clock.h"
#include "model/instance.h"
#include "storage/database.h"

#include <atomic>

namespace auth {

class Log;

/// Which daemons share the database: this one says that it runs, and forgets those that ended without a word.
/// Thread-safe.
class Instances {
public:
    /// `name` is what its log lines carry.
    Instances(Database &database, const QString &name, std::chrono::milliseconds heartbeat, const Clock &clock,
              Log &log);

    /// Before the first beat.
    void listensAt(const QString &url) { m_self.url = url; }
    /// Warns when the database's clock is another time: the instances must agree on when a token has expired.
    void beat();
    void leave();

    InstanceId id() const { return m_self.id; }
    Result<QList<Instance>> alive() const;
    /// This one, as it is now.
    Instance self() const;

private:
    using Lead = std::optional<std::chrono::milliseconds>;
    Result<Lead> write(Connection &connection);
    void lookBack(const QList<Instance> &others);
    void judge(std::chrono::milliseconds lead);

    Database &m_database;
    Instance m_self;
    const std::chrono::milliseconds m_heartbeat;
    const Clock &m_clock;
    Log &m_log;
    std::atomic<bool> m_arrived{false}, m_skewed{false};
};

} // namespace auth
