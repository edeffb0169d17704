#pragma once

#include <QtCore/QTimer>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace auth {

class AuditRetention;
class AuditSigner;
class Authenticator;
class Bulkhead;
class Clock;
class Database;
class Instances;
class JobRunner;
class Jobs;
class Log;
class LogLevels;
class LogStream;
class Metrics;
class RateLimiter;
class SignInAttempts;
class Summary;
class UserAdministration;

/// What the daemon does without being asked, from time to time. What needs the database waits in the store bulkhead
/// like any request; when that is full, the next time will do. Lives on the main thread.
class Housekeeping {
public:
    struct Parts {
        Database &database;
        Bulkhead &store;
        Instances &instances;
        JobRunner &jobRunner;
        Jobs &jobs;
        UserAdministration &users;
        RateLimiter &limiter;
        LogStream &logStream;
        Authenticator &authenticator;
        AuditSigner &auditSigner;
        AuditRetention &auditRetention;
        SignInAttempts &attempts;
        Summary &summary;
        Metrics &metrics;
        LogLevels &logLevels;
    };
    struct Rules {
        std::chrono::seconds heartbeat;
        bool beats; ///< False: it says once that it runs.
        std::chrono::minutes auditSigning;
        std::chrono::days deletedAccounts; ///< They can be restored for so long.
    };

    Housekeeping(const Parts &parts, const Clock &clock, Log &log) : m_parts(parts), m_clock(clock), m_log(log) {}

    void start(const Rules &rules);

private:
    void every(std::chrono::milliseconds interval, std::function<void()> chore);
    void submit(const char16_t *chore, std::function<void()> run);
    void beat();
    void checkStreams();
    void flushAttempts();
    void measure();
    void purge();
    bool purgeSessions();
    void pruneAudit();
    void signAudit();

    const Parts m_parts;
    const Clock &m_clock;
    Log &m_log;
    std::chrono::days m_deletedAccounts{};
    std::atomic<bool> m_checkingStreams{false};
    std::vector<std::unique_ptr<QTimer>> m_timers;
};

} // namespace auth
