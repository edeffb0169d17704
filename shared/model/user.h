#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/ids.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace auth {

/// An account as it may be shown. The password hash is a private row of the repository, so no serialiser can leak it.
struct User {
    UserId id;
    QString username;
    QString email;
    bool isActive = true;
    Time createdAt{};
    Time updatedAt{};
    std::optional<Time> lastLogin;
    QStringList roles;
    qint64 version = 1;

    bool operator==(const User &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&User::id, {.name = "id", .about = "Never changes, never reused.", .format = "uuid"}),
            field(&User::username,
                  {.name = "username", .about = "Unique without regard to case.", .min = 3, .max = 50}),
            field(&User::email, {.name = "email", .about = "As typed at registration.", .max = 254, .format = "email"}),
            field(&User::isActive, {.name = "is_active", .about = "False: may not sign in."}),
            field(&User::createdAt, {.name = "created_at", .about = "When the account was made."}),
            field(&User::updatedAt, {.name = "updated_at", .about = "When the account was last changed."}),
            field(&User::lastLogin,
                  {.name = "last_login", .about = "When the password was last accepted; null before the first time."}),
            field(&User::roles, {.name = "roles", .about = "Names of the account's roles."}),
            field(&User::version,
                  {.name = "version", .about = "Grows with each change; the value of ETag and If-Match."})};
    }
};

} // namespace auth
