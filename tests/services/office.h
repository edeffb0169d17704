#pragma once

#include "services/password_resets.h"
#include "services/roles.h"
#include "services/session_administration.h"
#include "services/user_administration.h"
#include "storage/account_repository.h"
#include "storage/role_repository.h"
#include "support/test_engine.h"
#include "tests/services/fixture.h"

namespace auth::test {

/// On the engine that AUTH_TEST_ENGINE names, a database of its own.
inline QString engineUrl()
{
    const QString url = freshDatabase().value(QStringLiteral("DATABASE_URL"));
    return url.startsWith(u"postgresql:") ? url : QString();
}

/// The services administrators use, over a database of their own.
struct Office : Rig {
    Office() : Rig({.databaseUrl = engineUrl()}) {}
    explicit Office(const Setup &with) : Rig(with) {}

    OneTimeTokens oneTimeTokens{keys, {}, clock};
    AccountActions actions{sessions, oneTimeTokens, limiter, clock};
    UserAdministration users{*database, actions, audit, clock};
    SessionAdministration userSessions{*database, sessions, audit, clock};
    Roles roles{*database, cache, audit, clock};
    PasswordResets resets{*database, *hasher, policy, oneTimeTokens, sessions, limiter, audit, clock};

    /// An account with a password nobody knows.
    UserId person(const QStringList &roleNames = {QStringLiteral("user")})
    {
        const auto made = database->write(
            [&](Connection &connection) { return UserRepository::insert(connection, newUser(++m_number, roleNames)); });
        if (!made)
            qFatal("%s", trouble(made).constData());
        return made->id;
    }
    UserId administrator() { return person({QStringLiteral("admin")}); }
    Caller caller(UserId id) const
    {
        Caller caller = stranger();
        caller.user = id;
        caller.requestId = QStringLiteral("request-1");
        return caller;
    }
    Account account(UserId id)
    {
        return **database->read(
            [&](Connection &connection) { return AccountRepository::byId(connection, id, clock.now()); });
    }
    /// A session of the account that nobody holds the token of.
    SessionId session(UserId id)
    {
        return database->write([&](Connection &connection) { return sessions.start(connection, id, stranger()); })
            ->token.session;
    }
    bool isOpen(SessionId id) { return !stored(id).revokedAt; }
    /// The actions on record, in order.
    QStringList record()
    {
        return *database->read([](Connection &connection) {
            return connection.all("SELECT action FROM audit ORDER BY seq", {},
                                  [](const Row &row) { return row.text(0); });
        });
    }
    void makeRole(const QString &name, Permissions permissions)
    {
        const auto made = database->write([&](Connection &connection) {
            return RoleRepository::insert(connection, idOf<RoleKind>(++m_number), name, {}, permissions, clock.now());
        });
        if (!made || !*made)
            qFatal("no role");
    }

private:
    quint64 m_number = 0;
};

} // namespace auth::test
