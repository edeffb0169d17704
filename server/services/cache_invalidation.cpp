#include "services/cache_invalidation.h"

#include "log/log.h"

namespace auth {

using namespace Qt::StringLiterals;

void CacheInvalidation::feedFound()
{
    m_cache.forgetAll(); // what was ended while nobody listened
    m_told = false;
    m_log.info(u"changes.followed", u"Listening for what other instances change."_s);
}

/// Told once for each time it is away.
void CacheInvalidation::feedLost(const Error &error)
{
    if (!std::exchange(m_told, true))
        m_log.warning(u"changes.lost", u"Not hearing what other instances change; looking for the database."_s,
                      {{u"cause", error.cause.isEmpty() ? error.message : error.cause}});
}

} // namespace auth
