#include "storage/user_repository.h"

#include "model/email.h"
#include "model/username.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

// One row for each role of the user, at least one. Ends with the place for a condition.
#define USER_ROWS(MORE)                                                                                                \
    "SELECT u.public_id, u.username, u.email, u.is_active, u.created_at, u.updated_at, u.last_login, u.version, "      \
    "r.name" MORE                                                                                                      \
    " FROM users u LEFT JOIN user_roles ur ON ur.user_id = u.id LEFT JOIN roles r ON r.id = ur.role_id WHERE "

#define CREDENTIALS ", u.password_hash, u.locked_until, u.deleted_at, u.must_change_password"

User userOf(const Row &row)
{
    return {.id = row.id<UserId>(0),
            .username = row.text(1),
            .email = row.text(2),
            .isActive = row.flag(3),
            .createdAt = row.time(4),
            .updatedAt = row.time(5),
            .lastLogin = row.optionalTime(6),
            .roles = {},
            .version = row.integer(7)};
}

void addRoleOf(const Row &row, User &user)
{
    if (!row.isNull(8))
        user.roles += row.text(8);
}

Result<std::optional<Credentials>> credentialsWhere(Connection &connection, Sql sql, const Value &key)
{
    std::optional<Credentials> found;
    const auto rows = connection.each(sql, {key}, [&](const Row &row) {
        if (!found)
            found = {.user = userOf(row),
                     .passwordHash = row.bytes(9),
                     .lockedUntil = row.optionalTime(10),
                     .deletedAt = row.optionalTime(11),
                     .mustChangePassword = row.flag(12)};
        addRoleOf(row, found->user);
    });
    if (!rows)
        return rows.error();
    if (found)
        found->user.roles.sort();
    return found;
}

Error duplicateEmail()
{
    return fieldError(ErrorCode::DuplicateEmail, u"email"_s, u"duplicate"_s,
                      u"Another account has this e-mail address."_s);
}

Error duplicateUsername()
{
    return fieldError(ErrorCode::DuplicateUsername, u"username"_s, u"duplicate"_s, u"Another account has this name."_s);
}

/// Who, other than `self`, has one of the two; the e-mail address is told first.
Outcome refuseTaken(Connection &connection, UserId self, const std::optional<QString> &email,
                    const std::optional<QString> &username)
{
    const auto yes = [](const Row &) { return true; };
    const auto sameEmail =
        connection.one("SELECT 1 FROM users WHERE email_norm = ? AND public_id <> ?", {email, self}, yes);
    if (!sameEmail || *sameEmail)
        return sameEmail ? duplicateEmail() : sameEmail.error();
    const auto sameName =
        connection.one("SELECT 1 FROM users WHERE username_norm = ? AND public_id <> ?", {username, self}, yes);
    if (!sameName || *sameName)
        return sameName ? duplicateUsername() : sameName.error();
    return Done{};
}

/// For a database with more than one writer, where the row can appear between the question and the change.
Error explain(const Connection &connection, const Error &error)
{
    const auto &failure = connection.failure();
    if (!failure || failure->kind != DbError::Unique)
        return error;
    return failure->constraint.contains(u"email"_s) ? duplicateEmail() : duplicateUsername();
}

std::optional<QString> normalizedEmailOf(const std::optional<QString> &email)
{
    return email ? std::optional(normalizedEmail(*email)) : std::nullopt;
}

std::optional<QString> normalizedNameOf(const std::optional<QString> &username)
{
    return username ? std::optional(normalizedUsername(*username)) : std::nullopt;
}

Result<bool> oneRow(const Result<int> &rows) { return rows ? Result<bool>(*rows == 1) : rows.error(); }

} // namespace

Result<User> UserRepository::insert(Connection &connection, const NewUser &user)
{
    const QString email = normalizedEmail(user.email);
    const QString username = normalizedUsername(user.username);
    const auto rows = connection.execute(
        "INSERT INTO users (public_id, username, username_norm, email, email_norm, password_hash, is_active, "
        "created_at, updated_at,"
        " version) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, 1) ON CONFLICT DO NOTHING",
        {user.id, user.username, username, user.email, email, user.passwordHash, user.createdAt, user.createdAt});
    if (!rows)
        return rows.error();
    if (*rows == 0) {
        const auto taken = refuseTaken(connection, user.id, email, username);
        return taken ? Error{.code = ErrorCode::InternalError,
                             .message = u"The service failed; the log has the reason."_s,
                             .cause = u"user id used twice"_s}
                     : taken.error();
    }
    for (const QString &role : user.roles) {
        if (const auto granted = grant(connection, user.id, role); !granted)
            return granted.error();
    }
    User made{.id = user.id,
              .username = user.username,
              .email = user.email,
              .createdAt = user.createdAt,
              .updatedAt = user.createdAt,
              .lastLogin = {},
              .roles = user.roles};
    made.roles.removeDuplicates();
    made.roles.sort();
    return made;
}

