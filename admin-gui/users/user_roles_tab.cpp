#include "users/user_roles_tab.h"

#include "api/endpoints/user_actions.h"
#include "core/json.h"
#include "users/role_checklist.h"
#include "widgets/busy_button.h"
#include "widgets/merge_dialog.h"

#include <QtCore/QJsonArray>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QStringList sorted(QStringList roles)
{
    roles.sort();
    return roles;
}

/// A field for each role, so that one is chosen by one.
QJsonObject fields(const QStringList &roles)
{
    QJsonObject object;
    for (const QString &role : roles)
        object.insert(role, UserRolesTab::tr("has it"));
    return object;
}

} // namespace

UserRolesTab::UserRolesTab(Workspace &workspace, QWidget *parent)
    : UserTab(workspace, parent), m_roles(new RoleChecklist(workspace.client)),
      m_save(new BusyButton(tr("&Save roles"), tr("Saving…")))
{
    m_save->setObjectName(u"rolesSave"_s);
    m_save->setProperty("tone", u"accent"_s);
    m_save->setAutoDefault(false);
    column()->addWidget(m_roles, 1);
    column()->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_roles, &RoleChecklist::edited, this, &UserRolesTab::judge);
    connect(m_save, &QPushButton::clicked, this, &UserRolesTab::save);
    connect(&workspace.rights, &Rights::changed, this, &UserRolesTab::judge);
}

bool UserRolesTab::isDirty() const { return !m_base.id.isNull() && sorted(m_roles->checked()) != sorted(m_base.roles); }

bool UserRolesTab::isSaving() const { return m_save->isBusy(); }

void UserRolesTab::load()
{
    m_roles->load();
    const bool keep = isDirty() && m_base.id == account().id;
    if (!keep || sorted(m_base.roles) == sorted(account().roles))
        m_base = account();
    if (!keep)
        revert();
    judge();
}

void UserRolesTab::revert()
{
    m_base = account();
    m_roles->setChecked(m_base.roles);
    judge();
}

void UserRolesTab::judge()
{
    QString obstacle = workspace().rights.obstacle(Permission::UsersWrite, true);
    if (obstacle.isEmpty() && account().id == workspace().rights.user().id)
        obstacle = tr("Nobody changes their own roles; ask another administrator.");
    else if (obstacle.isEmpty() && account().state == AccountState::Deleted)
        obstacle = tr("This account is deleted; restore it first.");
    setNote(obstacle);
    m_roles->setReadOnly(!obstacle.isEmpty());
    m_save->setEnabled(isDirty() && obstacle.isEmpty() && !m_save->isBusy());
    Q_EMIT dirtyChanged();
}

void UserRolesTab::save()
{
    if (!m_save->isEnabled() || m_save->isBusy())
        return;
    m_save->setBusy(true);
    send(m_roles->checked(), m_base, false);
}

void UserRolesTab::send(const QStringList &roles, const Account &over, bool isUndo)
{
    const UserRoles request{.id = over.id, .version = over.version, .roles = roles, .reason = {}};
    workspace().client.send(api::setUserRoles, request, this, [=, this](const Answer<Account> &now) {
        m_save->setBusy(false);
        if (now)
            taken(over, *now, isUndo);
        else if (isUndo)
            workspace().notices.fail(tr("Undo"), now.error());
        else
            refused(now.error(), roles);
        judge();
        Q_EMIT settled();
    });
}

void UserRolesTab::taken(const Account &before, const Account &now, bool isUndo)
{
    if (m_base.id == now.id) {
        setAccount(now);
        revert();
    }
    if (isUndo)
        Q_EMIT saved(now, tr("%1 has the roles of before.").arg(now.username), {});
    else
        Q_EMIT saved(now, tr("%1 has other roles.").arg(now.username), [=, this] { send(before.roles, now, true); });
}

void UserRolesTab::refused(const ApiError &error, const QStringList &mine)
{
    const auto theirs = error.is(ErrorCode::PreconditionFailed)
                            ? json::decode<Account>(error.current, {}, {.ignoreUnknown = true})
                            : Result<Account>(Error{.code = ErrorCode::Conflict, .message = {}});
    if (!theirs)
        return workspace().notices.fail(tr("Change the roles of %1").arg(m_base.username), error);
    auto *dialog = new MergeDialog(fields(m_base.roles), fields(theirs->roles), fields(mine), {}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, now = *theirs] {
        const QStringList merged = dialog->merged().keys();
        setAccount(now);
        m_base = now;
        m_roles->setChecked(merged);
        judge();
        if (isDirty())
            save();
    });
    dialog->open();
}

} // namespace auth::console
