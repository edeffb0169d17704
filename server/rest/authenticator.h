#pragma once

#include "api/endpoint.h"
#include "core/result.h"
#include "services/caller.h"
#include "services/session_cache.h"

namespace auth {

class Database;
class TokenSigner;
struct HttpRequest;

/// Bearer token -> who is calling (RFC 6750). The token is verified, then the state of its session, which is what makes
/// a revocation count at once. Thread-safe.
class Authenticator {
public:
    Authenticator(Database &database, SessionCache &cache, const TokenSigner &signer, const Clock &clock)
        : m_database(database), m_cache(cache), m_signer(signer), m_clock(clock)
    {
    }

    /// Fills in the caller's identity as `access` asks. MissingToken, TokenInvalid, TokenExpired, Forbidden.
    Outcome authenticate(const HttpRequest &request, const Access &access, Caller &caller);

private:
    Outcome identify(QByteArrayView token, Caller &caller);
    Result<SessionState> stateOf(SessionId session);

    Database &m_database;
    SessionCache &m_cache;
    const TokenSigner &m_signer;
    const Clock &m_clock;
};

} // namespace auth
