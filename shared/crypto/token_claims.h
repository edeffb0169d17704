#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

namespace auth {

using TokenId = Id<struct TokenKind>;

/// What an access token says (RFC 9068). A token carries whole seconds: times are cut to them.
struct AccessClaims {
    QString issuer;
    QString audience;
    UserId subject;
    SessionId session;
    TokenId id; ///< `jti`
    Time issuedAt{};
    Time expiresAt{};
    QStringList roles; ///< For show; what a caller may do comes from the database.

    bool operator==(const AccessClaims &) const = default;
};

/// The header of a token that is not in our own spelling.
struct TokenHeader {
    QByteArray algorithm;
    QByteArray keyId;
};

/// TokenInvalid; the cause goes to the log only.
Error invalidToken(const QString &cause);

/// The second part of a token before base64url.
QByteArray claimsJson(const AccessClaims &claims);

/// Strict: every claim once and of its type, times as integers of seconds within 0..2^53; claims that are not ours are
/// ignored as RFC 7519 asks, except `nbf`, which is never issued and must not be overlooked.
Result<AccessClaims> parseClaims(QByteArrayView json);

/// Strict: exactly `alg`, `typ` (at+jwt) and `kid`, once each. So `crit`, `b64`, `zip`, `jwk`, `jku` and `x5u` are
/// refused.
Result<TokenHeader> parseHeader(QByteArrayView json);

} // namespace auth
