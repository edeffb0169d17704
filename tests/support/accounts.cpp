#include "support/accounts.h"

#include <QtCore/QJsonDocument>

#include <atomic>

namespace auth::test {

using namespace Qt::StringLiterals;

QJsonObject Account::registration() const
{
    return {{u"email"_s, email}, {u"username"_s, username}, {u"password"_s, password}};
}

QJsonObject Account::login() const { return {{u"email"_s, email}, {u"password"_s, password}}; }

Account newAccount()
{
    static std::atomic<int> count{0};
    const QString number = QString::number(++count);
    return {.email = u"person%1@example.org"_s.arg(number),
            .username = u"person_%1"_s.arg(number),
            .password = u"fluffy walrus paints %1 tractors"_s.arg(number),
            .access = {},
            .refresh = {}};
}

namespace {

Account with(Account account, const Answer &answer)
{
    account.access = answer.text(u"access_token"_s);
    account.refresh = answer.text(u"refresh_token"_s);
    return account;
}

} // namespace

Account signUp(const HttpClient &client)
{
    const Account account = newAccount();
    return with(account, client.post("/api/auth/register", account.registration()));
}

Account signIn(const HttpClient &client, Account account)
{
    const Answer answer = client.post("/api/auth/login", account.login());
    return with(std::move(account), answer);
}

Answer refresh(const HttpClient &client, const QString &token)
{
    return client.post("/api/auth/refresh", {{u"refresh_token"_s, token}});
}

QJsonObject claimsOf(const QString &token)
{
    const QByteArray payload = token.toLatin1().split('.').value(1);
    return QJsonDocument::fromJson(QByteArray::fromBase64(payload, QByteArray::Base64UrlEncoding)).object();
}

} // namespace auth::test
