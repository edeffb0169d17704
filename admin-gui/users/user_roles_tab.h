#pragma once

#include "users/user_edit_tab.h"

namespace auth::console {

class RoleChecklist;

/// A user's roles to tick.
class UserRolesTab : public UserEditTab {
    Q_OBJECT

public:
    explicit UserRolesTab(Workspace &workspace, QWidget *parent = nullptr);

protected:
    void load() override;
    QJsonObject fieldsOf(const Account &account) const override;
    QJsonObject typed() const override;
    void type(const QJsonObject &fields) override;
    void send(const QJsonObject &fields, const Account &over, Done done) override;
    Words words(const Account &account) const override;
    QString obstacle() const override;
    void setObstacle(const QString &obstacle) override;

private:
    RoleChecklist *m_roles;
};

} // namespace auth::console
