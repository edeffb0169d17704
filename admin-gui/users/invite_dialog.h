#pragma once

#include "api/user_action_messages.h"
#include "shell/workspace.h"

#include <QtWidgets/QDialog>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace auth::console {

class BusyButton;
class RoleChecklist;

/// A new account, whose password its owner chooses. What the server refuses is said beside the field.
class InviteDialog : public QDialog {
    Q_OBJECT

public:
    InviteDialog(Workspace &workspace, QWidget *parent);

Q_SIGNALS:
    void invited(const auth::Ticket &ticket);

private:
    QLabel *problemLabel(const QString &name);
    void send();
    void explain(const ApiError &error);
    void checkComplete();

    Workspace &m_workspace;
    QLineEdit *m_email;
    QLineEdit *m_name;
    QLabel *m_emailProblem;
    QLabel *m_nameProblem;
    QLabel *m_problem;
    RoleChecklist *m_roles;
    BusyButton *m_go;
};

} // namespace auth::console
