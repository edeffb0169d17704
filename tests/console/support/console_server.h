#pragma once

#include "support/staff.h"

namespace auth::test {

/// The real daemon with an administrator, a supporter and a user, for tests of the console. No rate limits.
class ConsoleServer {
public:
    /// False when the daemon did not come up.
    bool start();

    DaemonProcess &daemon() { return m_daemon; }
    HttpClient client() const { return m_daemon.client(); }
    const Staff &staff() const { return m_staff; }

    /// Accounts that are called PREFIX00001, PREFIX00002 and so on, at example.org, made over the wire. They are
    /// active and have no password.
    bool addUsers(int count, const QString &prefix = QStringLiteral("user"));
    /// Their account as the administrator sees it.
    QJsonObject userByEmail(const QString &email) const;

private:
    DaemonProcess m_daemon{{{QStringLiteral("RATE_LIMIT_ENABLED"), QStringLiteral("false")}}};
    Staff m_staff;
};

} // namespace auth::test
