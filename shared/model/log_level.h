#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include <optional>

namespace auth {
inline namespace log_levels { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// How urgent a line of the log is.
enum class LogLevel {
    Debug,   ///< For whoever changes this program.
    Info,    ///< What happened, as it should.
    Warning, ///< Somebody should look at it some day.
    Error,   ///< Somebody should look at it now.
};
Q_ENUM_NS(LogLevel)
} // namespace log_levels

/// "debug", "info", "warning" or "error".
QString wireName(LogLevel level);
/// The reverse, in any case; "critical" means error.
std::optional<LogLevel> parseLogLevel(QStringView text);

} // namespace auth
