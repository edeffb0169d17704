#pragma once

#include "shell/workspace.h"
#include "support/accounts.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>

namespace auth::test {

/// What a window gives its pages, with a session of the account's own. Remembers what the user would have been told.
class ConsoleDesk {
public:
    ConsoleDesk(quint16 port, const Account &account);

    console::Workspace &workspace() { return m_workspace; }
    console::ApiClient &client() { return m_client; }
    console::Actions &actions() { return m_actions; }
    console::Rights &rights() { return m_rights; }
    console::Notices &notices() { return m_notices; }
    console::Navigator &navigator() { return m_navigator; }

    /// The texts of all messages, the newest last.
    QStringList messages() const;
    const QList<console::Message> &posted() const { return m_posted; }
    bool wasTold(const QString &part) const;

private:
    void signIn(const Account &account);

    QTemporaryDir m_folder;
    QSettings m_settings;
    SystemClock m_clock;
    console::ApiClient m_client;
    console::Rights m_rights;
    console::Actions m_actions;
    console::Navigator m_navigator;
    console::Notices m_notices;
    console::JobWatch m_jobs;
    console::TimeText m_times;
    console::Workspace m_workspace;
    QList<console::Message> m_posted;
};

} // namespace auth::test
