#include "crypto/signing_key.h"

#include "crypto/base64_url.h"
#include "crypto/sodium_init.h"

#include <array>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace auth {

namespace {

const unsigned char *bytes(QByteArrayView view) { return reinterpret_cast<const unsigned char *>(view.data()); }
unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }

QByteArray headerOf(const QByteArray &algorithm, const QByteArray &id)
{
    return base64UrlEncode(QByteArray(R"({"alg":")" + algorithm + R"(","typ":"at+jwt","kid":")" + id + R"("})"));
}

class Hs256Key final : public SigningKey {
public:
    Hs256Key(const Secret &key, QByteArray id) : SigningKey("HS256", std::move(id))
    {
        crypto_auth_hmacsha256_init(&m_keyed, bytes(key.reveal()), static_cast<size_t>(key.size()));
    }
    ~Hs256Key() override { sodium_memzero(&m_keyed, sizeof m_keyed); }

    QByteArray sign(QByteArrayView message) const override
    {
        std::array<char, crypto_auth_hmacsha256_BYTES> tag;
        auto state = m_keyed; // the key's own blocks are hashed once for all tokens
        crypto_auth_hmacsha256_update(&state, bytes(message), static_cast<size_t>(message.size()));
        crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char *>(tag.data()));
        return base64UrlEncode(QByteArrayView(tag.data(), tag.size()));
    }

    /// Compares the texts, so that only the canonical spelling is right.
    bool verify(QByteArrayView message, QByteArrayView signature) const override
    {
        const QByteArray expected = sign(message);
        return signature.size() == expected.size()
               && sodium_memcmp(signature.data(), expected.constData(), static_cast<size_t>(expected.size())) == 0;
    }

private:
    crypto_auth_hmacsha256_state m_keyed;
};

struct Ed25519Pair {
    Secret secret = Secret::ofSize(crypto_sign_SECRETKEYBYTES);
    QByteArray publicKey{crypto_sign_PUBLICKEYBYTES, '\0'};

    explicit Ed25519Pair(const Secret &seed)
    {
        Q_ASSERT(seed.size() == ed25519SeedSize);
        crypto_sign_seed_keypair(bytes(publicKey), reinterpret_cast<unsigned char *>(secret.data()),
                                 bytes(seed.reveal()));
    }
};

/// RFC 7638: SHA-256 of the required members in alphabetical order.
QByteArray thumbprint(const QByteArray &publicKey)
{
    const QByteArray jwk = R"({"crv":"Ed25519","kty":"OKP","x":")" + base64UrlEncode(publicKey) + R"("})";
    QByteArray digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(bytes(digest), bytes(jwk), static_cast<size_t>(jwk.size()));
    return base64UrlEncode(digest);
}

class Ed25519Key final : public SigningKey {
public:
    explicit Ed25519Key(Ed25519Pair pair) : SigningKey("EdDSA", thumbprint(pair.publicKey)), m_pair(std::move(pair)) {}

    QByteArray sign(QByteArrayView message) const override
    {
        QByteArray signature(crypto_sign_BYTES, '\0');
        crypto_sign_detached(bytes(signature), nullptr, bytes(message), static_cast<size_t>(message.size()),
                             bytes(m_pair.secret.reveal()));
        return base64UrlEncode(signature);
    }

    bool verify(QByteArrayView message, QByteArrayView signature) const override
    {
        const auto raw = base64UrlDecode(signature);
        return raw && raw->size() == crypto_sign_BYTES
               && crypto_sign_verify_detached(bytes(*raw), bytes(message), static_cast<size_t>(message.size()),
                                              bytes(m_pair.publicKey))
                      == 0;
    }

    std::optional<QJsonObject> publicJwk() const override
    {
        return QJsonObject{{u"kty"_s, u"OKP"_s},
                           {u"crv"_s, u"Ed25519"_s},
                           {u"use"_s, u"sig"_s},
                           {u"alg"_s, QString::fromLatin1(algorithm())},
                           {u"kid"_s, QString::fromLatin1(id())},
                           {u"x"_s, QString::fromLatin1(base64UrlEncode(m_pair.publicKey))}};
    }

    bool isSlow() const override { return true; }

private:
    Ed25519Pair m_pair;
};

} // namespace

SigningKey::SigningKey(const char *algorithm, QByteArray id)
    : m_algorithm(algorithm), m_id(std::move(id)), m_header(headerOf(m_algorithm, m_id))
{
    initSodium();
}

std::unique_ptr<SigningKey> hs256Key(const KeyRing &keys)
{
    const QByteArray id = base64UrlEncode(keys.hash(KeyUse::KeyId, "HS256", 16).reveal());
    return std::make_unique<Hs256Key>(keys.accessTokenKey(), id);
}

std::unique_ptr<SigningKey> ed25519Key(const Secret &seed)
{
    initSodium();
    return std::make_unique<Ed25519Key>(Ed25519Pair(seed));
}

} // namespace auth
