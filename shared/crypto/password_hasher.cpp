#include "crypto/password_hasher.h"

#include "crypto/phc.h"
#include "crypto/random_token.h"
#include "crypto/sodium_init.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
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

bool isWithinLimits(const PhcCost &cost)
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

size_t spareOf(const PasswordHasher::Options &options)
{
    const size_t slots = bytesOf(options.memoryKiB) * static_cast<size_t>(options.slots);
    const size_t limit = size_t{options.memoryLimitMiB} << 20;
    return limit - std::min(limit, slots);
}

/// Of the calling thread: what others do meanwhile does not count.
std::chrono::nanoseconds processorTime()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
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

/// Counts one hash and how long it takes.
class PasswordHasher::Run {
public:
    explicit Run(PasswordHasher &hasher) : m_hasher(hasher) {}
    ~Run()
    {
        const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - m_began;
        m_hasher.m_nanos.fetch_add(took.count(), std::memory_order_relaxed);
        m_hasher.m_runs.fetch_add(1, std::memory_order_relaxed);
    }
    Q_DISABLE_COPY_MOVE(Run)

private:
    PasswordHasher &m_hasher;
    const std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
};

PasswordHasher::PasswordHasher(const Options &options)
    : m_options(options),
      m_memory(options.slots, options.keepMemory ? bytesOf(options.memoryKiB) : 0, spareOf(options)),
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
    const Run run(*this);
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
    return cost ? verifyOwn(phc, *cost, password) : verifyForeign(phc, password);
}

Result<PasswordCheck> PasswordHasher::verifyOwn(const QByteArray &phc, const PhcCost &cost, const Secret &password)
{
    const size_t beyond = beyondSlot(cost.memoryKiB);
    if (!isWithinLimits(cost) || beyond > m_memory.spare())
        return fault(u"the stored hash asks for more than the limits allow"_s);
    if (password.size() > longestPassword)
        return PasswordCheck{};
    const HashMemory::Lease lease(m_memory, beyond);
    const Run run(*this);
    const auto start = processorTime();
    const Match match = matches(phc, password);
    if (!isOutdated(cost))
        m_ownTime = processorTime() - start;
    if (match == Match::Broken)
        return fault(u"the stored hash is damaged"_s);
    if (match == Match::No && lease.ranOutOfMemory())
        return fault(u"no memory for a hash"_s);
    return PasswordCheck{.matches = match == Match::Yes, .outdated = isOutdated(cost)};
}

Result<PasswordCheck> PasswordHasher::verifyForeign(const QByteArray &text, const Secret &password)
{
    const auto foreign = ForeignHash::parse(text);
    if (!foreign)
        return fault(u"the stored hash is of no kind that is known"_s);
    const HashCost cost = foreign->cost();
    if (!isAffordable(cost))
        return fault(u"the stored hash asks for more than the limits allow"_s);
    if (password.size() > longestPassword)
        return PasswordCheck{};
    const HashMemory::Lease lease(m_memory, cost.memoryBytes);
    const Run run(*this);
    const auto start = processorTime();
    const auto matches = foreign->matches(password);
    if (!matches)
        return fault(u"the stored hash is damaged, or there was no memory for it"_s);
    if (!*matches)
        spendTheRest(password, processorTime() - start);
    return PasswordCheck{.matches = *matches, .outdated = true};
}

/// Most hashes of others cost less than ours. An attempt at one takes as long as at an account that does not exist:
/// the time that is left goes into a hash of ours, of so much less memory.
void PasswordHasher::spendTheRest(const Secret &password, std::chrono::nanoseconds spent)
{
    const auto whole = m_ownTime.load();
    const double left =
        whole.count() == 0 ? 1 : 1 - static_cast<double>(spent.count()) / static_cast<double>(whole.count());
    const auto bytes = static_cast<qint64>(left * static_cast<double>(bytesOf(m_options.memoryKiB)));
    if (bytes < static_cast<qint64>(crypto_pwhash_MEMLIMIT_MIN))
        return;
    const auto start = processorTime();
    std::array<unsigned char, 32> key{};
    static constexpr std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    const int failed =
        crypto_pwhash(key.data(), key.size(), addressOf(password), static_cast<size_t>(password.size()), salt.data(),
                      m_options.passes, static_cast<size_t>(bytes), crypto_pwhash_ALG_ARGON2ID13);
    wipe(key.data(), static_cast<qsizetype>(key.size()));
    if (!failed && whole.count() == 0)
        m_ownTime = processorTime() - start;
}

Outcome PasswordHasher::admit(const QByteArray &hash) const
{
    const auto foreign = ForeignHash::parse(hash);
    if (!foreign)
        return fieldError(
            ErrorCode::ValidationError, u"password_hash"_s, u"unknown_hash"_s,
            u"The password hash is of no kind that is known here, or not spelled as it is by its maker."_s);
    const auto own = parsePhcCost(hash);
    const bool isOurs = own && !isOutdated(*own) && isWithinLimits(*own) && beyondSlot(own->memoryKiB) == 0;
    const bool isVerifiable = !own || (isWithinLimits(*own) && beyondSlot(own->memoryKiB) <= m_memory.spare());
    if (!isOurs && !(isVerifiable && isAffordable(foreign->cost())))
        return fieldError(ErrorCode::ValidationError, u"password_hash"_s, u"hash_too_costly"_s,
                          u"To check a password against this hash takes more than %1 MiB of memory or %2 ms."_s
                              .arg(m_options.foreignMemoryMiB)
                              .arg(m_options.foreignMs));
    return Done{};
}

/// A hash that fits its slot's region needs none of the spare bytes.
size_t PasswordHasher::beyondSlot(quint32 memoryKiB) const
{
    return memoryKiB <= m_options.memoryKiB ? 0 : bytesOf(memoryKiB);
}

bool PasswordHasher::isAffordable(const HashCost &cost) const
{
    return cost.memoryBytes <= std::min(size_t{m_options.foreignMemoryMiB} << 20, m_memory.spare())
           && cost.milliseconds <= m_options.foreignMs;
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
