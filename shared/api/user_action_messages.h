#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/secret.h"
#include "model/account.h"
#include "model/role.h"

#include <optional>

namespace auth {

/// One account, by its id.
struct UserRef {
    UserId id;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&UserRef::id, {.name = "id", .about = "The account.", .format = "uuid", .in = In::Path})};
    }
};

/// Something done to an account.
struct UserAction {
    UserId id;
    std::optional<QString> reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&UserAction::id, {.name = "id", .about = "The account.", .format = "uuid", .in = In::Path}),
            field(&UserAction::reason, {.name = "reason", .about = "Why; kept in the audit trail.", .max = 500})};
    }
};

/// Something that may sign the person out everywhere.
struct EndingUserAction {
    UserId id;
    std::optional<bool> endSessions;
    std::optional<QString> reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&EndingUserAction::id, {.name = "id", .about = "The account.", .format = "uuid", .in = In::Path}),
            field(&EndingUserAction::endSessions,
                  {.name = "end_sessions", .about = "Also end all sessions of the account; default true."}),
            field(&EndingUserAction::reason, {.name = "reason", .about = "Why; kept in the audit trail.", .max = 500})};
    }
};

struct UserLock {
    UserId id;
    Time until{};
    std::optional<QString> reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&UserLock::id, {.name = "id", .about = "The account.", .format = "uuid", .in = In::Path}),
            field(&UserLock::until, {.name = "until", .about = "Nobody signs in with it before; in the future."}),
            field(&UserLock::reason, {.name = "reason", .about = "Why; kept in the audit trail.", .max = 500})};
    }
};

/// An account made for somebody else, who chooses the password.
struct Invitation {
    QString email;
    QString username;
    std::optional<QStringList> roles;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&Invitation::email,
                  {.name = "email", .about = "Under the rules of registration.", .format = "email"}),
            field(&Invitation::username, {.name = "username", .about = "Under the rules of registration."}),
            field(&Invitation::roles,
                  {.name = "roles", .about = "None that allows more than the caller may; default user.", .max = 50})};
    }
};

/// A token to hand over. It is shown this once.
struct Ticket {
    Account user;
    Secret token;
    Time expiresAt{};

    static constexpr auto fields()
    {
        return std::tuple{
            field(&Ticket::user, {.name = "user", .about = "Whose it is."}),
            field(&Ticket::token,
                  {.name = "token", .about = "For POST /api/auth/password-reset; single use.", .secret = true}),
            field(&Ticket::expiresAt, {.name = "expires_at", .about = "Until when it is good."})};
    }
};

struct UserEdit {
    UserId id;
    qint64 version = 0;
    std::optional<QString> username;
    std::optional<QString> email;
    std::optional<QString> reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&UserEdit::id, {.name = "id", .about = "The account.", .format = "uuid", .in = In::Path}),
            field(&UserEdit::version, {.name = "version", .about = "The ETag of the account.", .in = In::IfMatch}),
            field(&UserEdit::username, {.name = "username", .about = "New name, under the rules of registration."}),
            field(&UserEdit::email, {.name = "email", .about = "New address.", .format = "email"}),
            field(&UserEdit::reason, {.name = "reason", .about = "Why; kept in the audit trail.", .max = 500})};
    }
};

struct UserRoles {
    UserId id;
    qint64 version = 0;
    QStringList roles;
    std::optional<QString> reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&UserRoles::id, {.name = "id", .about = "The account.", .format = "uuid", .in = In::Path}),
            field(&UserRoles::version, {.name = "version", .about = "The ETag of the account.", .in = In::IfMatch}),
            field(&UserRoles::roles,
                  {.name = "roles",
                   .about = "All it is to have from now on; none that allows more than the caller may.",
                   .max = 50}),
            field(&UserRoles::reason, {.name = "reason", .about = "Why; kept in the audit trail.", .max = 500})};
    }
};

struct UserRemoval {
    UserId id;
    qint64 version = 0;
    std::optional<QString> reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&UserRemoval::id, {.name = "id", .about = "The account.", .format = "uuid", .in = In::Path}),
            field(&UserRemoval::version, {.name = "version", .about = "The ETag of the account.", .in = In::IfMatch}),
            field(&UserRemoval::reason, {.name = "reason", .about = "Why; kept in the audit trail.", .max = 500})};
    }
};

struct UserSessionRef {
    UserId id;
    SessionId session;
    std::optional<QString> reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&UserSessionRef::id, {.name = "id", .about = "The account.", .format = "uuid", .in = In::Path}),
            field(&UserSessionRef::session,
                  {.name = "sid", .about = "The session to end.", .format = "uuid", .in = In::Path}),
            field(&UserSessionRef::reason, {.name = "reason", .about = "Why; kept in the audit trail.", .max = 500})};
    }
};

/// With the token of an invitation or a reset.
struct PasswordReset {
    Secret token;
    Secret newPassword;

    static constexpr auto fields()
    {
        return std::tuple{field(&PasswordReset::token,
                                {.name = "token", .about = "As it was handed over; single use.", .secret = true}),
                          field(&PasswordReset::newPassword,
                                {.name = "new_password", .about = "Under the rules of registration.", .secret = true})};
    }
};

/// By somebody who has to, or wants to, before they sign in.
struct PasswordReplacement {
    QString email;
    Secret currentPassword;
    Secret newPassword;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&PasswordReplacement::email, {.name = "email", .about = "As for a sign-in."}),
            field(&PasswordReplacement::currentPassword,
                  {.name = "current_password", .about = "Proof.", .secret = true}),
            field(&PasswordReplacement::newPassword,
                  {.name = "new_password", .about = "Another one, under the rules of registration.", .secret = true})};
    }
};

struct RoleRef {
    QString name;

    static constexpr auto fields()
    {
        return std::tuple{field(&RoleRef::name, {.name = "name", .about = "The role.", .max = 50, .in = In::Path})};
    }
};

struct RoleDraft {
    QString name;
    std::optional<QString> description;
    QStringList permissions;

    static constexpr auto fields()
    {
        return std::tuple{
            field(
                &RoleDraft::name,
                {.name = "name", .about = "2 to 50 of a-z, 0-9, '_' and '-', the first one a letter; never changes."}),
            field(&RoleDraft::description, {.name = "description", .about = "For people.", .max = 500}),
            field(&RoleDraft::permissions,
                  {.name = "permissions", .about = "What it allows; nothing that the caller may not.", .max = 100})};
    }
};

struct RoleEdit {
    QString name;
    qint64 version = 0;
    std::optional<QString> description;
    std::optional<QStringList> permissions;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&RoleEdit::name, {.name = "name", .about = "The role.", .max = 50, .in = In::Path}),
            field(&RoleEdit::version, {.name = "version", .about = "The ETag of the role.", .in = In::IfMatch}),
            field(&RoleEdit::description, {.name = "description", .about = "For people.", .max = 500}),
            field(&RoleEdit::permissions,
                  {.name = "permissions", .about = "All it is to allow from now on.", .max = 100})};
    }
};

struct RoleRemoval {
    QString name;
    qint64 version = 0;
    std::optional<QString> reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&RoleRemoval::name, {.name = "name", .about = "The role.", .max = 50, .in = In::Path}),
            field(&RoleRemoval::version, {.name = "version", .about = "The ETag of the role.", .in = In::IfMatch}),
            field(&RoleRemoval::reason, {.name = "reason", .about = "Why; kept in the audit trail.", .max = 500})};
    }
};

} // namespace auth
