#include "keys.h"

#include "crypto/key_file.h"

namespace auth {

using namespace Qt::StringLiterals;

Result<KeyRing> loadKeys(const Settings &settings)
{
    if (!settings.jwtSecretKey.isEmpty())
        return KeyRing::create(settings.jwtSecretKey);
    const auto database = sqlitePath(databaseUrl(settings));
    if (!database)
        return database.error();
    auto secret = loadOrCreateKeyFile(*database + u".jwt.key"_s, KeyRing::minimumSecret);
    return secret ? KeyRing::create(*std::move(secret)) : Result<KeyRing>(secret.error());
}

Result<std::unique_ptr<TokenSigner>> makeSigner(const Settings &settings, const KeyRing &keys)
{
    const TokenRules rules{
        .issuer = settings.jwtIssuer, .audience = settings.jwtAudience, .rememberedTokens = settings.jwtVerifiedCache};
    if (settings.jwtAlgorithm == JwtAlgorithm::HS256)
        return std::make_unique<TokenSigner>(rules, hs256Key(keys));
    QString path = settings.jwtKeyFile;
    if (path.isEmpty()) {
        const auto database = sqlitePath(databaseUrl(settings));
        if (!database)
            return database.error();
        path = *database + u".ed25519.key"_s;
    }
    const auto seed = loadOrCreateKeyFile(path, ed25519SeedSize);
    if (!seed)
        return seed.error();
    return std::make_unique<TokenSigner>(rules, ed25519Key(*seed));
}

} // namespace auth
