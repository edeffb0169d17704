#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/ids.h"

#include <QtCore/QList>
#include <QtCore/QObject>

#include <optional>

namespace auth {
inline namespace sign_in_checks { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// How a sign-in ended. Stored by name.
enum class AttemptOutcome {
    Succeeded,
    WrongPassword,
    Throttled,              ///< Not tried: too many failures of the account.
    Disabled,               ///< The right password of an account that is locked or switched off.
    PasswordChangeRequired, ///< The right password, which must be changed.
};
Q_ENUM_NS(AttemptOutcome)

/// Why somebody cannot sign in, or may think so. A name is never reused.
enum class SignInObstacle {
    UnknownAccount,
    Deleted,
    Deactivated,
    Locked,
    Invited,           ///< No password chosen yet; the invitation is good.
    InvitationExpired, ///< No password chosen yet, and no invitation that is good.
    PasswordChangeRequired,
    AccountThrottled, ///< Many failures from wherever: networks that are new to the account must wait.
    NetworkThrottled, ///< Many attempts of one network with this account.
    AddressThrottled, ///< Many attempts of one network, with whatever accounts.
    PasswordImported, ///< Of another system; renewed at the next sign-in.
    WrongPassword,    ///< The last attempt.
    SessionReused,    ///< Signed out since the last sign-in: a used refresh token was presented.
    SessionsEnded,    ///< Signed out since the last sign-in by an administrator.
    TooManySessions,  ///< Signed out since the last sign-in by sign-ins on other devices.
};
Q_ENUM_NS(SignInObstacle)
} // namespace sign_in_checks

/// One sign-in with the account's address.
struct SignInAttempt {
    Time at{};
    AttemptOutcome outcome = AttemptOutcome::Succeeded;
    QString network;
    QString device;
    QString requestId;

    bool operator==(const SignInAttempt &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&SignInAttempt::at, {.name = "at", .about = "When."}),
            field(&SignInAttempt::outcome, {.name = "outcome", .about = "How it ended."}),
            field(&SignInAttempt::network,
                  {.name = "network", .about = "The IPv4 address, or the /64 of an IPv6 one."}),
            field(&SignInAttempt::device, {.name = "device", .about = "User-Agent."}),
            field(&SignInAttempt::requestId, {.name = "request_id", .about = "The request, as in the log."})};
    }
};

struct SignInCause {
    SignInObstacle code = SignInObstacle::UnknownAccount;
    QString detail;
    bool blocks = false;
    std::optional<Time> since = {};
    std::optional<Time> until = {};
    std::optional<QString> network = {};

    bool operator==(const SignInCause &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&SignInCause::code, {.name = "code", .about = "Stable, for programs."}),
            field(&SignInCause::detail, {.name = "detail", .about = "A sentence for support staff."}),
            field(&SignInCause::blocks, {.name = "blocks", .about = "False: the right password would still do."}),
            field(&SignInCause::since, {.name = "since", .about = "Since when, where that is known."}),
            field(&SignInCause::until, {.name = "until", .about = "When it ends by itself, where it does."}),
            field(&SignInCause::network, {.name = "network", .about = "Whom alone it concerns; null: everybody."})};
    }
};

/// Why can't this person sign in?
struct SignInCheck {
    std::optional<UserId> userId;
    bool canSignIn = false;
    QList<SignInCause> causes;
    QList<SignInAttempt> attempts;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&SignInCheck::userId,
                  {.name = "user_id", .about = "The account; null when there is none.", .format = "uuid"}),
            field(&SignInCheck::canSignIn,
                  {.name = "can_sign_in",
                   .about = "Whether the right password would do, from a network that need not wait."}),
            field(&SignInCheck::causes,
                  {.name = "causes", .about = "All that stands in the way or may look so, the weightiest first."}),
            field(&SignInCheck::attempts, {.name = "attempts", .about = "The last ones, newest first."})};
    }
};

} // namespace auth
