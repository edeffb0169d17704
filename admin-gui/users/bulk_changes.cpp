#include "users/bulk_changes.h"

#include "users/bulk_role_dialog.h"
#include "users/lock_dialog.h"

namespace auth::console {

BulkChanges::BulkChanges(Workspace &workspace, const UserSelection &selection, const UserListModel &model,
                         QWidget *window)
    : QObject(window), m_workspace(workspace), m_selection(selection), m_model(model), m_window(window),
      m_run(workspace, window)
{
    connect(&m_run, &BulkRun::done, this, &BulkChanges::done);
}

void BulkChanges::begin(JobAction action)
{
    if (action == JobAction::Lock)
        return lock();
    BulkChange change;
    change.action = action;
    run(change);
}

void BulkChanges::run(const BulkChange &change)
{
    BulkRequest request;
    static_cast<BulkChange &>(request) = change;
    if (m_selection.isEverybody()) {
        request.filter = m_model.question().filter;
    } else {
        QList<UserId> ids;
        for (const Account &account : m_selection.accounts())
            ids += account.id;
        request.ids = ids;
    }
    m_run.begin(request, m_selection.isEverybody());
}

void BulkChanges::lock()
{
    auto *dialog = new LockDialog(tr("Lock the selected users"), tr("Continue"), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [=, this] {
        BulkChange change;
        change.action = JobAction::Lock;
        change.until = dialog->until();
        if (!dialog->reason().isEmpty())
            change.reason = dialog->reason();
        run(change);
    });
    dialog->open();
}

void BulkChanges::changeRoles()
{
    auto *dialog = new BulkRoleDialog(m_workspace.client, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [=, this] { run(dialog->change()); });
    dialog->open();
}

} // namespace auth::console
