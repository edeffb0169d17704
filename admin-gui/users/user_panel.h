#pragma once

#include "shell/details_panel.h"
#include "users/user_changes.h"

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QTabWidget)

namespace auth::console {

class ElidedLabel;
class StateBadge;
class UserProfileTab;
class UserRolesTab;
class UserSessionsTab;
class UserTab;

/// A user in the details dock: profile and roles to edit, sessions, audit, and why they cannot sign in.
class UserPanel : public DetailsPanel {
    Q_OBJECT

public:
    explicit UserPanel(Workspace &workspace, QWidget *parent = nullptr);

    void open(const QString &id) override;
    void refresh() override;
    QString title() const override;
    bool mayLeave() override;

    /// Puts the cursor into the profile; when the account is not there yet, then.
    void edit();
    void showRoles();
    /// Whose details were asked for last.
    UserId wanted() const { return m_wanted; }
    /// The account is not what it was; others are none of its business.
    void put(const Account &account);
    void takeEndOfSessions(UserId account);
    UserChanges &changes() { return m_changes; }

private:
    void addTab(UserTab *tab, const QString &name, const QString &text);
    void display(const Account &account);
    void showProblem(const QString &text);
    void nameTabs();
    bool isDirty() const;
    bool saveAndWait();

    Workspace &m_workspace;
    UserChanges m_changes;
    ElidedLabel *m_email;
    QLabel *m_problem;
    StateBadge *m_state;
    QTabWidget *m_tabs;
    UserProfileTab *m_profile;
    UserRolesTab *m_roles;
    UserSessionsTab *m_sessions;
    QList<UserTab *> m_all;
    Account m_account;
    UserId m_wanted;
    CallHandle m_call;
    bool m_editWhenThere = false;
};

} // namespace auth::console
