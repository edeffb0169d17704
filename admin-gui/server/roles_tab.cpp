#include "server/roles_tab.h"

#include "api/endpoints/roles.h"
#include "widgets/badge_delegate.h"
#include "server/fact_card.h"
#include "shell/live_page.h"
#include "shell/action_button.h"
#include "shell/permission_words.h"
#include "widgets/table_view.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int cardWidth = 360;

RowModel<Role> *roleModel(const TimeText &times, QObject *parent)
{
    std::vector<RowModel<Role>::Column> columns{
        {.title = RolesTab::tr("Role"), .text = [](const Role &role) { return role.name; }},
        {.title = RolesTab::tr("Kind"),
         .text = [](const Role &role) { return role.builtIn ? RolesTab::tr("Built-in") : RolesTab::tr("Own"); },
         .tone = [](const Role &role) { return role.builtIn ? Tone::Neutral : Tone::Accent; }},
        {.title = RolesTab::tr("Permissions"),
         .text = [](const Role &role) { return numberText(role.permissions.size()); }},
        {.title = RolesTab::tr("Changed"),
         .text =
             [&times](const Role &role) {
                 return role.builtIn ? RolesTab::tr("Never") : times.shortText(role.updatedAt);
             }},
        {.title = RolesTab::tr("Description"), .text = [](const Role &role) { return role.description; }}};
    return new RowModel<Role>(
        std::move(columns), [](const Role &role) { return role.name; }, parent);
}

} // namespace

RolesTab::RolesTab(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_changes(new RoleChanges(workspace, this)),
      m_model(roleModel(workspace.times, this)), m_table(new TableView), m_allowed(new FactCard(tr("What it allows")))
{
    setObjectName(u"rolesTab"_s);
    addActions();
    m_view = new StateView(makeContent());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    connect(m_view, &StateView::retryRequested, this, &RolesTab::refresh);
    connect(m_changes, &RoleChanges::changed, this, &RolesTab::select);
    connect(m_table, &TableView::rowActivated, m_edit, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showAllowed();
        judge();
    });
    judge();
}

Action *RolesTab::addAction(const QString &id, const QString &text, Icon icon, const QString &keys,
                            std::function<void()> run)
{
    return m_workspace.actions.addFor(m_table,
                                      {.id = id,
                                       .text = text,
                                       .icon = icon,
                                       .keys = QKeySequence(keys),
                                       .place = Place::Server,
                                       .needs = Permission::RolesManage,
                                       .changes = true,
                                       .about = {}},
                                      std::move(run));
}

void RolesTab::addActions()
{
    m_new = m_workspace.actions.add({.id = u"server.new_role"_s,
                                     .text = tr("&New role…"),
                                     .icon = Icon::Add,
                                     .keys = QKeySequence(u"Ctrl+N"_s),
                                     .place = Place::Server,
                                     .needs = Permission::RolesManage,
                                     .changes = true,
                                     .about = {}},
                                    [this] { m_changes->make(); });
    m_edit = addAction(u"server.edit_role"_s, tr("&Edit the role…"), Icon::Edit, u"F2"_s,
                       [this] { m_changes->edit(*current()); });
    m_remove = addAction(u"server.delete_role"_s, tr("&Delete the role…"), Icon::Delete, u"Del"_s,
                         [this] { m_changes->remove(*current()); });
}

QWidget *RolesTab::makeContent()
{
    m_table->setObjectName(u"roles"_s);
    m_table->setAccessibleName(tr("Roles"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new BadgeDelegate(m_table));
    m_allowed->setObjectName(u"allowed"_s);
    m_allowed->setMinimumWidth(cardWidth);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (Action *action : {m_new, m_edit, m_remove})
        bar->addWidget(actionButton(*action));
    bar->addStretch();
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_table, 1);
    row->addWidget(m_allowed, 0, Qt::AlignTop);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->addLayout(bar);
    column->addLayout(row, 1);
    return content;
}

void RolesTab::refresh()
{
    const QString obstacle = m_workspace.rights.obstacle(Permission::UsersRead, false);
    if (!obstacle.isEmpty())
        return m_view->showForbidden(obstacle, tr("Ask somebody who may manage roles."));
    m_workspace.client.send(api::roles, {}, this, [this](const Answer<auth::Page<Role>> &roles) {
        if (roles)
            show(roles->items);
        else if (m_model->rowCount() == 0)
            m_view->showError(failureOf(roles.error()));
    });
}

void RolesTab::show(const QList<Role> &roles)
{
    m_model->setRows(roles);
    fitWithBadges(*m_table);
    m_view->showContent();
    if (const int row = m_model->find(std::exchange(m_wanted, {})); row >= 0)
        m_table->selectRow(row);
    else if (!m_table->selectionModel()->hasSelection() && !roles.isEmpty())
        m_table->selectRow(0);
    showAllowed();
    judge();
}

void RolesTab::select(const QString &name)
{
    m_wanted = name;
    refresh();
}

void RolesTab::setHere(bool here)
{
    m_here = here;
    if (here)
        refresh();
    judge();
}

const Role *RolesTab::current() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_model->row(rows.first().row());
}

void RolesTab::judge()
{
    const Role *role = current();
    const bool locked = role && role->builtIn;
    const QString why = locked ? tr("Built-in roles stay as they are.") : tr("Select a role on the tab Roles first.");
    for (Action *action : {m_edit, m_remove})
        action->setPossible(m_here && role && !locked, why);
    m_new->setPossible(m_here, tr("Go to the tab Roles first."));
}

void RolesTab::showAllowed()
{
    std::vector<KeyValueRow> rows;
    for (const QString &name : current() ? current()->permissions : QStringList()) {
        rows.push_back({.label = name,
                        .value = meaningOf(name),
                        .linkKind = {},
                        .linkTarget = {},
                        .isCode = false,
                        .toolTip = {}});
    }
    if (rows.empty())
        rows.push_back({.label = tr("Nothing"),
                        .value = tr("beyond one's own account"),
                        .linkKind = {},
                        .linkTarget = {},
                        .isCode = false,
                        .toolTip = {}});
    m_allowed->setFacts(rows);
}

} // namespace auth::console
