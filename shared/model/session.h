#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/ids.h"

#include <QtCore/QString>

#include <optional>

namespace auth {

/// One sign-in on one device, from the password to logout, expiry or revocation.
struct Session {
    SessionId id;
    Time createdAt{};
    Time lastUsedAt{};
    Time expiresAt{};
    QString device;
    QString ip;
    bool current = false;

    bool operator==(const Session &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&Session::id,
                  {.name = "id", .about = "The `sid` claim of the session's access tokens.", .format = "uuid"}),
            field(&Session::createdAt, {.name = "created_at", .about = "When the password was given."}),
            field(&Session::lastUsedAt, {.name = "last_used_at", .about = "When it was last refreshed."}),
            field(&Session::expiresAt,
                  {.name = "expires_at", .about = "When its refresh token ends unless it is used before."}),
            field(&Session::device, {.name = "device", .about = "User-Agent at sign-in.", .max = 256}),
            field(&Session::ip, {.name = "ip", .about = "Address at sign-in."}),
            field(&Session::current, {.name = "current", .about = "True for the session that asks."})};
    }
};

} // namespace auth
