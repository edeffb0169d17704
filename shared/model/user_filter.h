#pragma once

#include "model/account.h"

namespace auth {

/// Which accounts are meant: those to which everything that is given applies. Without a state all but the deleted ones.
struct UserFilter {
    std::optional<QString> q = {};
    std::optional<AccountState> state = {};
    std::optional<QString> role = {};
    std::optional<Time> createdFrom = {};
    std::optional<Time> createdTo = {};
    std::optional<Time> lastLoginFrom = {};
    std::optional<Time> lastLoginTo = {};
    std::optional<int> dormantDays = {};

    bool operator==(const UserFilter &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&UserFilter::q, {.name = "q",
                                   .about = "An id, or a part of the address or name; of one or two characters the "
                                            "beginning.",
                                   .min = 1,
                                   .max = 254}),
            field(&UserFilter::state, {.name = "state", .about = "Without it all but deleted accounts."}),
            field(&UserFilter::role, {.name = "role", .about = "Name of a role they have.", .min = 1, .max = 64}),
            field(&UserFilter::createdFrom, {.name = "created_from", .about = "Made at this moment or later."}),
            field(&UserFilter::createdTo, {.name = "created_to", .about = "Made before this moment."}),
            field(&UserFilter::lastLoginFrom,
                  {.name = "last_login_from", .about = "Last signed in at this moment or later."}),
            field(&UserFilter::lastLoginTo,
                  {.name = "last_login_to", .about = "Last signed in before this moment; not those who never did."}),
            field(&UserFilter::dormantDays, {.name = "dormant_days",
                                             .about = "For so many days they have existed and nobody has signed in.",
                                             .min = 1,
                                             .max = 36'500})};
    }
};

} // namespace auth
