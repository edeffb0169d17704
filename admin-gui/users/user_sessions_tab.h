#pragma once

#include "model/session.h"
#include "users/user_tab.h"

QT_FORWARD_DECLARE_CLASS(QPushButton)

namespace auth::console {

/// Where a user is signed in; ends sessions.
class UserSessionsTab : public UserTab {
    Q_OBJECT

public:
    explicit UserSessionsTab(Workspace &workspace, QWidget *parent = nullptr);

Q_SIGNALS:
    void endAllWanted();

protected:
    void load() override;

private:
    void fill(const QList<Session> &sessions);
    void askToEnd();
    void end(SessionId session, const QString &reason);
    void judge();

    QTreeWidget *m_table;
    QPushButton *m_end;
    QPushButton *m_endAll;
    CallHandle m_call;
};

} // namespace auth::console
