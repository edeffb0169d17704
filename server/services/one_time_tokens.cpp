#include "services/one_time_tokens.h"

#include "crypto/base64_url.h"
#include "crypto/random_token.h"
#include "storage/one_time_token_repository.h"

namespace auth {

Result<OneTimeTokens::Issued> OneTimeTokens::issue(Connection &connection, UserId user, TokenPurpose purpose,
                                                   UserId by) const
{
    const Time now = m_clock.now();
    const auto life = purpose == TokenPurpose::Invitation ? m_lives.invitation : m_lives.passwordReset;
    Issued issued{.text = base64UrlEncode(randomSecret(32)), .expiresAt = now + life};
    const auto kept = OneTimeTokenRepository::insert(connection, {.hash = hash(issued.text),
                                                                  .user = user,
                                                                  .purpose = purpose,
                                                                  .createdBy = by,
                                                                  .createdAt = now,
                                                                  .expiresAt = issued.expiresAt});
    if (!kept)
        return kept.error();
    return issued;
}

QByteArray OneTimeTokens::hash(const Secret &text) const
{
    return m_keys.hash(KeyUse::OneTimeTokenHash, text.reveal()).reveal().toByteArray();
}

} // namespace auth
