#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "model/permission.h"
#include "storage/connection.h"

namespace auth {

/// A session with what its refresh token is checked against.
struct StoredSession {
    SessionId id;
    UserId userId;
    qint64 generation = 0; ///< How often the token has been exchanged.
    QByteArray tokenHash;  ///< Of the one refresh token that is good now; never the token.
    Time createdAt{};
    Time lastUsedAt{};
    Time rotatedAt{}; ///< When the token got its place; the grace window for the one before starts here.
    Time expiresAt{};
    std::optional<Time> revokedAt;
    QString device;
    QString ip;
    QString network; ///< The part of the address that tells a known place from a new one.

    bool operator==(const StoredSession &) const = default;
};

/// What decides whether an access token of the session is still good.
struct SessionAccess {
    UserId user;
    bool userIsActive = false;
    bool revoked = false;
    Time expiresAt{};
    Permissions permissions;

    bool operator==(const SessionAccess &) const = default;
};

/// Why a session was ended. Stored by name.
enum class RevokeReason {
    Logout,         ///< By its owner, this session or another of the owner's.
    TokenReuse,     ///< A used refresh token was presented.
    PasswordChange, ///< The password was changed or reset.
    Deactivation,   ///< The account was switched off.
    Administrator,  ///< By somebody with sessions.revoke.
    TooMany,        ///< The account had more sessions than it may.
};
QString wireName(RevokeReason reason);

/// The exchange of a refresh token for its successor.
struct Rotation {
    SessionId session;
    qint64 generation = 0; ///< Of the token that is presented.
    QByteArray currentHash;
    QByteArray nextHash;
    Time now{};
    Time rotatedAt{};                        ///< The same moment by a clock that all instances share.
    std::chrono::milliseconds life{};        ///< Until the session ends unless it is used before,
    std::chrono::milliseconds greatestAge{}; ///< but not later than so long after its sign-in.
};

/// Sessions. Every change states in its WHERE what it relies on and tells by its row count whether that held, so it can
/// race with any other.
struct SessionActivity {
    qint64 sessions = 0; ///< Neither revoked nor expired.
    qint64 users = 0;    ///< Whose sessions were used, to sign in or to refresh, since a moment.
};

class SessionRepository {
public:
    /// UserNotFound when the account has gone.
    static Result<Done> insert(Connection &connection, const StoredSession &session);
    static Result<std::optional<StoredSession>> byId(Connection &connection, SessionId id);
    /// For each request: one statement.
    static Result<std::optional<SessionAccess>> access(Connection &connection, SessionId id);

    /// Exchanges the token; the value is the session's owner. Nothing: it is not the newest one, the session has ended,
    /// or its owner is switched off.
    static Result<std::optional<UserId>> rotate(Connection &connection, const Rotation &rotation);

    /// Only `owner`'s, when given. False: no such session, or it had been revoked.
    static Result<bool> revoke(Connection &connection, SessionId id, std::optional<UserId> owner, Time now,
                               RevokeReason reason);
    /// Those it ended.
    static Result<QList<SessionId>> revokeAll(Connection &connection, UserId user, std::optional<SessionId> except,
                                              Time now, RevokeReason reason);
    /// Leaves the `keep` that were used last; tells those it ended.
    static Result<QList<SessionId>> revokeBeyond(Connection &connection, UserId user, int keep, Time now,
                                                 RevokeReason reason);

    /// Neither revoked nor expired; last used first.
    static Result<QList<StoredSession>> active(Connection &connection, UserId user, Time now);
    /// Whether the account has signed in from there in any session that is still stored.
    static Result<bool> knowsNetwork(Connection &connection, UserId user, const QString &network);

    /// Of all accounts. Reads all sessions that have not expired: not for requests.
    static Result<SessionActivity> activity(Connection &connection, Time now, Time usedSince);

    /// Deletes at most `limit` that expired before a moment; the value is how many.
    static Result<int> purge(Connection &connection, Time expiredBefore, int limit);
};

} // namespace auth
