#pragma once

#include "log/log_event.h"

#include <QtCore/QList>

namespace auth {

/// One step of a RequestTrace, read again.
struct StoredStep {
    QString name = {};
    QString detail = {}; ///< Of a statement the function that ran it: UserRepository::credentials.
    std::chrono::microseconds at{};
    std::chrono::microseconds took{};
    qint64 value = 0;

    bool operator==(const StoredStep &) const = default;
};

/// A line of a log store.
struct StoredLine {
    qint64 id = 0; ///< Its place in the store; later lines have greater ones.
    QString epoch; ///< Of the run of the daemon that wrote it.
    LogEvent event;
    QList<StoredStep> steps = {}; ///< In the order they began; of the line that ends a request.
    qint64 stepsOmitted = 0;
};

/// Where a line is: which run of the daemon, and its number there.
struct LinePosition {
    QString epoch;
    qint64 seq = 0;

    bool operator==(const LinePosition &) const = default;
};

} // namespace auth
