#pragma once

#include "core/clock.h"
#include "core/ids.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>

#include <optional>

namespace auth {
inline namespace one_time_tokens { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// What a token opens. Stored by name.
enum class TokenPurpose {
    Invitation,    ///< The first password of an account that somebody else made.
    PasswordReset, ///< Another password, without the old one.
};
Q_ENUM_NS(TokenPurpose)
} // namespace one_time_tokens

/// A token as it is stored: its keyed hash alone.
struct OneTimeToken {
    QByteArray hash;
    UserId user;
    TokenPurpose purpose{};
    UserId createdBy;
    Time createdAt{};
    Time expiresAt{};
    std::optional<Time> usedAt = {};
};

} // namespace auth
