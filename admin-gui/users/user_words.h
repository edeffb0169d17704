#pragma once

#include "client/api_error.h"
#include "model/account.h"
#include "model/sign_in_check.h"
#include "widgets/icons.h"

namespace auth::console {

// What people read for what programs exchange.

QString stateText(AccountState state);
Tone stateTone(AccountState state);
Icon stateIcon(AccountState state);

QString obstacleText(SignInObstacle obstacle);
QString attemptText(AttemptOutcome outcome);

/// The server's sentence about one of an account's fields, which some codes name without saying so; empty: it is good.
QString problemOf(const ApiError &error, QStringView field);

} // namespace auth::console
