#include "support/console_desk.h"

#include "client/connector.h"

#include <QtTest/QTest>

#include <algorithm>

namespace auth::test {

using namespace Qt::StringLiterals;
using namespace auth::console;

namespace {

constexpr int patienceMs = 20000;

ServerProfile profileOf(quint16 port)
{
    ServerProfile profile;
    profile.name = u"Test"_s;
    profile.url = QUrl(u"http://127.0.0.1:%1"_s.arg(port));
    return profile;
}

} // namespace

ConsoleDesk::ConsoleDesk(quint16 port, const Account &account)
    : m_settings(m_folder.filePath(u"console.ini"_s), QSettings::IniFormat), m_client(profileOf(port)),
      m_actions(m_rights, m_settings), m_jobs(m_client),
      m_times(m_clock), m_workspace{m_client, m_rights, m_actions, m_navigator, m_notices, m_jobs, m_times, m_settings}
{
    QObject::connect(&m_notices, &Notices::posted, &m_notices, [this](const Message &message) { m_posted += message; });
    signIn(account);
}

void ConsoleDesk::signIn(const Account &account)
{
    bool connected = false;
    Connector connector(m_client);
    QObject::connect(&connector, &Connector::connected, &connector, [&](const Profile &user) {
        m_rights.setUser(user);
        connected = true;
    });
    connector.begin({.email = account.email, .password = Secret(account.password.toUtf8()), .newPassword = {}});
    if (!QTest::qWaitFor([&] { return connected; }, patienceMs))
        qFatal("%s cannot sign in", qPrintable(account.email));
}

QStringList ConsoleDesk::messages() const
{
    QStringList texts;
    for (const Message &message : m_posted)
        texts += message.text;
    return texts;
}

bool ConsoleDesk::wasTold(const QString &part) const
{
    return std::any_of(m_posted.begin(), m_posted.end(),
                       [&](const Message &message) { return message.text.contains(part); });
}

} // namespace auth::test
