#include "crypto/verified_tokens.h"

#include <cstring>
#include <sodium.h>

namespace auth {

VerifiedTokens::VerifiedTokens(qsizetype capacity) : m_entries(static_cast<size_t>(capacity)) {}

VerifiedTokens::Digest VerifiedTokens::digest(QByteArrayView token)
{
    Digest digest;
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char *>(token.data()),
                       static_cast<size_t>(token.size()), nullptr, 0);
    return digest;
}

size_t VerifiedTokens::place(const Digest &digest) const
{
    quint64 number = 0;
    std::memcpy(&number, digest.data(), sizeof number);
    return static_cast<size_t>(number % m_entries.size());
}

std::optional<AccessClaims> VerifiedTokens::find(const Digest &digest) const
{
    if (!m_entries.empty()) {
        const size_t at = place(digest);
        const std::lock_guard lock(lockOf(at));
        if (const Entry &entry = m_entries[at]; entry.claims && entry.digest == digest) {
            m_hits.fetch_add(1, std::memory_order_relaxed);
            return entry.claims;
        }
    }
    m_misses.fetch_add(1, std::memory_order_relaxed);
    return std::nullopt;
}

void VerifiedTokens::insert(const Digest &digest, const AccessClaims &claims)
{
    if (m_entries.empty())
        return;
    const size_t at = place(digest);
    const std::lock_guard lock(lockOf(at));
    m_entries[at] = {digest, claims};
}

} // namespace auth
