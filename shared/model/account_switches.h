#pragma once

#include "core/clock.h"
#include "core/field.h"

#include <optional>

namespace auth {

/// What administrators switch on an account. Putting earlier ones back undoes a change.
struct AccountSwitches {
    bool isActive = true;
    std::optional<Time> deactivatedAt;
    std::optional<Time> lockedUntil;
    std::optional<Time> deletedAt;
    bool mustChangePassword = false;

    bool operator==(const AccountSwitches &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&AccountSwitches::isActive, {.name = "is_active", .about = "See Account."}),
            field(&AccountSwitches::deactivatedAt, {.name = "deactivated_at", .about = "See Account."}),
            field(&AccountSwitches::lockedUntil, {.name = "locked_until", .about = "See Account."}),
            field(&AccountSwitches::deletedAt, {.name = "deleted_at", .about = "See Account."}),
            field(&AccountSwitches::mustChangePassword, {.name = "must_change_password", .about = "See Account."})};
    }
};

} // namespace auth
