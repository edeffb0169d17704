#pragma once

#include "users/user_tab.h"

namespace auth::console {

class BusyButton;
class RoleChecklist;

/// A user's roles to tick.
class UserRolesTab : public UserTab {
    Q_OBJECT

public:
    explicit UserRolesTab(Workspace &workspace, QWidget *parent = nullptr);

    bool isDirty() const;
    bool isSaving() const;
    void save();
    void revert();

Q_SIGNALS:
    void dirtyChanged();
    /// There is nothing being saved any more, whatever came of it.
    void settled();
    void saved(const auth::Account &now, const QString &text, const std::function<void()> &undo);

protected:
    void load() override;
    bool isEager() const override { return true; }

private:
    void judge();
    void send(const QStringList &roles, const Account &over, bool isUndo);
    void taken(const Account &before, const Account &now, bool isUndo);
    void refused(const ApiError &error, const QStringList &mine);

    RoleChecklist *m_roles;
    BusyButton *m_save;
    Account m_base;
};

} // namespace auth::console
