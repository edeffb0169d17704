#pragma once

#include "model/user.h"
#include "storage/connection.h"

namespace auth {

/// An account to be made. It gets version 1 and is active.
struct NewUser {
    UserId id;
    QString username;
    QString email;
    QByteArray passwordHash;
    QStringList roles;
    Time createdAt{};
};

/// An account with what a password is checked against, and what else decides about a sign-in.
struct Credentials {
    User user;
    QByteArray passwordHash; ///< Empty: none has been chosen yet.
    std::optional<Time> lockedUntil = {};
    std::optional<Time> deletedAt = {};
    bool mustChangePassword = false;

    /// False for those nobody can sign in with and nobody is to know of: invited or deleted.
    bool canBeKnown() const { return !passwordHash.isEmpty() && !deletedAt; }
    bool isLocked(Time now) const { return lockedUntil && *lockedUntil > now; }
};

/// What the owner or an administrator may change of an account; absent members stay.
struct UserChange {
    std::optional<QString> username = {};
    std::optional<QString> email = {};
};

/// Accounts. Whatever changes what others see of an account also moves `version` and `updated_at`.
class UserRepository {
public:
    /// DuplicateEmail or DuplicateUsername, the former when both are taken; ValidationError for a role that does not
    /// exist.
    static Result<User> insert(Connection &connection, const NewUser &user);

    static Result<std::optional<User>> byId(Connection &connection, UserId id);
    /// By the canonical form of any text.
    static Result<std::optional<Credentials>> byEmail(Connection &connection, const QString &email);
    static Result<std::optional<Credentials>> credentials(Connection &connection, UserId id);

    /// Sets last_login alone: to sign in is no change of the account. False: since `hash` was read and its password
    /// accepted, the password has been changed, or the account locked or switched off.
    static Result<bool> recordSignIn(Connection &connection, UserId id, const QByteArray &hash, Time now);
    /// The same password hashed anew; nothing visible changes. False: the hash is no longer `oldHash`.
    static Result<bool> renewPasswordHash(Connection &connection, UserId id, const QByteArray &oldHash,
                                          const QByteArray &newHash);
    /// Nobody has to change it any more. False: the hash is no longer `oldHash`.
    static Result<bool> changePassword(Connection &connection, UserId id, const QByteArray &oldHash,
                                       const QByteArray &newHash, Time now);
    /// Nothing: `version` is not the current one, or there is no such user. Errors as for insert.
    static Result<std::optional<User>> change(Connection &connection, UserId id, const UserChange &change,
                                              qint64 version, Time now);
    /// False: no such user, a deleted one, or so already.
    static Result<bool> setActive(Connection &connection, UserId id, bool active, Time now);
    /// False: no such user, or has it already. ValidationError when there is no such role.
    static Result<bool> addRole(Connection &connection, UserId id, const QString &role, Time now);

    /// As addRole(), for whoever has moved the version already. 0: has it already, or no such user.
    static Result<int> grant(Connection &connection, UserId id, const QString &role);

    static Result<qint64> count(Connection &connection);
    /// Whether anybody who may sign in has the role admin.
    static Result<bool> hasAdministrator(Connection &connection);
};

} // namespace auth
