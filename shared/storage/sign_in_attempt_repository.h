#pragma once

#include "model/sign_in_check.h"
#include "storage/connection.h"

namespace auth {

/// The last sign-ins of each account.
class SignInAttemptRepository {
public:
    /// Of the account's, the newest `keep` stay. Nothing happens for an account that is not there.
    static Outcome add(Connection &connection, UserId user, const SignInAttempt &attempt, int keep);
    /// Newest first.
    static Result<QList<SignInAttempt>> latest(Connection &connection, UserId user);
};

} // namespace auth
