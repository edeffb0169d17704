#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

namespace auth {
inline namespace setting_values { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

enum class Environment { Development, Testing, Staging, Production };
Q_ENUM_NS(Environment)

/// What LOG_LEVEL takes: the levels of log/log_event.h, and `critical`, which here is error.
enum class LogThreshold { Debug, Info, Warning, Error, Critical };
Q_ENUM_NS(LogThreshold)

enum class JwtAlgorithm { HS256, EdDSA };
Q_ENUM_NS(JwtAlgorithm)
/// As the JWS header spells it.
QString wireName(JwtAlgorithm algorithm);

enum class Durability { Full, Normal };
Q_ENUM_NS(Durability)
} // namespace setting_values

} // namespace auth
