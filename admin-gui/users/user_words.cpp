#include "users/user_words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::UserWords)
};

} // namespace

QString stateText(AccountState state)
{
    switch (state) {
    case AccountState::Deleted:
        return Words::tr("Deleted");
    case AccountState::Deactivated:
        return Words::tr("Deactivated");
    case AccountState::Locked:
        return Words::tr("Locked");
    case AccountState::Invited:
        return Words::tr("Invited");
    case AccountState::Active:
        return Words::tr("Active");
    }
    return {};
}

Tone stateTone(AccountState state)
{
    switch (state) {
    case AccountState::Deleted:
        return Tone::Error;
    case AccountState::Locked:
        return Tone::Warning;
    case AccountState::Invited:
        return Tone::Info;
    case AccountState::Active:
        return Tone::Success;
    case AccountState::Deactivated:
        break;
    }
    return Tone::Neutral;
}

Icon stateIcon(AccountState state)
{
    switch (state) {
    case AccountState::Deleted:
        return Icon::Delete;
    case AccountState::Deactivated:
        return Icon::Deactivate;
    case AccountState::Locked:
        return Icon::Lock;
    case AccountState::Invited:
        return Icon::Time;
    case AccountState::Active:
        break;
    }
    return Icon::Success;
}

QString outcomeText(const QString &outcome)
{
    static const QHash<QString, const char *> texts{
        {u"changed"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "Will be changed")},
        {u"unchanged"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "Already so")},
        {u"forbidden"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "More rights than you have")},
        {u"own_account"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "Your own account")},
        {u"changed_since"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "Changed since")},
        {u"unknown_role"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "No such role")},
        {u"deleted"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "Deleted")},
        {u"not_deleted"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "Not deleted")},
        {u"no_password"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "No password yet")},
        {u"not_found"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "Gone")},
        {u"last_administrator"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "The last administrator")},
    };
    const char *text = texts.value(outcome);
    return text ? Words::tr(text) : outcome;
}

QString obstacleText(SignInObstacle obstacle)
{
    switch (obstacle) {
    case SignInObstacle::UnknownAccount:
        return Words::tr("No such account");
    case SignInObstacle::Deleted:
        return Words::tr("Deleted");
    case SignInObstacle::Deactivated:
        return Words::tr("Deactivated");
    case SignInObstacle::Locked:
        return Words::tr("Locked");
    case SignInObstacle::Invited:
        return Words::tr("Has not chosen a password yet");
    case SignInObstacle::InvitationExpired:
        return Words::tr("The invitation has expired");
    case SignInObstacle::PasswordChangeRequired:
        return Words::tr("Must change the password");
    case SignInObstacle::AccountThrottled:
        return Words::tr("Slowed down: many failures");
    case SignInObstacle::NetworkThrottled:
        return Words::tr("Slowed down: this network and account");
    case SignInObstacle::AddressThrottled:
        return Words::tr("Slowed down: this network");
    case SignInObstacle::PasswordImported:
        return Words::tr("Password of another system");
    case SignInObstacle::WrongPassword:
        return Words::tr("Wrong password");
    case SignInObstacle::SessionReused:
        return Words::tr("Signed out: a used token came again");
    case SignInObstacle::SessionsEnded:
        return Words::tr("Signed out by an administrator");
    case SignInObstacle::TooManySessions:
        return Words::tr("Signed out by sign-ins elsewhere");
    }
    return {};
}

QString attemptText(AttemptOutcome outcome)
{
    switch (outcome) {
    case AttemptOutcome::Succeeded:
        return Words::tr("Succeeded");
    case AttemptOutcome::WrongPassword:
        return Words::tr("Wrong password");
    case AttemptOutcome::Throttled:
        return Words::tr("Had to wait");
    case AttemptOutcome::Disabled:
        return Words::tr("Account switched off");
    case AttemptOutcome::PasswordChangeRequired:
        return Words::tr("Password must be changed");
    }
    return {};
}

QString permissionText(const QString &permission)
{
    static const QHash<QString, const char *> texts{
        {u"users.read"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "see users")},
        {u"users.write"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "create and change users")},
        {u"sessions.read"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "see sessions")},
        {u"sessions.revoke"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "end sessions")},
        {u"logs.read"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "read the log")},
        {u"audit.read"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "read the audit trail")},
        {u"system.read"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "see the server's settings and figures")},
        {u"system.manage"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "reset breakers, change log levels")},
        {u"roles.manage"_s, QT_TRANSLATE_NOOP("auth::console::UserWords", "create and change roles")},
    };
    const char *text = texts.value(permission);
    return text ? Words::tr(text) : permission;
}

QString problemOf(const ApiError &error, QStringView field)
{
    const QString said = error.of(field);
    if (!said.isEmpty())
        return said;
    const bool isEmail = error.is(ErrorCode::DuplicateEmail) || error.is(ErrorCode::InvalidEmail);
    const bool isName = error.is(ErrorCode::DuplicateUsername) || error.is(ErrorCode::InvalidUsername);
    return (isEmail && field == u"email") || (isName && field == u"username") ? error.message : QString();
}

} // namespace auth::console
