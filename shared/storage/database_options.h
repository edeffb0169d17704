#pragma once

#include "core/result.h"
#include "resilience/circuit_breaker.h"

#include <QtCore/QString>

#include <chrono>

namespace auth {

/// How a database is opened and how much it may take.
struct DatabaseOptions {
    enum class Synchronous {
        Full,   ///< What has been answered survives a power cut.
        Normal, ///< It survives a crash of the program only; a power cut may undo the last moments.
    };

    /// sqlite:///relative.db or sqlite:////absolute.db, percent-encoded, or what postgresAddress() takes.
    QString url;
    Synchronous synchronous = Synchronous::Full;

    // SQLite
    std::chrono::milliseconds busyTimeout{5000}; ///< How long to wait for another process that writes.
    int writeQueueLimit = 1024;                  ///< Writes that may wait; more are refused as Overloaded.
    int cacheKiB = 1024;                         ///< Page cache of each connection.
    int checkUpToMiB = 16;                       ///< Files up to this size are read through for damage at each start.
    bool autoMigrate = true; ///< Also PostgreSQL. False: refuse to start while a migration is pending.
    bool exclusive = false;  ///< The daemon: refuse a second one. Tools leave it off.

    // PostgreSQL. Of these only connect_timeout may stand in the URL too, and wins; 0 turns a server's time-out off.
    int poolSize = 16;                                        ///< Connections at most; operations wait for a free one.
    std::chrono::milliseconds poolTimeout{5000};              ///< For so long; then they are refused as Overloaded.
    std::chrono::milliseconds connectTimeout{3000};           ///< Per host; libpq counts in seconds, at least two.
    std::chrono::milliseconds statementTimeout{5000};         ///< And a second more for an answer from the server.
    std::chrono::milliseconds lockTimeout{2000};              ///< For a row or table another transaction holds.
    std::chrono::milliseconds idleTransactionTimeout{10'000}; ///< The server ends what a hung process left open.
    std::chrono::milliseconds migrationLockTimeout{60'000};   ///< For another process that migrates.
    std::chrono::milliseconds heartbeat{1000}; ///< Of the connection that listens; silent for twice as long is down.
    CircuitBreaker::Options breaker{.name = QStringLiteral("database")};
};

/// The file a URL means. Errors say what is wrong with the URL.
Result<QString> sqlitePath(const QString &url);
bool isPostgresUrl(const QString &url);

} // namespace auth
