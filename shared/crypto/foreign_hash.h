#pragma once

#include "core/secret.h"

#include <memory>
#include <optional>

namespace auth {

/// What it takes to check a password, estimated from the parameters of a hash alone.
struct HashCost {
    quint64 memoryBytes = 0;
    double milliseconds = 0; ///< Of one core made about 2020.
};

/// A password hash of another maker, in the string that others keep:
///
///     bcrypt      $2a$ $2b$ $2y$          the first 72 bytes of a password count
///     sha-crypt   $5$ $6$                 SHA-crypt specification 0.6
///     yescrypt    $y$j..$                 without its rarer parameters
///     Argon2      $argon2d$ $argon2i$ $argon2id$, versions 16 and 19 (RFC 9106); Django's argon2$argon2id$
///     PBKDF2      $pbkdf2-sha256$ $pbkdf2-sha512$ as PHC (i=1000,l=32) or as passlib (1000); Django's pbkdf2_sha256$
///     scrypt      $scrypt$ln=,r=,p= (RFC 7914); Django's scrypt$
///
/// Immutable and thread-safe.
class ForeignHash {
public:
    virtual ~ForeignHash() = default;

    /// Null: of no kind that is known, or not in its one spelling. Nothing is computed, whatever the cost.
    static std::unique_ptr<const ForeignHash> parse(QByteArrayView text);

    virtual HashCost cost() const = 0;
    /// In constant time for a hash. Takes cost(), so look at that first. Nothing: there was not memory enough.
    /// A password with a zero byte matches none: it ends a text for some schemes, and is padding for HMAC.
    std::optional<bool> matches(const Secret &password) const;

private:
    virtual std::optional<bool> compute(const Secret &password) const = 0;
};

using ForeignHashPtr = std::unique_ptr<const ForeignHash>;

ForeignHashPtr parseBcrypt(QByteArrayView text);
ForeignHashPtr parseShaCrypt(QByteArrayView text);
ForeignHashPtr parseYescrypt(QByteArrayView text);
ForeignHashPtr parseArgon2(QByteArrayView text);
ForeignHashPtr parsePbkdf2(QByteArrayView text);
ForeignHashPtr parseScrypt(QByteArrayView text);

} // namespace auth
