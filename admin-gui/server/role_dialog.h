#pragma once

#include "model/role.h"
#include "shell/workspace.h"

#include <QtWidgets/QDialog>

QT_FORWARD_DECLARE_CLASS(QBoxLayout)
QT_FORWARD_DECLARE_CLASS(QCheckBox)
QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace auth::console {

class BusyButton;

/// Makes a role, or changes one. Saves by itself and closes when that worked; when somebody else has changed the role
/// meanwhile, it asks whose values to keep.
class RoleDialog : public QDialog {
    Q_OBJECT

public:
    /// Without a role it makes one.
    RoleDialog(Workspace &workspace, const std::optional<Role> &role, QWidget *parent = nullptr);

Q_SIGNALS:
    void saved(const auth::Role &role);

private:
    void addName(QBoxLayout *column);
    void addPermissions(QBoxLayout *column);
    void addButtons(QBoxLayout *column);
    void save();
    void create();
    void edit(const Role &wanted);
    void finish(const Answer<Role> &answer);
    void merge(const Role &theirs);
    void showError(const ApiError &error);
    Role wanted() const;

    Workspace &m_workspace;
    const bool m_isNew;
    Role m_base; ///< What the editing started from.
    QLineEdit *m_name = nullptr;
    QLineEdit *m_description;
    QList<QCheckBox *> m_boxes;
    QLabel *m_error;
    BusyButton *m_save;
};

} // namespace auth::console
