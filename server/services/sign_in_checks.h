#pragma once

#include "api/user_action_messages.h"
#include "model/sign_in_check.h"
#include "services/caller.h"
#include "services/rate_limiter.h"
#include "services/sign_in_attempts.h"
#include "storage/user_repository.h"

namespace auth {

/// Why can't this person sign in? From what is stored and counted; nothing is tried.
class SignInChecks {
public:
    SignInChecks(Database &database, RateLimiter &limiter, SignInAttempts &attempts, const Clock &clock);

    /// UserNotFound.
    Result<SignInCheck> ofUser(const UserRef &request, const Caller &caller);
    /// An address without an account is an answer, too.
    Result<SignInCheck> ofAddress(const SignInCheckRequest &request, const Caller &caller);

private:
    struct Known;
    Result<Known> look(Connection &connection, const Credentials &credentials) const;
    Result<SignInCheck> explain(const std::optional<Credentials> &credentials, const QString &account);
    QList<SignInCause> obstacles(const Known &known) const;
    QList<SignInCause> throttles(const QString &account, const QList<SignInAttempt> &attempts) const;
    QList<SignInCause> hints(const Known &known) const;

    Database &m_database;
    RateLimiter &m_limiter;
    SignInAttempts &m_attempts;
    const Clock &m_clock;
};

/// The sentence for support staff.
QString explanation(SignInObstacle obstacle);

} // namespace auth
