#pragma once

#include "api/job_messages.h"
#include "client/api_client.h"

#include <QtWidgets/QDialog>

QT_FORWARD_DECLARE_CLASS(QComboBox)
QT_FORWARD_DECLARE_CLASS(QPushButton)

namespace auth::console {

/// Which role the selected users are to get or lose.
class BulkRoleDialog : public QDialog {
    Q_OBJECT

public:
    BulkRoleDialog(ApiClient &client, QWidget *parent);

    BulkChange change() const;

private:
    QComboBox *m_action;
    QComboBox *m_role;
    QPushButton *m_go;
};

} // namespace auth::console
