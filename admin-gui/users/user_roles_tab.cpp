#include "users/user_roles_tab.h"

#include "api/endpoints/user_actions.h"
#include "users/role_checklist.h"
#include "widgets/busy_button.h"

#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// A field for each role, so that one is chosen by one.
QJsonObject fieldsOf(const QStringList &roles)
{
    QJsonObject fields;
    for (const QString &role : roles)
        fields.insert(role, UserRolesTab::tr("has it"));
    return fields;
}

} // namespace

UserRolesTab::UserRolesTab(Workspace &workspace, QWidget *parent)
    : UserEditTab(workspace, tr("&Save roles"), parent), m_roles(new RoleChecklist(workspace.client))
{
    saveButton()->setObjectName(u"rolesSave"_s);
    column()->addWidget(m_roles, 1);
    column()->addWidget(saveButton(), 0, Qt::AlignLeft);
    connect(m_roles, &RoleChecklist::edited, this, &UserRolesTab::judge);
}

void UserRolesTab::load()
{
    m_roles->load();
    UserEditTab::load();
}

QJsonObject UserRolesTab::fieldsOf(const Account &account) const { return console::fieldsOf(account.roles); }

QJsonObject UserRolesTab::typed() const { return console::fieldsOf(m_roles->checked()); }

void UserRolesTab::type(const QJsonObject &fields) { m_roles->setChecked(fields.keys()); }

UserEditTab::Words UserRolesTab::words(const Account &account) const
{
    return {.what = tr("Change the roles of %1").arg(account.username),
            .saved = tr("%1 has other roles.").arg(account.username),
            .undone = tr("%1 has the roles of before.").arg(account.username)};
}

void UserRolesTab::send(const QJsonObject &fields, const Account &over, Done done)
{
    const UserRoles request{.id = over.id, .version = over.version, .roles = fields.keys(), .reason = {}};
    workspace().client.send(api::setUserRoles, request, this, std::move(done));
}

QString UserRolesTab::obstacle() const
{
    const bool isOwn = account().id == workspace().rights.user().id;
    const QString others = UserEditTab::obstacle();
    return others.isEmpty() && isOwn ? tr("Nobody changes their own roles; ask another administrator.") : others;
}

void UserRolesTab::setObstacle(const QString &obstacle)
{
    setNote(obstacle);
    m_roles->setReadOnly(!obstacle.isEmpty());
}

} // namespace auth::console
