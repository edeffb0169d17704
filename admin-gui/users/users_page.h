#pragma once

#include "shell/page.h"
#include "shell/workspace.h"
#include "users/user_list_model.h"

namespace auth::console {

class FilterBar;
class ExportBar;
class StateView;
class UserActions;
class UserCensus;
class UserOrder;
class UserPanel;
class UserSelection;
class UsersTable;

/// All users, any number of them: found, sorted, selected, and what can be done with them.
class UsersPage : public Page {
    Q_OBJECT

public:
    explicit UsersPage(Workspace &workspace, QWidget *parent = nullptr);
    ~UsersPage() override;

    /// For the details dock, which takes it. Page and panel tell each other of changes.
    UserPanel *panel() const { return m_panel; }

    void open(const Target &target) override;
    Target target() const override;
    void refresh() override;
    void focusFilter() override;
    bool escape() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void setUpFilter();
    void followActions();
    void ask();
    void showState();
    void showError(const ApiError &error);
    void showCount();
    void take(const Account &account);
    void importUsers();

    Workspace &m_workspace;
    UserListModel *m_model;
    UsersTable *m_table;
    UserOrder *m_order;
    UserPanel *m_panel;
    UserSelection *m_selection;
    UserActions *m_actions;
    FilterBar *m_filter;
    ExportBar *m_export;
    StateView *m_state;
    UserCensus *m_census;
    QTimer m_details;
    UserFilter m_asked;
    Time m_asOf{}; ///< When the server answered last.
    bool m_begun = false;
    bool m_failed = false;
};

} // namespace auth::console
