#pragma once

#include "server/role_changes.h"
#include "widgets/row_model.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace auth::console {

class FactCard;
class StateView;
class TableView;

/// All roles and what they allow. Built-in ones stay as they are.
class RolesTab : public QWidget {
    Q_OBJECT

public:
    RolesTab(Workspace &workspace, QWidget *parent = nullptr);

    void refresh();
    /// By the page: whether this tab is on show.
    void setHere(bool here);
    void select(const QString &name);

private:
    QWidget *makeContent();
    void addActions();
    Action *addAction(const QString &id, const QString &text, Icon icon, const QString &keys,
                      std::function<void()> run);
    void show(const QList<Role> &roles);
    void judge();
    void showAllowed();
    const Role *current() const;

    Workspace &m_workspace;
    RoleChanges *m_changes;
    RowModel<Role> *m_model;
    TableView *m_table;
    FactCard *m_allowed;
    StateView *m_view;
    Action *m_new;
    Action *m_edit;
    Action *m_remove;
    QString m_wanted; ///< To select when it is there.
    bool m_here = false;
};

} // namespace auth::console
