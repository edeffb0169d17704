#include "services/registration.h"

#include "crypto/random_token.h"
#include "model/email.h"
#include "model/username.h"
#include "services/audit_trail.h"

namespace auth {

using namespace Qt::StringLiterals;

Outcome checkEmail(const QString &email)
{
    if (isValidEmail(email))
        return Done{};
    return fieldError(ErrorCode::InvalidEmail, u"email"_s, u"invalid"_s,
                      u"The e-mail address is not one this service accepts."_s);
}

Outcome checkUsername(const QString &username)
{
    if (isValidUsername(username))
        return Done{};
    return fieldError(ErrorCode::InvalidUsername, u"username"_s, u"invalid"_s,
                      u"The username must have 3 to 50 ASCII letters, digits or underscores."_s);
}

Result<NewUser> newUser(const RegisterRequest &request, const QStringList &roles, const PasswordPolicy &policy,
                        PasswordHasher &hasher, Time now)
{
    if (const auto good = checkEmail(request.email); !good)
        return good.error();
    if (const auto good = checkUsername(request.username); !good)
        return good.error();
    if (request.password.size() > PasswordPolicy::maxBytes)
        return policy.check(request.password, {}, u"password"_s).error();
    const Secret password = normalizedPassword(request.password);
    if (const auto good = policy.check(password, {request.email, request.username}, u"password"_s); !good)
        return good.error();
    const auto hash = hasher.hash(password);
    if (!hash)
        return hash.error();
    return NewUser{.id = newId<UserId>(now),
                   .username = request.username,
                   .email = request.email,
                   .passwordHash = *hash,
                   .roles = roles,
                   .createdAt = now};
}

Registration::Registration(Database &database, PasswordHasher &hasher, const PasswordPolicy &policy, Sessions &sessions,
                           const AuditTrail &audit, const Clock &clock)
    : m_database(database), m_hasher(hasher), m_policy(policy), m_sessions(sessions), m_audit(audit), m_clock(clock)
{
}

Result<TokenPair> Registration::registerUser(const RegisterRequest &request, const Caller &caller)
{
    const auto row = newUser(request, {u"user"_s}, m_policy, m_hasher, m_clock.now());
    if (!row)
        return row.error();
    std::optional<User> user;
    const auto started = m_database.write([&](Connection &connection) -> Result<Sessions::Started> {
        auto inserted = UserRepository::insert(connection, *row);
        if (!inserted)
            return inserted.error();
        user = *std::move(inserted);
        auto session = m_sessions.start(connection, user->id, caller);
        if (!session)
            return session;
        Caller self = caller; // nobody was signed in before
        self.user = user->id;
        const auto recorded = m_audit.record(connection, self,
                                             {.action = AuditAction::UserRegistered,
                                              .target = AuditTarget::User,
                                              .targetId = user->id.text(),
                                              .person = user->id});
        return recorded ? session : recorded.error();
    });
    if (!started)
        return started.error();
    return m_sessions.opened(*started, *user);
}

} // namespace auth
