#pragma once

#include "crypto/random_token.h"
#include "crypto/token_signer.h"

/// Keys, rules and claims that the token tests share.
namespace auth::samples {

inline const Time now = fromMillis(1'800'000'000'000);

inline Secret masterSecret() { return Secret(QByteArray("0123456789abcdef0123456789abcdef")); }
inline KeyRing keyRing() { return *KeyRing::create(masterSecret()); }
inline Secret ed25519Seed() { return Secret(QByteArray(ed25519SeedSize, 's')); }

inline TokenRules rules()
{
    return {.issuer = QStringLiteral("https://auth.example"), .audience = QStringLiteral("api")};
}

inline TokenSigner hs256Signer() { return {rules(), hs256Key(keyRing())}; }
inline TokenSigner eddsaSigner() { return {rules(), ed25519Key(ed25519Seed())}; }

inline AccessClaims claims()
{
    return {.issuer = rules().issuer,
            .audience = rules().audience,
            .subject = newId<UserId>(now),
            .session = newId<SessionId>(now),
            .id = newId<TokenId>(now),
            .issuedAt = now,
            .expiresAt = now + std::chrono::minutes(30),
            .roles = {QStringLiteral("admin"), QStringLiteral("support")}};
}

} // namespace auth::samples
