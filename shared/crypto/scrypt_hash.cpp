#include "crypto/foreign_hash.h"
#include "crypto/hash_text.h"

#include <bit>
#include <cerrno>
#include <sodium.h>

namespace auth {

namespace {

constexpr double mebibyteMs = 2.4;
constexpr qsizetype longestSalt = 64;

struct Parameters {
    quint32 log2 = 0; ///< Of the cost, N.
    quint32 block = 0;
    quint32 lanes = 0;
    std::optional<QByteArray> salt;
    std::optional<QByteArray> key;
};

const uint8_t *bytes(QByteArrayView view) { return reinterpret_cast<const uint8_t *>(view.data()); }

class ScryptHash final : public ForeignHash {
public:
    explicit ScryptHash(Parameters parameters) : m_parameters(std::move(parameters)) {}

    HashCost cost() const override
    {
        const quint64 table = (quint64{128} << m_parameters.log2) * m_parameters.block;
        return {.memoryBytes = table + quint64{128} * m_parameters.block * (m_parameters.lanes + 2),
                .milliseconds = mebibyteMs * static_cast<double>(table) / (1 << 20) * m_parameters.lanes};
    }

private:
    std::optional<bool> compute(const Secret &password) const override
    {
        QByteArray key(m_parameters.key->size(), '\0');
        const int failed = crypto_pwhash_scryptsalsa208sha256_ll(
            bytes(password.isEmpty() ? QByteArrayView("") : password.reveal()), static_cast<size_t>(password.size()),
            bytes(*m_parameters.salt), static_cast<size_t>(m_parameters.salt->size()), uint64_t{1} << m_parameters.log2,
            m_parameters.block, m_parameters.lanes, reinterpret_cast<uint8_t *>(key.data()),
            static_cast<size_t>(key.size()));
        if (failed)
            return std::nullopt;
        return sodium_memcmp(key.constData(), m_parameters.key->constData(), static_cast<size_t>(key.size())) == 0;
    }

    const Parameters m_parameters;
};

bool fits(const Parameters &parameters)
{
    return parameters.salt && !parameters.salt->isEmpty() && parameters.salt->size() <= longestSalt && parameters.key
           && isKeySize(parameters.key->size());
}

/// $scrypt$ln=15,r=8,p=1$salt$key
bool readPhc(HashText text, Parameters &parameters)
{
    if (!text.number("ln=", parameters.log2) || !text.number(",r=", parameters.block)
        || !text.number(",p=", parameters.lanes) || !text.skip("$"))
        return false;
    const auto salt = text.part();
    if (!salt)
        return false;
    parameters.salt = decodeHashBase64(*salt, QByteArray::OmitTrailingEquals);
    parameters.key = decodeHashBase64(text.rest(), QByteArray::OmitTrailingEquals);
    return true;
}

/// scrypt$16384$salt as it is$8$1$padded base64
bool readDjango(HashText text, Parameters &parameters)
{
    quint32 cost = 0;
    if (!text.number("", cost) || !text.skip("$") || !std::has_single_bit(cost))
        return false;
    parameters.log2 = static_cast<quint32>(std::countr_zero(cost));
    const auto salt = text.part();
    if (!salt || !text.number("", parameters.block) || !text.number("$", parameters.lanes) || !text.skip("$"))
        return false;
    parameters.salt = salt->toByteArray();
    parameters.key = decodeHashBase64(text.rest(), QByteArray::KeepTrailingEquals);
    return true;
}

} // namespace

ForeignHashPtr parseScrypt(QByteArrayView text)
{
    HashText rest(text);
    Parameters parameters;
    const bool whole = rest.skip("$scrypt$")  ? readPhc(rest, parameters)
                       : rest.skip("scrypt$") ? readDjango(rest, parameters)
                                              : false;
    if (!whole || parameters.log2 < 1 || parameters.log2 > 31 || parameters.block > 1024 || parameters.lanes > 1024
        || !fits(parameters))
        return nullptr;
    return std::make_unique<ScryptHash>(std::move(parameters));
}

} // namespace auth
