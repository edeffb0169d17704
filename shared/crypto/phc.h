#pragma once

#include <QtCore/QByteArrayView>

#include <optional>

namespace auth {

/// What the front of an Argon2 hash string in the PHC format says.
struct PhcCost {
    bool argon2id = false; ///< False: argon2i.
    quint32 memoryKiB = 0;
    quint32 passes = 0;
    quint32 lanes = 0;

    bool operator==(const PhcCost &) const = default;
};

/// Reads `$argon2id$v=19$m=19456,t=2,p=1$salt$hash` (or argon2i) in the one spelling that libsodium writes;
/// nothing for any other text.
std::optional<PhcCost> parsePhcCost(QByteArrayView phc);

} // namespace auth
