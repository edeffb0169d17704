#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "crypto/hash_memory.h"

#include <QtCore/QByteArray>

#include <atomic>
#include <memory>

namespace auth {

struct PasswordCheck {
    bool matches = false;
    bool outdated = false; ///< Cheaper than what is configured, or of another algorithm: hash it anew when it matches.

    bool operator==(const PasswordCheck &) const = default;
};

/// Argon2id (RFC 9106) by libsodium, in PHC strings that carry their own cost. Thread-safe: as many hashes as there
/// are slots run at once, further callers wait for one. Passwords over 1024 bytes are never hashed.
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
        int slots = 2;          ///< Hashes at a time; slots x memory is what hashing takes at most.
        bool keepMemory = true; ///< See HashMemory.
    };

    /// ValidationError that names the option outside its limits.
    static Result<std::unique_ptr<PasswordHasher>> create(const Options &options);

    /// WeakPassword (too_long), or InternalError for want of memory.
    Result<QByteArray> hash(const Secret &password);

    /// InternalError when `phc` is no Argon2 string, asks for more than the limits, or memory ran out.
    /// A password that is too long does not match and is not hashed, whatever the account: it tells nothing.
    Result<PasswordCheck> verify(const QByteArray &phc, const Secret &password);

    /// For accounts that do not exist: the work of verify() against a hash of the configured cost, and never a match.
    /// A stored hash of another cost takes another time, so raise the cost and have the outdated ones hashed anew.
    Result<PasswordCheck> verifyDecoy(const Secret &password);

    quint64 runs() const { return m_runs.load(std::memory_order_relaxed); } ///< Hashes computed, decoys included.
    int slotsBusy() const { return m_memory.busy(); }
    int slotCount() const { return m_options.slots; }
    quint64 memoryBytes() const { return quint64{m_options.memoryKiB} * 1024 * static_cast<quint64>(m_options.slots); }

private:
    explicit PasswordHasher(const Options &options);
    bool isOutdated(const struct PhcCost &cost) const;

    const Options m_options;
    HashMemory m_memory;
    const QByteArray m_decoy;
    std::atomic<quint64> m_runs{0};
};

} // namespace auth
