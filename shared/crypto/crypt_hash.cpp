#include "crypto/foreign_hash.h"
#include "crypto/hash_text.h"

#include <algorithm>
#include <crypt.h>
#include <sodium.h>

namespace auth {

namespace {

constexpr double mebibyte = 1 << 20;
constexpr double bcryptRoundMs = 0.049; ///< Of 2^cost.
constexpr double shaRoundMs = 0.0005;   ///< For a password of usual length.
constexpr double yescryptMebibyteMs = 1.3;
constexpr qsizetype bcryptDigest = 31;
constexpr qsizetype bcryptPassword = 72;

/// What libcrypt takes apart by itself: it is given the whole string and makes it again from the password.
class CryptHash final : public ForeignHash {
public:
    CryptHash(QByteArrayView text, qsizetype digestSize, HashCost cost, qsizetype countedBytes)
        : m_text(text.toByteArray()), m_digest(text.last(digestSize).toByteArray()), m_cost(cost),
          m_countedBytes(countedBytes)
    {
    }

    HashCost cost() const override { return m_cost; }

private:
    std::optional<bool> compute(const Secret &password) const override
    {
        const QByteArrayView counted = password.reveal().first(std::min(password.size(), m_countedBytes));
        // libcrypt takes no more, so nobody can have made a hash of it.
        if (counted.size() >= CRYPT_MAX_PASSPHRASE_SIZE)
            return false;
        Secret phrase = Secret::ofSize(counted.size() + 1);
        std::copy(counted.begin(), counted.end(), phrase.data());
        Secret data = Secret::ofSize(sizeof(crypt_data));
        const char *const made =
            ::crypt_rn(phrase.reveal().data(), m_text.constData(), data.data(), sizeof(crypt_data));
        if (!made)
            return std::nullopt;
        const QByteArrayView digest = QByteArrayView(made).last(std::min(m_digest.size(), QByteArrayView(made).size()));
        return digest.size() == m_digest.size()
               && sodium_memcmp(digest.data(), m_digest.constData(), static_cast<size_t>(digest.size())) == 0;
    }

    const QByteArray m_text;
    const QByteArray m_digest; ///< The salt before it may be spelled with bits that do not count.
    const HashCost m_cost;
    const qsizetype m_countedBytes;
};

ForeignHashPtr made(QByteArrayView text, qsizetype digestSize, HashCost cost,
                    qsizetype countedBytes = CRYPT_MAX_PASSPHRASE_SIZE)
{
    return std::make_unique<CryptHash>(text, digestSize, cost, countedBytes);
}

/// Two digits.
std::optional<int> bcryptCost(QByteArrayView text)
{
    const bool isNumber = text.size() == 2 && text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
    const int cost = isNumber ? (text[0] - '0') * 10 + (text[1] - '0') : 0;
    return cost >= 4 && cost <= 31 ? std::optional(cost) : std::nullopt;
}

/// A number that yescrypt writes as one letter, counted from 1; larger ones take more letters and are not read.
std::optional<unsigned> yescryptNumber(char letter)
{
    static constexpr QByteArrayView alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij";
    const qsizetype index = alphabet.indexOf(letter);
    return index < 0 ? std::nullopt : std::optional(static_cast<unsigned>(index) + 1);
}

} // namespace

ForeignHashPtr parseBcrypt(QByteArrayView text)
{
    HashText rest(text);
    if (!rest.skip("$2a$") && !rest.skip("$2b$") && !rest.skip("$2y$"))
        return nullptr;
    const auto cost = bcryptCost(rest.part().value_or(QByteArrayView()));
    const QByteArrayView saltAndDigest = rest.rest();
    // The last letter of 23 bytes has two bits to spare, which are zero.
    static constexpr QByteArrayView lastLetters = ".CGKOSWaeimquy26";
    if (!cost || saltAndDigest.size() != 22 + bcryptDigest || !isCryptText(saltAndDigest)
        || !lastLetters.contains(saltAndDigest.back()))
        return nullptr;
    return made(text, bcryptDigest, {.milliseconds = bcryptRoundMs * static_cast<double>(1u << *cost)}, bcryptPassword);
}

ForeignHashPtr parseShaCrypt(QByteArrayView text)
{
    HashText rest(text);
    const bool isSha256 = rest.skip("$5$");
    if (!isSha256 && !rest.skip("$6$"))
        return nullptr;
    quint32 rounds = 5000;
    if (rest.rest().startsWith("rounds=") && (!rest.number("rounds=", rounds) || !rest.skip("$")))
        return nullptr;
    const auto salt = rest.part();
    const QByteArrayView digest = rest.rest();
    if (rounds < 1000 || rounds > 999'999'999 || !salt || salt->isEmpty() || salt->size() > 16 || !isCryptText(*salt)
        || digest.size() != (isSha256 ? 43 : 86) || !isCryptText(digest))
        return nullptr;
    return made(text, digest.size(), {.milliseconds = shaRoundMs * rounds});
}

ForeignHashPtr parseYescrypt(QByteArrayView text)
{
    HashText rest(text);
    if (!rest.skip("$y$j")) // j: the flavour that is written by default
        return nullptr;
    const auto cost = rest.part();
    const auto salt = rest.part();
    const QByteArrayView digest = rest.rest();
    if (!cost || cost->size() != 2 || !salt || salt->isEmpty() || salt->size() > 86 || salt->size() % 4 == 1
        || !isCryptText(*salt) || digest.size() != 43 || !isCryptText(digest))
        return nullptr;
    const auto log2 = yescryptNumber(cost->front());
    const auto block = yescryptNumber(cost->back());
    if (!log2 || *log2 > 32 || !block)
        return nullptr;
    const quint64 bytes = (quint64{128} << *log2) * *block;
    return made(text, digest.size(),
                {.memoryBytes = bytes, .milliseconds = yescryptMebibyteMs * static_cast<double>(bytes) / mebibyte});
}

} // namespace auth
