#pragma once

#include "model/session.h"

namespace auth {

/// A session in a list of everybody's.
struct ListedSession : Session {
    UserId userId;
    QString username;
    QString email;

    bool operator==(const ListedSession &) const = default;

    static constexpr auto fields()
    {
        return std::tuple_cat(
            Session::fields(),
            std::tuple{field(&ListedSession::userId, {.name = "user_id", .about = "Whose it is.", .format = "uuid"}),
                       field(&ListedSession::username, {.name = "username", .about = "Their name."}),
                       field(&ListedSession::email, {.name = "email", .about = "Their address.", .format = "email"})});
    }
};

/// Which sessions are meant: those to which everything that is given applies.
struct SessionFilter {
    std::optional<UserId> userId = {};
    std::optional<QString> ip = {};
    std::optional<QString> device = {};

    bool operator==(const SessionFilter &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&SessionFilter::userId, {.name = "user_id", .about = "Whose they are.", .format = "uuid"}),
            field(&SessionFilter::ip, {.name = "ip", .about = "What the address begins with.", .min = 1, .max = 45}),
            field(&SessionFilter::device,
                  {.name = "device", .about = "A part of the User-Agent, in any case.", .min = 1, .max = 256})};
    }
};

} // namespace auth
