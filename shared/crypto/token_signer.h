#pragma once

#include "crypto/signing_key.h"
#include "crypto/token_claims.h"
#include "crypto/verified_tokens.h"

#include <memory>
#include <vector>

namespace auth {

/// What a token must say to be ours.
struct TokenRules {
    QString issuer;
    QString audience;
    std::chrono::seconds leeway{60};   ///< How far another instance's clock may be ahead in `iat`; `exp` gets none.
    qsizetype maxBytes = 4096;         ///< Longest token looked at.
    qsizetype rememberedTokens = 4096; ///< Verified EdDSA tokens kept in memory.
};

/// Signs and verifies access tokens: JWS compact (RFC 7515), typ at+jwt (RFC 9068), checked as RFC 8725 asks.
/// Thread-safe.
class TokenSigner {
public:
    /// The first key signs, every key verifies; at least one.
    TokenSigner(TokenRules rules, std::vector<std::unique_ptr<SigningKey>> keys);
    TokenSigner(TokenRules rules, std::unique_ptr<SigningKey> key);

    QByteArray sign(const AccessClaims &claims) const;

    /// TokenInvalid with the reason in its cause; TokenExpired only for a token that is right in everything else.
    Result<AccessClaims> verify(QByteArrayView token, Time now) const;

    /// The public keys as a JWK set (RFC 7517); empty for HS256.
    QByteArray jwks() const;

    const TokenRules &rules() const { return m_rules; }
    const VerifiedTokens &remembered() const { return m_remembered; }

private:
    struct Parts;
    Result<const SigningKey *> keyFor(QByteArrayView header) const;
    Result<AccessClaims> verifyParts(const SigningKey &key, const Parts &parts) const;
    Result<AccessClaims> rememberedOrVerified(const SigningKey &key, const Parts &parts) const;
    Result<AccessClaims> checkTimes(AccessClaims &&claims, Time now) const;

    TokenRules m_rules;
    std::vector<std::unique_ptr<SigningKey>> m_keys;
    mutable VerifiedTokens m_remembered;
};

} // namespace auth
