#pragma once

#include "core/result.h"

#include <QtCore/QString>

#include <chrono>

namespace auth {

/// How a database is opened and how much it may take.
struct DatabaseOptions {
    enum class Synchronous {
        Full,   ///< What has been answered survives a power cut.
        Normal, ///< It survives a crash of the program only; a power cut may undo the last moments.
    };

    QString url; ///< sqlite:///relative.db or sqlite:////absolute.db, percent-encoded.
    Synchronous synchronous = Synchronous::Full;
    std::chrono::milliseconds busyTimeout{5000}; ///< How long to wait for another process that writes.
    int writeQueueLimit = 1024;                  ///< Writes that may wait; more are refused as Overloaded.
    int cacheKiB = 1024;                         ///< Page cache of each connection.
    int checkUpToMiB = 16;                       ///< Files up to this size are read through for damage at each start.
    bool autoMigrate = true;                     ///< False: refuse to start while a migration is pending.
    bool exclusive = false;                      ///< The daemon: refuse a second one. Tools leave it off.
};

/// The file a URL means. Errors say what is wrong with the URL.
Result<QString> sqlitePath(const QString &url);

} // namespace auth
