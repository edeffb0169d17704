#include "users/user_words.h"

#include <QtCore/QCoreApplication>

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
