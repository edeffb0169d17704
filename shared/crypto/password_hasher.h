#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "crypto/foreign_hash.h"
#include "crypto/hash_memory.h"

#include <QtCore/QByteArray>

#include <atomic>
#include <chrono>
#include <memory>

namespace auth {

struct PasswordCheck {
    bool matches = false;
    bool outdated = false; ///< Cheaper than what is configured, or of another algorithm: hash it anew when it matches.

    bool operator==(const PasswordCheck &) const = default;
};

/// Argon2id (RFC 9106) by libsodium, in PHC strings that carry their own cost. Hashes of other makers are verified by
/// their own rule, to be replaced at the first sign-in. Thread-safe: as many hashes as there are slots run at once,
/// further callers wait for one. Passwords over 1024 bytes are never hashed.
class PasswordHasher {
public:
    static constexpr quint32 leastMemoryKiB = 19456; ///< With 2 passes the least that OWASP's storage sheet gives.
    static constexpr quint32 leastPasses = 2;
    static constexpr quint32 mostMemoryKiB = 1u << 20; ///< Also of stored hashes: a row must not ask for more.
    static constexpr quint32 mostPasses = 16;
    static constexpr int mostSlots = 256;
    static constexpr qsizetype longestPassword = 1024; ///< Bytes of UTF-8.

    struct Options {
        quint32 memoryKiB = leastMemoryKiB;
        quint32 passes = leastPasses;
        int slots = 2;                  ///< Hashes at a time; slots x memory is what hashing takes at most.
        bool keepMemory = true;         ///< See HashMemory.
        quint32 memoryLimitMiB = 1024;  ///< Of all hashes together. What slots x memory leaves is for larger ones.
        quint32 foreignMemoryMiB = 128; ///< At most, of one hash of another maker.
        quint32 foreignMs = 2000;       ///< At most, as HashCost estimates it.
    };

    /// ValidationError that names the option outside its limits.
    static Result<std::unique_ptr<PasswordHasher>> create(const Options &options);

    /// WeakPassword (too_long), or InternalError for want of memory.
    Result<QByteArray> hash(const Secret &password);

    /// InternalError when `phc` is a hash of no known kind, asks for more than the limits, or memory ran out.
    /// A password that is too long does not match and is not hashed, whatever the account: it tells nothing.
    /// A hash of another maker that costs less than ours is made to take as long when it does not match.
    Result<PasswordCheck> verify(const QByteArray &phc, const Secret &password);

    /// Whether verify() would take this hash. ValidationError of the field `password_hash`: `unknown_hash`,
    /// `hash_too_costly`. Computes none.
    Outcome admit(const QByteArray &hash) const;

    /// For accounts that do not exist: the work of verify() against a hash of the configured cost, and never a match.
    /// A stored hash of another cost takes another time, so raise the cost and have the outdated ones hashed anew.
    Result<PasswordCheck> verifyDecoy(const Secret &password);

    quint64 runs() const { return m_runs.load(std::memory_order_relaxed); } ///< Hashes computed, decoys included.
    /// All of them took so long, without the wait for a slot.
    std::chrono::nanoseconds timeSpent() const { return std::chrono::nanoseconds(m_nanos.load()); }
    int slotsBusy() const { return m_memory.busy(); }
    int slotCount() const { return m_options.slots; }
    quint64 memoryBytes() const { return quint64{m_options.memoryKiB} * 1024 * static_cast<quint64>(m_options.slots); }

private:
    explicit PasswordHasher(const Options &options);
    class Run;
    bool isOutdated(const struct PhcCost &cost) const;
    bool isAffordable(const HashCost &cost) const;
    Result<PasswordCheck> verifyOwn(const QByteArray &phc, const struct PhcCost &cost, const Secret &password);
    Result<PasswordCheck> verifyForeign(const QByteArray &text, const Secret &password);
    void spendTheRest(const Secret &password, std::chrono::nanoseconds spent);
    size_t beyondSlot(quint32 memoryKiB) const;

    const Options m_options;
    HashMemory m_memory;
    const QByteArray m_decoy;
    std::atomic<quint64> m_runs{0};
    std::atomic<std::chrono::nanoseconds> m_ownTime{}; ///< Processor time of one of our hashes; 0: not known yet.
    std::atomic<qint64> m_nanos{0};
};

} // namespace auth
