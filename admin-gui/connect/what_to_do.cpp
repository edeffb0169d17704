#include "connect/what_to_do.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

namespace {

QString words(const char *text) { return QCoreApplication::translate("WhatToDo", text); }

QString refused(const ApiError &error)
{
    if (error.is(ErrorCode::InvalidCredentials))
        return words(QT_TRANSLATE_NOOP("WhatToDo", "Check address and password; the password is case-sensitive."));
    if (error.is(ErrorCode::AccountDisabled))
        return words(QT_TRANSLATE_NOOP("WhatToDo", "Ask another administrator to switch the account on."));
    if (error.is(ErrorCode::PasswordChangeRequired))
        return words(QT_TRANSLATE_NOOP("WhatToDo", "Choose a new password below; it is used from now on."));
    if (error.is(ErrorCode::RateLimited))
        return words(
            QT_TRANSLATE_NOOP("WhatToDo", "There were too many attempts. Wait until the button is free again."));
    if (error.status >= 500)
        return words(
            QT_TRANSLATE_NOOP("WhatToDo", "The server is there and cannot work just now. Try again in a moment."));
    return {};
}

} // namespace

QString whatToDo(Connector::Step step, const ApiError &error)
{
    switch (error.kind) {
    case ApiError::Kind::Unreachable:
        return step == Connector::Step::Resolve
                   ? words(QT_TRANSLATE_NOOP("WhatToDo", "Look for a typing mistake, or ask whether a VPN is needed."))
                   : words(QT_TRANSLATE_NOOP("WhatToDo", "Check the port, and whether the service is running."));
    case ApiError::Kind::TimedOut:
        return words(QT_TRANSLATE_NOOP("WhatToDo", "A firewall may drop the connection. Check address and port."));
    case ApiError::Kind::Untrusted:
        return words(QT_TRANSLATE_NOOP("WhatToDo", "If the server uses a certificate of your own, set its CA file."));
    case ApiError::Kind::Refused:
        return refused(error);
    case ApiError::Kind::SignedOut:
        return words(QT_TRANSLATE_NOOP("WhatToDo", "Sign in with your password."));
    case ApiError::Kind::Nonsense:
    case ApiError::Kind::ReadOnly:
    case ApiError::Kind::Unwritten:
    case ApiError::Kind::Cancelled:
        return {};
    }
    return {};
}

} // namespace auth::console
