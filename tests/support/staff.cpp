#include "support/staff.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace auth::test {

using namespace Qt::StringLiterals;

Account makeAdministrator(const DaemonProcess &daemon)
{
    const Account account = newAccount();
    const Finished made = daemon.run({u"admin"_s, u"create"_s, u"--email"_s, account.email, u"--username"_s,
                                      account.username, u"--password-stdin"_s},
                                     account.password.toUtf8() + '\n');
    if (made.exitCode != 0)
        qFatal("%s", made.err.constData());
    return account;
}

Staff makeStaff(const HttpClient &client, const Account &admin)
{
    Staff staff{.admin = signIn(client, admin), .support = signUp(client), .user = signUp(client)};
    if (giveRoles(client, staff.admin, staff.support, {u"support"_s}).status != 200)
        qFatal("the administrator may not give roles");
    return staff;
}

Answer giveRoles(const HttpClient &client, const Account &admin, const Account &account, const QStringList &roles)
{
    const QByteArray path = "/api/users/" + idOf(account).toLatin1();
    Headers headers = HttpClient::bearer(admin.access);
    headers.emplaceBack("If-Match", client.get(path, admin.access).header("etag"));
    headers.emplaceBack("Content-Type", "application/json");
    const QJsonObject body{{u"roles"_s, QJsonArray::fromStringList(roles)}};
    return client.send("PUT", path + "/roles", headers, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

QString idOf(const Account &account) { return claimsOf(account.access)[u"sub"_s].toString(); }

} // namespace auth::test
