#pragma once

#include "api/endpoint.h"
#include "core/result.h"
#include "services/caller.h"
#include "services/session_cache.h"

namespace auth {

class Database;
class TokenSigner;
struct HttpRequest;

/// The token of the one Authorization header; nothing when there is none. TokenInvalid for another scheme or two.
Result<std::optional<QByteArray>> bearerToken(const HttpRequest &request);

/// Bearer token -> who is calling (RFC 6750). The token is verified, then the state of its session, which is what makes
/// a revocation count at once. Thread-safe.
class Authenticator {
public:
    /// `outageLife`: for so long after it was seen to be good a session counts as good while the database is down.
    Authenticator(Database &database, SessionCache &cache, const TokenSigner &signer,
                  std::chrono::milliseconds outageLife, const Clock &clock)
        : m_database(database), m_cache(cache), m_signer(signer), m_outageLife(outageLife), m_clock(clock)
    {
    }

    /// Fills in the caller's identity as `access` asks. MissingToken, TokenInvalid, TokenExpired, Forbidden.
    Outcome authenticate(const HttpRequest &request, const Access &access, Caller &caller);
    /// The same of a caller known from before, whose token is not asked for again: the session is still good and still
    /// gives the permission.
    Outcome recheck(const Caller &caller, Permission needed);

private:
    Outcome identify(QByteArrayView token, Caller &caller);
    Result<SessionState> stateOf(SessionId session);
    Result<SessionState> lastKnown(SessionId session, const Error &error) const;

    Database &m_database;
    SessionCache &m_cache;
    const TokenSigner &m_signer;
    const std::chrono::milliseconds m_outageLife;
    const Clock &m_clock;
};

} // namespace auth
