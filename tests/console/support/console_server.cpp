#include "support/console_server.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QUrl>

#include <algorithm>

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowsOfARequest = 500;

QByteArray row(const QString &prefix, int number)
{
    const QString name = prefix + QString::number(number).rightJustified(5, u'0');
    return QJsonDocument(QJsonObject{{u"email"_s, name + u"@example.org"_s}, {u"username"_s, name}})
               .toJson(QJsonDocument::Compact)
           + '\n';
}

} // namespace

bool ConsoleServer::start()
{
    const Account admin = makeAdministrator(m_daemon);
    if (!m_daemon.start())
        return false;
    m_staff = makeStaff(client(), admin);
    return m_staff.user.isSignedIn();
}

bool ConsoleServer::addUsers(int count, const QString &prefix)
{
    Headers headers = HttpClient::bearer(m_staff.admin.access);
    headers.emplaceBack("Content-Type", "application/x-ndjson");
    for (int first = 1; first <= count; first += rowsOfARequest) {
        QByteArray rows;
        for (int number = first; number < std::min(first + rowsOfARequest, count + 1); ++number)
            rows += row(prefix, number);
        const Answer answer = client().send("POST", "/api/users/import", headers, rows);
        if (answer.status != 200 || answer.json()[u"failed"_s].toInt(-1) != 0)
            return false;
    }
    return true;
}

QJsonObject ConsoleServer::userByEmail(const QString &email) const
{
    const QByteArray query = "/api/users?q=" + QUrl::toPercentEncoding(email);
    const QJsonArray found = client().get(query, m_staff.admin.access).json()[u"items"_s].toArray();
    const auto it = std::find_if(found.begin(), found.end(),
                                 [&](const QJsonValue &each) { return each[u"email"_s].toString() == email; });
    return it == found.end() ? QJsonObject() : it->toObject();
}

} // namespace auth::test
