#include "server/server_page.h"

#include "api/endpoints/system.h"
#include "server/circuits_tab.h"
#include "server/health_tab.h"
#include "server/log_levels_tab.h"
#include "server/retention_tab.h"
#include "server/roles_tab.h"
#include "server/settings_tab.h"

#include <QtWidgets/QTabWidget>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds interval{5};

} // namespace

ServerPage::ServerPage(Workspace &workspace, QWidget *parent)
    : LivePage(Place::Server, workspace, Permission::SystemRead, parent), m_tabs(new QTabWidget)
{
    setObjectName(u"serverPage"_s);
    setContent(makeContent());
    connect(m_tabs, &QTabWidget::currentChanged, this, &ServerPage::enterTab);
    connect(m_circuits, &CircuitsTab::changed, this, &ServerPage::refresh);
    enterTab();
    every(interval, [this] { return askState(); });
}

QWidget *ServerPage::makeContent()
{
    m_tabs->setObjectName(u"serverTabs"_s);
    m_tabs->setAccessibleName(tr("Parts of the server"));
    m_tabs->setDocumentMode(true);
    m_health = new HealthTab(workspace().client.profile(), workspace().times);
    m_settings = new SettingsTab;
    m_circuits = new CircuitsTab(workspace());
    m_levels = new LogLevelsTab(workspace());
    m_roles = new RolesTab(workspace());
    m_retention = new RetentionTab(workspace());
    addTab(m_health, u"health"_s, tr("Health"));
    addTab(m_settings, u"settings"_s, tr("Settings"));
    addTab(m_circuits, u"circuits"_s, tr("Circuits"));
    addTab(m_levels, u"levels"_s, tr("Log levels"));
    addTab(m_roles, u"roles"_s, tr("Roles"));
    addTab(m_retention, u"retention"_s, tr("Audit retention"));
    return m_tabs;
}

void ServerPage::addTab(QWidget *tab, const QString &name, const QString &title)
{
    tab->setProperty("tab", name);
    tab->setAccessibleName(title);
    const int index = m_tabs->addTab(tab, title);
    workspace().actions.add({.id = u"server.tab."_s + name,
                             .text = title,
                             .icon = Icon::Server,
                             .keys = QKeySequence(u"Alt+%1"_s.arg(index + 1)),
                             .place = Place::Server,
                             .needs = {},
                             .changes = false,
                             .about = {}},
                            [this, tab] { m_tabs->setCurrentWidget(tab); });
}

QString ServerPage::currentName() const { return m_tabs->currentWidget()->property("tab").toString(); }

void ServerPage::open(const Target &target)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->widget(i)->property("tab").toString() == target.filter)
            m_tabs->setCurrentIndex(i);
    }
    if (target.filter == u"roles"_s && !target.id.isEmpty())
        m_roles->select(target.id);
}

Target ServerPage::target() const { return {.place = Place::Server, .filter = currentName(), .id = {}}; }

CallHandle ServerPage::askState()
{
    return workspace().client.send(api::systemState, {}, this, [this](const Answer<SystemState> &answer) {
        if (!answer)
            return failed(answer.error());
        m_health->show(*answer);
        m_settings->show(answer->settings);
        m_circuits->show(answer->breakers);
        took();
    });
}

void ServerPage::enterTab()
{
    const QWidget *shown = m_tabs->currentWidget();
    m_circuits->setHere(shown == m_circuits);
    m_levels->setHere(shown == m_levels);
    m_roles->setHere(shown == m_roles);
    if (shown == m_retention)
        m_retention->refresh();
    if (isVisible())
        workspace().navigator.note(target());
}

void ServerPage::refresh()
{
    LivePage::refresh();
    enterTab();
}

void ServerPage::focusFilter()
{
    if (m_tabs->currentWidget() == m_settings)
        m_settings->focusFilter();
}

bool ServerPage::escape() { return m_tabs->currentWidget() == m_settings && m_settings->clearFilter(); }

void ServerPage::setStale(bool stale) { m_health->setEnabled(!stale); }

} // namespace auth::console
