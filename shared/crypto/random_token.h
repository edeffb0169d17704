#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/secret.h"

#include <QtCore/QByteArray>

namespace auth {

/// Bytes of the kernel's generator. Thread-safe.
QByteArray randomBytes(qsizetype size);
Secret randomSecret(qsizetype size);

/// The bytes of a UUIDv7 (RFC 9562 section 5.7): 48 bits of `now` in milliseconds, then 74 random ones.
IdBytes newUuid(Time now);

/// A new id that sorts by time of creation, to the millisecond.
template<class IdType> IdType newId(Time now) { return IdType(newUuid(now)); }

} // namespace auth
