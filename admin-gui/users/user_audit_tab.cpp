#include "users/user_audit_tab.h"

#include "api/endpoints/audit.h"

#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostEntries = 20;

} // namespace

UserAuditTab::UserAuditTab(Workspace &workspace, QWidget *parent)
    : UserTab(workspace, parent),
      m_table(makeTable(u"userAudit"_s, tr("Audit"), {tr("When"), tr("What"), tr("By"), tr("Why")})),
      m_all(new QPushButton(tr("&Show all of it")))
{
    m_all->setObjectName(u"showAudit"_s);
    m_all->setAccessibleName(tr("Show all of the audit trail of this user"));
    m_all->setAutoDefault(false);
    column()->addWidget(m_table, 1);
    column()->addWidget(m_all, 0, Qt::AlignLeft);
    column()->addStretch();
    connect(m_all, &QPushButton::clicked, this, [this] {
        const QString filter = u"person:"_s + account().id.text();
        this->workspace().navigator.go({.place = Place::Audit, .filter = filter, .id = {}});
    });
}

void UserAuditTab::load()
{
    m_call.cancel();
    const QString obstacle = workspace().rights.obstacle(Permission::AuditRead, false);
    setNote(obstacle);
    m_all->setEnabled(obstacle.isEmpty());
    if (!obstacle.isEmpty())
        return fill({});
    AuditQuery query;
    query.person = account().id;
    query.limit = mostEntries;
    m_call =
        workspace().client.send(api::auditList, query, this, [this](const Answer<auth::Page<AuditEntry>> &entries) {
            fill(entries ? entries->items : QList<AuditEntry>());
            if (!entries)
                setNote(sentence(tr("Read the audit trail"), entries.error()));
            else if (entries->items.isEmpty())
                setNote(tr("Nothing is on record of this user."));
        });
}

void UserAuditTab::fill(const QList<AuditEntry> &entries)
{
    const TimeText &times = workspace().times;
    m_table->clear();
    for (const AuditEntry &entry : entries) {
        const QString actor = entry.actor.name.value_or(tr("The service"));
        auto *item = new QTreeWidgetItem(
            m_table, {times.shortText(entry.time), entry.action, actor, entry.reason.value_or(QString())});
        item->setToolTip(0, times.toolTip(entry.time));
        item->setToolTip(3, item->text(3));
    }
    fitColumns(*m_table);
    m_table->setVisible(!entries.isEmpty());
}

} // namespace auth::console
