#pragma once

#include "api/audit_messages.h"
#include "users/user_tab.h"

QT_FORWARD_DECLARE_CLASS(QPushButton)

namespace auth::console {

/// What was done to and by a user lately.
class UserAuditTab : public UserTab {
    Q_OBJECT

public:
    explicit UserAuditTab(Workspace &workspace, QWidget *parent = nullptr);

protected:
    void load() override;

private:
    void fill(const QList<AuditEntry> &entries);

    QTreeWidget *m_table;
    QPushButton *m_all;
    CallHandle m_call;
};

} // namespace auth::console
