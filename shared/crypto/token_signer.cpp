#include "crypto/token_signer.h"

#include "crypto/base64_url.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace auth {

namespace {

std::vector<std::unique_ptr<SigningKey>> listOf(std::unique_ptr<SigningKey> key)
{
    std::vector<std::unique_ptr<SigningKey>> keys;
    keys.push_back(std::move(key));
    return keys;
}

} // namespace

/// Views into one token.
struct TokenSigner::Parts {
    QByteArrayView token;
    qsizetype firstDot;
    qsizetype lastDot;

    explicit Parts(QByteArrayView whole) : token(whole), firstDot(whole.indexOf('.')), lastDot(whole.lastIndexOf('.'))
    {
    }

    /// Of several dots between, base64url refuses the rest.
    bool areThree() const { return firstDot > 0 && firstDot < lastDot; }
    QByteArrayView header() const { return token.first(firstDot); }
    QByteArrayView payload() const { return token.sliced(firstDot + 1, lastDot - firstDot - 1); }
    QByteArrayView message() const { return token.first(lastDot); }
    QByteArrayView signature() const { return token.sliced(lastDot + 1); }
};

TokenSigner::TokenSigner(TokenRules rules, std::vector<std::unique_ptr<SigningKey>> keys)
    : m_rules(std::move(rules)), m_keys(std::move(keys)), m_remembered(m_rules.rememberedTokens)
{
    Q_ASSERT(!m_keys.empty());
}

TokenSigner::TokenSigner(TokenRules rules, std::unique_ptr<SigningKey> key)
    : TokenSigner(std::move(rules), listOf(std::move(key)))
{
}

QByteArray TokenSigner::sign(const AccessClaims &claims) const
{
    const SigningKey &key = *m_keys.front();
    QByteArray token = key.header().toByteArray() + '.' + base64UrlEncode(claimsJson(claims));
    const QByteArray signature = key.sign(token);
    return token.append('.').append(signature);
}

Result<AccessClaims> TokenSigner::verify(QByteArrayView token, Time now) const
{
    if (token.size() > m_rules.maxBytes)
        return invalidToken(u"the token is longer than %1 bytes"_s.arg(m_rules.maxBytes));
    const Parts parts(token);
    if (!parts.areThree())
        return invalidToken(u"the token has not three parts"_s);
    const auto key = keyFor(parts.header());
    if (!key)
        return key.error();
    return rememberedOrVerified(**key, parts).then([&](AccessClaims &&claims) {
        return checkTimes(std::move(claims), now);
    });
}

Result<const SigningKey *> TokenSigner::keyFor(QByteArrayView header) const
{
    // Our own tokens all begin with the very same bytes; only others' are worth parsing.
    for (const auto &key : m_keys) {
        if (key->header() == header)
            return key.get();
    }
    const auto json = base64UrlDecode(header);
    if (!json)
        return invalidToken(u"the header is not strict base64url"_s);
    const auto parsed = parseHeader(*json);
    if (!parsed)
        return parsed.error();
    const auto key =
        std::find_if(m_keys.begin(), m_keys.end(), [&](const auto &each) { return each->id() == parsed->keyId; });
    if (key == m_keys.end())
        return invalidToken(u"the key id is unknown"_s);
    if ((*key)->algorithm() != parsed->algorithm)
        return invalidToken(u"the algorithm is not the one of the key"_s);
    return key->get();
}

Result<AccessClaims> TokenSigner::verifyParts(const SigningKey &key, const Parts &parts) const
{
    if (!key.verify(parts.message(), parts.signature()))
        return invalidToken(u"the signature does not match"_s);
    const auto json = base64UrlDecode(parts.payload());
    if (!json)
        return invalidToken(u"the claims are not strict base64url"_s);
    auto claims = parseClaims(*json);
    if (!claims)
        return claims;
    if (claims->issuer != m_rules.issuer)
        return invalidToken(u"claim iss is another issuer"_s);
    if (claims->audience != m_rules.audience)
        return invalidToken(u"claim aud is another audience"_s);
    if (claims->expiresAt <= claims->issuedAt)
        return invalidToken(u"claim exp is not after iat"_s);
    return claims;
}

Result<AccessClaims> TokenSigner::rememberedOrVerified(const SigningKey &key, const Parts &parts) const
{
    if (!key.isSlow())
        return verifyParts(key, parts);
    const auto digest = VerifiedTokens::digest(parts.token);
    if (auto known = m_remembered.find(digest))
        return std::move(*known);
    auto claims = verifyParts(key, parts);
    if (claims)
        m_remembered.insert(digest, *claims);
    return claims;
}

Result<AccessClaims> TokenSigner::checkTimes(AccessClaims &&claims, Time now) const
{
    if (claims.issuedAt > now + m_rules.leeway)
        return invalidToken(u"claim iat is in the future"_s);
    if (claims.expiresAt <= now)
        return Error{.code = ErrorCode::TokenExpired, .message = u"The token has expired."_s};
    return std::move(claims);
}

QByteArray TokenSigner::jwks() const
{
    QJsonArray keys;
    for (const auto &key : m_keys) {
        if (const auto jwk = key->publicJwk())
            keys.append(*jwk);
    }
    return QJsonDocument(QJsonObject{{u"keys"_s, keys}}).toJson(QJsonDocument::Compact);
}

} // namespace auth
