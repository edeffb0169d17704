#pragma once

#include "shell/online_watch.h"
#include "shell/workspace.h"

namespace auth::console {

/// Everything that lives from sign-in to sign-out in one window.
class Desk : public QObject {
    Q_OBJECT

public:
    Desk(std::unique_ptr<ApiClient> client, const Profile &user, TimeText &times, QSettings &settings);
    ~Desk() override;

    Workspace &workspace() { return m_workspace; }
    OnlineWatch &online() { return m_online; }
    ApiClient &client() { return *m_client; }
    /// Ends the session on the server; `done` when that is settled, one way or the other.
    void signOut(std::function<void()> done);

private:
    std::unique_ptr<ApiClient> m_client;
    Rights m_rights;
    Actions m_actions;
    Navigator m_navigator;
    Notices m_notices;
    JobWatch m_jobs;
    OnlineWatch m_online;
    Workspace m_workspace;
};

} // namespace auth::console
