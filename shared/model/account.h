#pragma once

#include "model/user.h"

namespace auth {
inline namespace account_states { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// Whether somebody can sign in with an account, and why not. The first that holds.
enum class AccountState {
    Deleted,     ///< Kept for a while so that it can be restored; name and address stay taken.
    Deactivated, ///< Switched off until an administrator switches it on.
    Locked,      ///< Switched off until a moment.
    Invited,     ///< Nobody has chosen a password yet.
    Active,
};
Q_ENUM_NS(AccountState)
} // namespace account_states

/// An account as administrators see it.
struct Account : User {
    AccountState state = AccountState::Active;
    std::optional<Time> deactivatedAt;
    std::optional<Time> lockedUntil;
    std::optional<Time> deletedAt;
    bool mustChangePassword = false;

    bool operator==(const Account &) const = default;

    static constexpr auto fields()
    {
        return std::tuple_cat(
            User::fields(),
            std::tuple{
                field(&Account::state, {.name = "state", .about = "Whether one can sign in with it, and why not."}),
                field(&Account::deactivatedAt,
                      {.name = "deactivated_at", .about = "Since when it is switched off; null when it is not."}),
                field(&Account::lockedUntil,
                      {.name = "locked_until", .about = "Nobody signs in before; null or past: not locked."}),
                field(&Account::deletedAt,
                      {.name = "deleted_at", .about = "When it was deleted; null when it was not."}),
                field(&Account::mustChangePassword, {.name = "must_change_password",
                                                     .about = "The password opens nothing but its own replacement."})});
    }
};

} // namespace auth
