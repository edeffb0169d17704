#pragma once

#include "crypto/token_claims.h"

#include <array>
#include <atomic>
#include <mutex>
#include <vector>

namespace auth {

/// A bounded memory of tokens whose signature and claims were found right; times are for the caller to check.
/// Each token has one place, told by its BLAKE2b-256; a later one with the same place takes it. Thread-safe.
class VerifiedTokens {
public:
    using Digest = std::array<unsigned char, 32>;

    /// `capacity` entries; 0 remembers nothing.
    explicit VerifiedTokens(qsizetype capacity);

    static Digest digest(QByteArrayView token);
    std::optional<AccessClaims> find(const Digest &digest) const;
    void insert(const Digest &digest, const AccessClaims &claims);

    quint64 hits() const { return m_hits.load(std::memory_order_relaxed); }
    quint64 misses() const { return m_misses.load(std::memory_order_relaxed); }

private:
    struct Entry {
        Digest digest{};
        std::optional<AccessClaims> claims;
    };
    size_t place(const Digest &digest) const;
    std::mutex &lockOf(size_t place) const { return m_locks[place % m_locks.size()]; }

    std::vector<Entry> m_entries;
    mutable std::array<std::mutex, 16> m_locks;
    mutable std::atomic<quint64> m_hits{0};
    mutable std::atomic<quint64> m_misses{0};
};

} // namespace auth
