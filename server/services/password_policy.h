#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QtCore/QStringList>

namespace auth {

/// The form in which a password is hashed and compared: NFC (RFC 8265 OpaqueString), so that two keyboards that spell
/// one text differently agree. UTF-8. One over maxBytes stays as it is: nothing hashes it, and to sort the marks of a
/// long run takes time that grows with its square.
Secret normalizedPassword(const Secret &password);

/// What a new password must be: long enough, not too long, and not guessable, also not from the words of its context.
/// No composition rules (NIST SP 800-63B). Thread-safe.
class PasswordPolicy {
public:
    explicit PasswordPolicy(int minLength) : m_minLength(minLength) {}

    static constexpr int maxLength = 256; ///< Code points.
    static constexpr int maxBytes = 1024; ///< A longer password is never hashed.

    /// WeakPassword, naming `field`, with reason too_short, too_long, common or context.
    /// `context`: the address, the name: what an attacker tries first.
    Outcome check(const Secret &password, const QStringList &context, const QString &field) const;

private:
    const int m_minLength;
};

} // namespace auth
