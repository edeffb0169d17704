#include "users/role_checklist.h"

#include "api/endpoints/roles.h"
#include "shell/permission_words.h"
#include "widgets/theme.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int allowedRole = Qt::UserRole;

QString allowed(const Role &role)
{
    QStringList meanings;
    for (const QString &permission : role.permissions)
        meanings += meaningOf(permission);
    return meanings.isEmpty() ? RoleChecklist::tr("%1 allows nothing here.").arg(role.name)
                              : RoleChecklist::tr("%1 allows: %2").arg(role.name, meanings.join(u"; "_s));
}

} // namespace

RoleChecklist::RoleChecklist(ApiClient &client, QWidget *parent)
    : QWidget(parent), m_client(client), m_list(new QTreeWidget), m_about(new QLabel), m_problem(new QLabel)
{
    m_list->setObjectName(u"roles"_s);
    m_list->setAccessibleName(tr("Roles"));
    m_list->setHeaderLabels({tr("Role"), tr("Is for")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_about->setObjectName(u"roleAbout"_s);
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(u"rolesProblem"_s);
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    column->addWidget(m_about);
    column->addWidget(m_problem);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &RoleChecklist::explain);
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
        auto *item = new QTreeWidgetItem(m_list, {role.name, role.description});
        item->setToolTip(1, role.description);
        item->setData(0, allowedRole, allowed(role));
        item->setData(0, Qt::AccessibleTextRole, allowed(role));
    }
    write();
    m_list->resizeColumnToContents(0); // boxes and all
    if (m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    explain();
}

void RoleChecklist::explain()
{
    const QTreeWidgetItem *item = m_list->currentItem();
    m_about->setText(item ? item->data(0, allowedRole).toString() : QString());
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
