#include "crypto/password_hasher.h"

#include "crypto/phc.h"
#include "crypto/random_token.h"
#include "crypto/sodium_init.h"

#include <cerrno>
#include <new>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace auth {

namespace {

size_t bytesOf(quint32 kibibytes) { return size_t{kibibytes} * 1024; }

template<class T> bool within(T value, T least, T most) { return value >= least && value <= most; }

Error outOfRange(const QString &option, qint64 least, qint64 most)
{
    return fieldError(ErrorCode::ValidationError, option, u"out_of_range"_s,
                      u"Must be between %1 and %2."_s.arg(least).arg(most));
}

Error fault(const QString &cause)
{
    return {.code = ErrorCode::InternalError, .message = u"The password could not be checked."_s, .cause = cause};
}

bool isAffordable(const PhcCost &cost)
{
    return within(cost.memoryKiB, 8u, PasswordHasher::mostMemoryKiB)
           && within(cost.passes, 1u, PasswordHasher::mostPasses) && within(cost.lanes, 1u, 16u);
}

/// libsodium declares its arguments never to be null, and an empty secret has no address.
const char *addressOf(const Secret &password) { return password.isEmpty() ? "" : password.reveal().data(); }

/// A hash string of which no password is known: its salt and its hash are random. To verify it is full work all the
/// same.
QByteArray decoyOf(const PasswordHasher::Options &options)
{
    const auto part = [](qsizetype bytes) {
        return randomBytes(bytes).toBase64(QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals);
    };
    return "$argon2id$v=19$m=" + QByteArray::number(options.memoryKiB) + ",t=" + QByteArray::number(options.passes)
           + ",p=1$" + part(crypto_pwhash_SALTBYTES) + '$' + part(32);
}

enum class Match { Yes, No, Broken };

/// libsodium sets errno for a mismatch and for nothing else that it finds in a string.
Match matches(const QByteArray &phc, const Secret &password)
{
    errno = 0;
    if (crypto_pwhash_str_verify(phc.constData(), addressOf(password), static_cast<size_t>(password.size())) == 0)
        return Match::Yes;
    return errno == EINVAL ? Match::No : Match::Broken;
}

} // namespace

PasswordHasher::PasswordHasher(const Options &options)
    : m_options(options), m_memory(options.slots, options.keepMemory ? bytesOf(options.memoryKiB) : 0),
      m_decoy((initSodium(), decoyOf(options)))
{
}

Result<std::unique_ptr<PasswordHasher>> PasswordHasher::create(const Options &options)
{
    if (!within(options.memoryKiB, leastMemoryKiB, mostMemoryKiB))
        return outOfRange(u"memory_kib"_s, leastMemoryKiB, mostMemoryKiB);
    if (!within(options.passes, leastPasses, mostPasses))
        return outOfRange(u"passes"_s, leastPasses, mostPasses);
    if (!within(options.slots, 1, mostSlots))
        return outOfRange(u"slots"_s, 1, mostSlots);
    try {
        return std::unique_ptr<PasswordHasher>(new PasswordHasher(options));
    } catch (const std::bad_alloc &) {
        return fault(u"no memory for the hash slots"_s);
    }
}

Result<QByteArray> PasswordHasher::hash(const Secret &password)
{
    if (password.size() > longestPassword)
        return fieldError(ErrorCode::WeakPassword, u"password"_s, u"too_long"_s,
                          u"At most %1 bytes."_s.arg(longestPassword));
    QByteArray phc(crypto_pwhash_STRBYTES, '\0');
    const HashMemory::Lease lease(m_memory);
    m_runs.fetch_add(1, std::memory_order_relaxed);
    if (crypto_pwhash_str_alg(phc.data(), addressOf(password), static_cast<size_t>(password.size()), m_options.passes,
                              bytesOf(m_options.memoryKiB), crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return fault(u"no memory for a hash"_s);
    phc.truncate(static_cast<qsizetype>(qstrlen(phc.constData())));
    return phc;
}

Result<PasswordCheck> PasswordHasher::verify(const QByteArray &phc, const Secret &password)
{
    const auto cost = parsePhcCost(phc);
    if (!cost)
        return fault(u"the stored hash is no Argon2 string"_s);
    if (!isAffordable(*cost))
        return fault(u"the stored hash asks for more than the limits allow"_s);
    if (password.size() > longestPassword)
        return PasswordCheck{};
    const HashMemory::Lease lease(m_memory);
    m_runs.fetch_add(1, std::memory_order_relaxed);
    const Match match = matches(phc, password);
    if (match == Match::Broken)
        return fault(u"the stored hash is damaged"_s);
    if (match == Match::No && lease.ranOutOfMemory())
        return fault(u"no memory for a hash"_s);
    return PasswordCheck{.matches = match == Match::Yes, .outdated = isOutdated(*cost)};
}

Result<PasswordCheck> PasswordHasher::verifyDecoy(const Secret &password)
{
    // It cannot match; even so the answer does not depend on it.
    return verify(m_decoy, password).then([](PasswordCheck) -> Result<PasswordCheck> { return PasswordCheck{}; });
}

bool PasswordHasher::isOutdated(const PhcCost &cost) const
{
    return !cost.argon2id || cost.lanes != 1 || cost.memoryKiB < m_options.memoryKiB || cost.passes < m_options.passes;
}

} // namespace auth
