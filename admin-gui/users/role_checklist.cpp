#include "users/role_checklist.h"

#include "api/endpoints/roles.h"
#include "users/user_words.h"
#include "widgets/theme.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString allowed(const Role &role)
{
    QStringList parts;
    for (const QString &permission : role.permissions)
        parts += permissionText(permission);
    return parts.isEmpty() ? RoleChecklist::tr("Nothing here: for people who use your service.") : parts.join(u", "_s);
}

} // namespace

RoleChecklist::RoleChecklist(ApiClient &client, QWidget *parent)
    : QWidget(parent), m_client(client), m_list(new QTreeWidget), m_problem(new QLabel)
{
    m_list->setObjectName(u"roles"_s);
    m_list->setAccessibleName(tr("Roles"));
    m_list->setHeaderLabels({tr("Role"), tr("Allows to")});
    m_list->setRootIsDecorated(false);
    m_list->setWordWrap(true);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(u"rolesProblem"_s);
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    column->addWidget(m_problem);
    connect(m_list, &QTreeWidget::itemChanged, this, [this] {
        m_checked = checked();
        Q_EMIT edited();
    });
}

void RoleChecklist::load()
{
    if (m_list->topLevelItemCount() > 0 || m_call.isUnderWay())
        return;
    m_call = m_client.send(api::roles, {}, this, [this](const Answer<auth::Page<Role>> &roles) {
        m_problem->setVisible(!roles);
        if (roles)
            fill(roles->items);
        else
            m_problem->setText(tr("The roles could not be loaded: %1").arg(roles.error().message));
    });
}

void RoleChecklist::fill(const QList<Role> &roles)
{
    const QSignalBlocker blocker(m_list);
    for (const Role &role : roles) {
        auto *item = new QTreeWidgetItem(m_list, {role.name, allowed(role)});
        item->setToolTip(0, role.description);
        item->setToolTip(1, allowed(role));
        item->setData(0, Qt::AccessibleTextRole, tr("%1: %2").arg(role.name, allowed(role)));
    }
    write();
    m_list->resizeColumnToContents(0); // boxes and all
    if (m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
}

void RoleChecklist::setChecked(const QStringList &roles)
{
    m_checked = roles;
    write();
}

void RoleChecklist::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    write();
}

void RoleChecklist::write()
{
    const QSignalBlocker blocker(m_list);
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        item->setCheckState(0, m_checked.contains(item->text(0)) ? Qt::Checked : Qt::Unchecked);
        item->setFlags(m_readOnly ? Qt::ItemIsEnabled | Qt::ItemIsSelectable
                                  : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    }
}

QStringList RoleChecklist::checked() const
{
    if (m_list->topLevelItemCount() == 0)
        return m_checked;
    QStringList roles;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        if (m_list->topLevelItem(i)->checkState(0) == Qt::Checked)
            roles += m_list->topLevelItem(i)->text(0);
    }
    return roles;
}

} // namespace auth::console
