#pragma once

#include "support/http_client.h"

#include <QtCore/QString>

namespace auth::test {

/// An account and its newest sign-in.
struct Account {
    QString email;
    QString username;
    QString password;
    QString access;
    QString refresh;

    bool isSignedIn() const { return !access.isEmpty(); }
    QJsonObject registration() const;
    QJsonObject login() const;
};

/// Data of an account nobody has registered; each call gives another one.
Account newAccount();
/// Registered and signed in; not signed in when that failed.
Account signUp(const HttpClient &client);
/// Another session of the same account.
Account signIn(const HttpClient &client, Account account);

/// The answer to an exchange of a refresh token.
Answer refresh(const HttpClient &client, const QString &token);

/// The claims of an access token, not verified.
QJsonObject claimsOf(const QString &token);

} // namespace auth::test
