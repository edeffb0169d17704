#pragma once

#include "shell/workspace.h"
#include "users/user_list_model.h"
#include "widgets/table_view.h"

namespace auth::console {

/// The list of users: whatever is on show of it is asked for, and a right click offers what can be done.
class UsersTable : public TableView {
    Q_OBJECT

public:
    UsersTable(Workspace &workspace, UserListModel &model, QWidget *parent = nullptr);

    /// Has the rows loaded that can be seen.
    void lookAtVisible();
    /// For the next time.
    void saveColumns() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showMenu(QPoint position);

    Workspace &m_workspace;
    UserListModel &m_model;
};

} // namespace auth::console
