#pragma once

#include "api/messages.h"
#include "crypto/password_hasher.h"
#include "services/password_policy.h"
#include "services/sessions.h"

namespace auth {

class AuditTrail;

/// Making accounts.
class Registration {
public:
    Registration(Database &database, PasswordHasher &hasher, const PasswordPolicy &policy, Sessions &sessions,
                 const AuditTrail &audit, const Clock &clock);

    /// An account with the role `user`, signed in. InvalidEmail, InvalidUsername, WeakPassword, DuplicateEmail,
    /// DuplicateUsername.
    Result<TokenPair> registerUser(const RegisterRequest &request, const Caller &caller);

private:
    Database &m_database;
    PasswordHasher &m_hasher;
    const PasswordPolicy &m_policy;
    Sessions &m_sessions;
    const AuditTrail &m_audit;
    const Clock &m_clock;
};

/// The rules of registration without the storage: also for the command line and for changes of an account.
Outcome checkEmail(const QString &email);
Outcome checkUsername(const QString &username);

/// The row of a new account, its password checked and hashed.
Result<NewUser> newUser(const RegisterRequest &request, const QStringList &roles, const PasswordPolicy &policy,
                        PasswordHasher &hasher, Time now);

} // namespace auth
