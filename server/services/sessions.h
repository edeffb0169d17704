#pragma once

#include "api/messages.h"
#include "core/result.h"
#include "crypto/refresh_token.h"
#include "crypto/token_signer.h"
#include "services/caller.h"
#include "services/session_cache.h"
#include "storage/database.h"
#include "storage/session_repository.h"
#include "storage/user_repository.h"

namespace auth {

class AuditTrail;
class Log;

struct SessionLimits {
    std::chrono::minutes accessLife{30};
    std::chrono::days refreshLife{7};  ///< From the last use.
    std::chrono::days sessionLife{90}; ///< From the sign-in, whatever the use.
    std::chrono::seconds grace{10};
    int perUser = 100;
    QString issuer;
    QString audience;
};

/// The life of sessions: start, rotation of the refresh token, end. One row per session; the refresh token is opaque to
/// clients, authenticated by a key of ours, and names its session and generation (crypto/refresh_token.h).
class Sessions {
public:
    Sessions(Database &database, SessionCache &cache, const TokenSigner &signer, const RefreshTokens &tokens,
             const SessionLimits &limits, const AuditTrail &audit, const Clock &clock, Log &log);

    struct Started {
        RefreshToken token;
        QList<SessionId> ended; ///< Those over the user's limit.
    };
    /// A session in the caller's transaction; opened() must follow once it is committed.
    Result<Started> start(Connection &connection, UserId user, const Caller &caller);
    TokenPair opened(const Started &started, const User &user);

    /// Exchanges a refresh token for its successor, or tells why not: TokenInvalid, TokenExpired.
    /// The newest token rotates; the one before it, within the grace window, gets the same successor again; any older
    /// one we have issued ends the session.
    Result<TokenPair> refresh(const Secret &refreshToken, const Caller &caller);

    /// False when there is no such session (of that owner, where one is given) or it has ended.
    Result<bool> end(SessionId session, std::optional<UserId> owner, RevokeReason reason);
    /// In the caller's transaction; forget() must follow once it is committed.
    Result<QList<SessionId>> endAll(Connection &connection, UserId user, std::optional<SessionId> except,
                                    RevokeReason reason);
    void forget(UserId user) { m_cache.forgetUser(user); }

    Result<QList<Session>> list(UserId user, SessionId current);

    /// The session of a refresh token that was issued here, whatever its state.
    std::optional<SessionId> sessionOf(const Secret &refreshToken) const;

private:
    enum class Step {
        Rotated,
        Repeated,
        Expired,
        Ended,
        Reused,
        Unknown,
    };
    struct Outcome {
        Step step = Step::Unknown;
        RefreshToken next = {};
        std::optional<User> user = {};
    };

    TokenPair pair(const RefreshToken &token, const User &user) const;
    Result<Outcome> advance(Connection &connection, const RefreshToken &token, const Caller &caller);
    Result<Outcome> judge(Connection &connection, const RefreshToken &token, const Caller &caller);
    Result<Outcome> endReused(Connection &connection, const StoredSession &session, const Caller &caller);
    bool mayRepeat(const RefreshToken &token, const StoredSession &stored) const;
    bool isRecent(Time rotatedAt) const;
    Time sharedNow() const;
    Time expiry(Time created) const;
    Error refused(Step step, const RefreshToken &token) const;

    Database &m_database;
    SessionCache &m_cache;
    const TokenSigner &m_signer;
    const RefreshTokens &m_tokens;
    const SessionLimits m_limits;
    const AuditTrail &m_audit;
    const Clock &m_clock;
    Log &m_log;
};

} // namespace auth
