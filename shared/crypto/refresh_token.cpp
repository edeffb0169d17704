#include "crypto/refresh_token.h"

#include "crypto/base64_url.h"
#include "crypto/random_token.h"

#include <QtCore/QtEndian>

#include <algorithm>
#include <limits>

namespace auth {

namespace {

constexpr qsizetype sessionSize = 16;
constexpr qsizetype secretOffset = sessionSize + 4;
constexpr qsizetype secretSize = 32;
constexpr qsizetype bodySize = secretOffset + secretSize;
constexpr qsizetype tagSize = 16;

Secret body(const RefreshToken &token)
{
    Secret bytes = Secret::ofSize(bodySize);
    std::copy_n(token.session.raw().data(), sessionSize, bytes.data());
    qToBigEndian(token.generation, bytes.data() + sessionSize);
    std::copy_n(token.secret.reveal().data(), secretSize, bytes.data() + secretOffset);
    return bytes;
}

RefreshToken fromBody(QByteArrayView bytes)
{
    return {*SessionId::fromBytes(bytes.first(sessionSize)), qFromBigEndian<quint32>(bytes.data() + sessionSize),
            Secret(bytes.sliced(secretOffset, secretSize))};
}

} // namespace

RefreshToken RefreshTokens::issue(SessionId session) const { return {session, 1, randomSecret(secretSize)}; }

RefreshToken RefreshTokens::successor(const RefreshToken &token) const
{
    Q_ASSERT(token.generation < std::numeric_limits<quint32>::max()); // 136 years of one refresh a second
    return {token.session, token.generation + 1,
            m_keys.hash(KeyUse::RefreshSuccessor, body(token).reveal(), secretSize)};
}

Secret RefreshTokens::text(const RefreshToken &token) const
{
    const Secret bytes = body(token);
    const Secret tag = m_keys.hash(KeyUse::RefreshTag, bytes.reveal(), tagSize);
    Secret whole = Secret::ofSize(bodySize + tagSize);
    std::copy_n(bytes.reveal().data(), bodySize, whole.data());
    std::copy_n(tag.reveal().data(), tagSize, whole.data() + bodySize);
    return base64UrlEncode(whole);
}

std::optional<RefreshToken> RefreshTokens::parse(const Secret &text) const
{
    if (text.size() != ((bodySize + tagSize) * 4 + 2) / 3)
        return std::nullopt;
    const auto whole = base64UrlDecode(text);
    if (!whole)
        return std::nullopt;
    const QByteArrayView bytes = whole->reveal();
    if (Secret(bytes.sliced(bodySize)) != m_keys.hash(KeyUse::RefreshTag, bytes.first(bodySize), tagSize))
        return std::nullopt;
    return fromBody(bytes.first(bodySize));
}

QByteArray RefreshTokens::hash(const RefreshToken &token) const
{
    return m_keys.hash(KeyUse::RefreshHash, body(token).reveal()).reveal().toByteArray();
}

} // namespace auth
