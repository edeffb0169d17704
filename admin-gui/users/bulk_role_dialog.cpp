#include "users/bulk_role_dialog.h"

#include "api/endpoints/roles.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QPushButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QComboBox *makeBox(const QString &name, const QString &accessibleName)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    return box;
}

} // namespace

BulkRoleDialog::BulkRoleDialog(ApiClient &client, QWidget *parent)
    : QDialog(parent), m_action(makeBox(u"bulkRoleAction"_s, tr("Change"))), m_role(makeBox(u"bulkRole"_s, tr("Role")))
{
    setObjectName(u"bulkRoleDialog"_s);
    setWindowTitle(tr("Roles of the selected users"));
    setMinimumWidth(400);
    m_action->addItem(tr("Give a role"), static_cast<int>(JobAction::AddRole));
    m_action->addItem(tr("Take a role away"), static_cast<int>(JobAction::RemoveRole));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"bulkRoleCancel"_s);
    m_go = buttons->addButton(tr("&Continue"), QDialogButtonBox::AcceptRole);
    m_go->setObjectName(u"bulkRoleGo"_s);
    m_go->setEnabled(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(24, 24, 24, 16);
    form->setVerticalSpacing(12);
    form->addRow(tr("C&hange:"), m_action);
    form->addRow(tr("&Role:"), m_role);
    form->addRow(buttons);
    client.send(api::roles, {}, this, [this](const Answer<auth::Page<Role>> &roles) {
        for (const Role &role : roles ? roles->items : QList<Role>())
            m_role->addItem(role.name);
        m_go->setEnabled(m_role->count() > 0);
    });
}

BulkChange BulkRoleDialog::change() const
{
    BulkChange change;
    change.action = static_cast<JobAction>(m_action->currentData().toInt());
    change.role = m_role->currentText();
    return change;
}

} // namespace auth::console
