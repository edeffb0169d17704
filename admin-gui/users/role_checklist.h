#pragma once

#include "client/api_client.h"
#include "model/role.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QTreeWidget)

namespace auth::console {

/// All roles of the server to tick; below, what the current one allows. Roles that were checked before they were known
/// stay.
class RoleChecklist : public QWidget {
    Q_OBJECT

public:
    RoleChecklist(ApiClient &client, QWidget *parent = nullptr);

    void setChecked(const QStringList &roles);
    QStringList checked() const;
    void setReadOnly(bool readOnly);
    /// Asks the server which roles there are, once.
    void load();

Q_SIGNALS:
    /// By the user.
    void edited();

private:
    void fill(const QList<Role> &roles);
    void write();
    void explain();

    ApiClient &m_client;
    QTreeWidget *m_list;
    QLabel *m_about;
    QLabel *m_problem;
    QStringList m_checked;
    CallHandle m_call;
    bool m_readOnly = false;
};

} // namespace auth::console
