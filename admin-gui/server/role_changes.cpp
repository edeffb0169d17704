#include "server/role_changes.h"

#include "api/endpoints/roles.h"
#include "server/role_dialog.h"
#include "widgets/confirm_dialog.h"

namespace auth::console {

RoleChanges::RoleChanges(Workspace &workspace, QWidget *window)
    : QObject(window), m_workspace(workspace), m_window(window)
{
}

void RoleChanges::openDialog(const std::optional<Role> &role)
{
    auto *dialog = new RoleDialog(m_workspace, role, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RoleDialog::saved, this, [this, role](const Role &saved) { tellSaved(role, saved); });
    dialog->open();
}

void RoleChanges::tellSaved(const std::optional<Role> &before, const Role &after)
{
    Q_EMIT changed(after.name);
    if (before)
        m_workspace.notices.done(tr("The role %1 is changed, for everybody who has it.").arg(after.name),
                                 [this, before, after] { putBack(*before, after); });
    else
        m_workspace.notices.done(tr("The role %1 is made.").arg(after.name), [this, after] { sendRemoval(after, {}); });
}

void RoleChanges::putBack(const Role &before, const Role &after)
{
    const RoleEdit change{.name = after.name,
                          .version = after.version,
                          .description = before.description,
                          .permissions = before.permissions};
    m_workspace.client.send(api::editRole, change, this, [this, name = after.name](const Answer<Role> &answer) {
        Q_EMIT changed(name);
        if (answer)
            m_workspace.notices.done(tr("The role %1 is as it was before.").arg(name));
        else
            m_workspace.notices.fail(tr("Put back the role %1").arg(name), answer.error());
    });
}

void RoleChanges::remove(const Role &role)
{
    auto *dialog = new ConfirmDialog(
        {.title = tr("Delete the role %1").arg(role.name),
         .verb = tr("Delete the role"),
         .destructive = true,
         .names = {},
         .count = 0,
         .consequences = {tr("Only a role that no account has can be deleted.")},
         .reason = Confirmation::Reason{.label = tr("&Reason (kept in the audit trail)"), .required = false},
         .boxes = {},
         .typeCount = false},
        m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, role, dialog] { sendRemoval(role, dialog->reason()); });
    dialog->open();
}

void RoleChanges::sendRemoval(const Role &role, const QString &reason)
{
    RoleRemoval removal{.name = role.name, .version = role.version, .reason = {}};
    if (!reason.isEmpty())
        removal.reason = reason;
    m_workspace.client.send(api::removeRole, removal, this, [this, role](const Answer<NoContent> &answer) {
        Q_EMIT changed({});
        if (!answer)
            return m_workspace.notices.fail(tr("Delete the role %1").arg(role.name), answer.error());
        m_workspace.notices.done(tr("The role %1 is deleted.").arg(role.name), [this, role] { makeAgain(role); });
    });
}

void RoleChanges::makeAgain(const Role &role)
{
    const RoleDraft draft{.name = role.name, .description = role.description, .permissions = role.permissions};
    m_workspace.client.send(api::createRole, draft, this, [this, name = role.name](const Answer<Role> &made) {
        Q_EMIT changed(name);
        if (!made)
            m_workspace.notices.fail(tr("Make the role %1 again").arg(name), made.error());
    });
}

} // namespace auth::console
