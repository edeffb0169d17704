#pragma once

#include "services/rate_limiter.h"
#include "services/session_cache.h"
#include "storage/change_feed.h"

namespace auth {

class Log;

/// Forgets what other instances, or an administrator's SQL, have made out of date. Thread-safe.
class CacheInvalidation final : public ChangeListener {
public:
    CacheInvalidation(SessionCache &cache, RateLimiter &limiter, Log &log)
        : m_cache(cache), m_limiter(limiter), m_log(log)
    {
    }

    void sessionEnded(SessionId session) override { m_cache.forget(session); }
    void userChanged(UserId user) override { m_cache.forgetUser(user); }
    void limitsForgotten(const QString &account) override { m_limiter.forgetHere(account); }
    void anythingChanged() override { m_cache.forgetAll(); }
    void feedFound() override;
    void feedLost(const Error &error) override;

private:
    SessionCache &m_cache;
    RateLimiter &m_limiter;
    Log &m_log;
    bool m_told = false; ///< Of the feed's thread.
};

} // namespace auth
