#include "crypto/foreign_hash.h"
#include "crypto/hash_text.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <limits>

namespace auth {

namespace {

constexpr qsizetype longestSalt = 64;

struct Digest {
    const EVP_MD *function;
    qsizetype bytes;
    double iterationMs; ///< For each block of output.
};

Digest sha256() { return {EVP_sha256(), 32, 0.00034}; }
Digest sha512() { return {EVP_sha512(), 64, 0.00046}; }

class Pbkdf2Hash final : public ForeignHash {
public:
    Pbkdf2Hash(Digest digest, quint32 iterations, QByteArray salt, QByteArray key)
        : m_digest(digest), m_iterations(iterations), m_salt(std::move(salt)), m_key(std::move(key))
    {
    }

    HashCost cost() const override
    {
        const auto blocks = static_cast<double>((m_key.size() + m_digest.bytes - 1) / m_digest.bytes);
        return {.milliseconds = m_digest.iterationMs * m_iterations * blocks};
    }

private:
    std::optional<bool> compute(const Secret &password) const override
    {
        QByteArray key(m_key.size(), '\0');
        const int made =
            PKCS5_PBKDF2_HMAC(password.isEmpty() ? "" : password.reveal().data(), static_cast<int>(password.size()),
                              reinterpret_cast<const unsigned char *>(m_salt.constData()),
                              static_cast<int>(m_salt.size()), static_cast<int>(m_iterations), m_digest.function,
                              static_cast<int>(key.size()), reinterpret_cast<unsigned char *>(key.data()));
        if (made != 1)
            return std::nullopt;
        return sodium_memcmp(key.constData(), m_key.constData(), static_cast<size_t>(key.size())) == 0;
    }

    const Digest m_digest;
    const quint32 m_iterations;
    const QByteArray m_salt;
    const QByteArray m_key;
};

ForeignHashPtr made(Digest digest, quint32 iterations, const std::optional<QByteArray> &salt,
                    const std::optional<QByteArray> &key)
{
    if (iterations > std::numeric_limits<int>::max() || !salt || salt->isEmpty() || salt->size() > longestSalt || !key
        || !isKeySize(key->size()))
        return nullptr;
    return std::make_unique<Pbkdf2Hash>(digest, iterations, *salt, *key);
}

/// passlib writes '.' for '+'.
std::optional<QByteArray> decoded(QByteArrayView text, bool usesDot)
{
    if (usesDot && text.contains('+'))
        return std::nullopt;
    QByteArray standard = text.toByteArray();
    return decodeHashBase64(usesDot ? standard.replace('.', '+') : standard, QByteArray::OmitTrailingEquals);
}

/// pbkdf2_sha256$600000$salt as it is$padded base64
ForeignHashPtr parseDjango(HashText text)
{
    quint32 iterations = 0;
    const bool counted = text.number("", iterations) && text.skip("$");
    const auto salt = counted ? text.part() : std::nullopt;
    if (!salt)
        return nullptr;
    return made(sha256(), iterations, salt->toByteArray(),
                decodeHashBase64(text.rest(), QByteArray::KeepTrailingEquals));
}

ForeignHashPtr parsePhc(Digest digest, HashText text)
{
    quint32 iterations = 0;
    quint32 length = 0;
    const bool isPhc = text.rest().startsWith("i=");
    if (!text.number(isPhc ? "i=" : "", iterations))
        return nullptr;
    const bool tellsLength = isPhc && text.rest().startsWith(',');
    if ((tellsLength && !text.number(",l=", length)) || !text.skip("$"))
        return nullptr;
    const auto salt = text.part();
    const auto key = decoded(text.rest(), !isPhc);
    if (!salt || (tellsLength && key && key->size() != length))
        return nullptr;
    return made(digest, iterations, decoded(*salt, !isPhc), key);
}

} // namespace

ForeignHashPtr parsePbkdf2(QByteArrayView text)
{
    HashText rest(text);
    if (rest.skip("pbkdf2_sha256$"))
        return parseDjango(rest);
    if (rest.skip("$pbkdf2-sha256$"))
        return parsePhc(sha256(), rest);
    return rest.skip("$pbkdf2-sha512$") ? parsePhc(sha512(), rest) : nullptr;
}

} // namespace auth