Result<std::optional<User>> UserRepository::byId(Connection &connection, UserId id)
{
    std::optional<User> user;
    const auto rows = connection.each(USER_ROWS("") "u.public_id = ?", {id}, [&](const Row &row) {
        if (!user)
            user = userOf(row);
        addRoleOf(row, *user);
    });
    if (!rows)
        return rows.error();
    if (user)
        user->roles.sort();
    return user;
}

Result<std::optional<Credentials>> UserRepository::byEmail(Connection &connection, const QString &email)
{
    return credentialsWhere(connection, USER_ROWS(CREDENTIALS) "u.email_norm = ?", normalizedEmail(email));
}

Result<std::optional<Credentials>> UserRepository::credentials(Connection &connection, UserId id)
{
    return credentialsWhere(connection, USER_ROWS(CREDENTIALS) "u.public_id = ?", id);
}

Result<bool> UserRepository::recordSignIn(Connection &connection, UserId id, const QByteArray &hash, Time now)
{
    return oneRow(
        connection.execute("UPDATE users SET last_login = ? WHERE public_id = ? AND password_hash = ? AND is_active = 1"
                           " AND must_change_password = 0 AND coalesce(locked_until, 0) <= ?",
                           {now, id, hash, now}));
}

Result<bool> UserRepository::renewPasswordHash(Connection &connection, UserId id, const QByteArray &oldHash,
                                               const QByteArray &newHash)
{
    return oneRow(connection.execute("UPDATE users SET password_hash = ? WHERE public_id = ? AND password_hash = ?",
                                     {newHash, id, oldHash}));
}

Result<bool> UserRepository::changePassword(Connection &connection, UserId id, const QByteArray &oldHash,
                                            const QByteArray &newHash, Time now)
{
    return oneRow(connection.execute("UPDATE users SET password_hash = ?, must_change_password = 0, updated_at = ?,"
                                     " version = version + 1 WHERE public_id = ? AND password_hash = ?",
                                     {newHash, now, id, oldHash}));
}

Result<std::optional<User>> UserRepository::change(Connection &connection, UserId id, const UserChange &change,
                                                   qint64 version, Time now)
{
    const auto email = normalizedEmailOf(change.email);
    const auto username = normalizedNameOf(change.username);
    if (const auto free = refuseTaken(connection, id, email, username); !free)
        return free.error();
    const auto rows = connection.execute("UPDATE users SET username = coalesce(?, username), username_norm = "
                                         "coalesce(?, username_norm), email = coalesce(?, email),"
                                         " email_norm = coalesce(?, email_norm), updated_at = ?, version = version + 1 "
                                         "WHERE public_id = ? AND version = ?",
                                         {change.username, username, change.email, email, now, id, version});
    if (!rows)
        return explain(connection, rows.error());
    if (*rows == 0)
        return std::optional<User>();
    return byId(connection, id);
}

Result<bool> UserRepository::setActive(Connection &connection, UserId id, bool active, Time now)
{
    const std::optional<Time> deactivatedAt = active ? std::nullopt : std::optional(now);
    return oneRow(
        connection.execute("UPDATE users SET is_active = ?, deactivated_at = ?, updated_at = ?, version = version + 1"
                           " WHERE public_id = ? AND is_active <> ? AND deleted_at IS NULL",
                           {int(active), deactivatedAt, now, id, int(active)}));
}

Result<bool> UserRepository::addRole(Connection &connection, UserId id, const QString &role, Time now)
{
    const auto granted = grant(connection, id, role);
    if (!granted || *granted == 0)
        return oneRow(granted);
    return oneRow(
        connection.execute("UPDATE users SET updated_at = ?, version = version + 1 WHERE public_id = ?", {now, id}));
}

Result<int> UserRepository::grant(Connection &connection, UserId id, const QString &role)
{
    const auto known =
        connection.one("SELECT id FROM roles WHERE name = ?", {role}, [](const Row &row) { return row.integer(0); });
    if (!known)
        return known.error();
    if (!*known)
        return fieldError(ErrorCode::ValidationError, u"roles"_s, u"unknown"_s, u"There is no such role."_s);
    return connection.execute(
        "INSERT INTO user_roles (user_id, role_id) SELECT id, CAST(? AS BIGINT) FROM users WHERE public_id = ?"
        " ON CONFLICT (user_id, role_id) DO NOTHING",
        {**known, id});
}

Result<qint64> UserRepository::count(Connection &connection)
{
    const auto number = connection.one("SELECT count(*) FROM users", {}, [](const Row &row) { return row.integer(0); });
    return number ? Result<qint64>(number->value_or(0)) : number.error();
}

Result<bool> UserRepository::hasAdministrator(Connection &connection)
{
    const auto found =
        connection.one("SELECT 1 FROM roles r JOIN user_roles ur ON ur.role_id = r.id JOIN users u ON u.id = ur.user_id"
                       " WHERE r.name = 'admin' AND u.is_active = 1 LIMIT 1",
                       {}, [](const Row &) { return true; });
    return found ? Result<bool>(found->has_value()) : found.error();
}

} // namespace auth
