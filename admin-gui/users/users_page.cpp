#include "users/users_page.h"

#include "shell/action_button.h"
#include "users/export_bar.h"
#include "users/import_wizard.h"
#include "users/selection_bar.h"
#include "users/user_actions.h"
#include "users/user_census.h"
#include "users/user_filter_text.h"
#include "users/user_order.h"
#include "users/user_panel.h"
#include "users/user_selection.h"
#include "users/users_table.h"
#include "widgets/filter_bar.h"
#include "widgets/state_view.h"

#include <QtCore/QLocale>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// Whoever walks through the list with the arrow keys does not want the details of everybody.
constexpr std::chrono::milliseconds detailsDelay{200};

} // namespace

UsersPage::UsersPage(Workspace &workspace, QWidget *parent)
    : Page(Place::Users, parent), m_workspace(workspace),
      m_model(new UserListModel(workspace.client, workspace.times, this)), m_table(new UsersTable(workspace, *m_model)),
      m_order(new UserOrder(*m_table->horizontalHeader())), m_panel(new UserPanel(workspace, this)),
      m_filter(new FilterBar), m_export(new ExportBar(workspace)), m_state(new StateView(m_table)),
      m_census(new UserCensus(workspace.client, this))
{
    setObjectName(u"usersPage"_s);
    m_panel->hide();
    m_selection = new UserSelection(*m_table, *m_model);
    m_actions = new UserActions(workspace, *m_selection, *m_model, *m_panel, m_table);
    setUpFilter();
    layOut();
    followActions();
    m_details.setSingleShot(true);
    m_details.setInterval(detailsDelay);
    connect(&m_details, &QTimer::timeout, this, [this] {
        if (isVisible())
            m_workspace.navigator.note(target());
        if (const auto account = m_selection->single();
            account && m_panel->isVisible() && account->id != m_panel->wanted())
            m_workspace.navigator.showDetails(Subject::User, account->id.text());
    });
    connect(m_selection, &UserSelection::changed, &m_details, qOverload<>(&QTimer::start));
    connect(m_model, &UserListModel::totalChanged, this, &UsersPage::showState);
    connect(m_model, &UserListModel::failed, this, &UsersPage::showError);
    connect(m_model, &UserListModel::rowsSettled, this, [this](int first) {
        m_state->setRefreshing(false);
        if (!m_model->failure(first))
            m_asOf = fromMillis(QDateTime::currentMSecsSinceEpoch());
    });
    connect(m_order, &UserOrder::changed, this, &UsersPage::ask);
    connect(m_census, &UserCensus::changed, this, [this] {
        m_actions->setAdministrators(m_census->administrators());
        showCount();
    });
    connect(m_state, &StateView::retryRequested, this, &UsersPage::ask);
    connect(&workspace.rights, &Rights::changed, this, &UsersPage::showState);
}

UsersPage::~UsersPage() { m_table->saveColumns(); }

void UsersPage::layOut()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 0);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(new SelectionBar(*m_selection, *m_model));
    column->addWidget(m_export);
    column->addWidget(m_state, 1);
}

void UsersPage::setUpFilter()
{
    m_filter->setObjectName(u"usersFilter"_s);
    m_filter->setPlaceholder(tr("Name, e-mail, role:admin, state:locked, created:>2026-01-31, dormant:90"));
    m_filter->setKeys(userFilterKeys());
    for (const QString &id : {u"users.new"_s, u"users.import"_s, u"users.export"_s}) {
        const auto style = id == u"users.new"_s ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly;
        m_filter->addWidget(actionButton(*m_workspace.actions.find(id), style));
    }
    connect(m_filter, &FilterBar::edited, this, &UsersPage::ask);
}

void UsersPage::followActions()
{
    const auto again = [this] {
        refresh();
        m_panel->refresh();
    };
    for (UserChanges *changes : {&m_actions->changes(), &m_panel->changes()}) {
        connect(changes, &UserChanges::changed, this, &UsersPage::take);
        connect(changes, &UserChanges::populationChanged, this, &UsersPage::refresh);
    }
    connect(&m_actions->changes(), &UserChanges::sessionsEnded, m_panel, &UserPanel::takeEndOfSessions);
    connect(m_actions, &UserActions::manyChanged, this, again);
    connect(m_actions, &UserActions::exportWanted, m_export, [this] {
        m_export->choose({m_asked, m_order->sort(), {}});
    });
    connect(m_actions, &UserActions::importWanted, this, &UsersPage::importUsers);
}

/// Asks for what the filter says, unless that makes no sense: then what is there stays.
void UsersPage::ask()
{
    const auto filter = parseUserFilter(m_filter->text());
    m_filter->setError(filter ? QString() : filter.error().sentence, filter ? 0 : filter.error().position,
                       filter ? 0 : filter.error().length);
    if (!filter)
        return;
    m_begun = true;
    m_failed = false;
    m_asked = *filter;
    if (m_workspace.rights.allows(Permission::UsersRead))
        m_model->ask({.filter = m_asked, .sort = m_order->sort()});
    else
        showState();
    if (isVisible())
        m_workspace.navigator.note(target());
}

void UsersPage::open(const Target &target)
{
    const QString filter = target.filter.isEmpty() && !target.id.isEmpty() ? u"id:"_s + target.id : target.filter;
    if (!filter.isEmpty())
        m_filter->setText(filter);
    if (const auto id = UserId::parse(target.id))
        m_selection->select(*id);
}

Target UsersPage::target() const
{
    const auto account = m_selection->single();
    return {.place = Place::Users, .filter = userFilterText(m_asked), .id = account ? account->id.text() : QString()};
}

void UsersPage::refresh()
{
    if (!m_model->total())
        return ask();
    m_state->setRefreshing(true);
    m_model->refresh();
    m_census->take();
}

void UsersPage::focusFilter() { m_filter->focusLine(); }

bool UsersPage::escape()
{
    const bool filtered = !m_filter->text().isEmpty();
    const bool selected = m_selection->count() > 1;
    if (filtered)
        m_filter->clear();
    else if (selected)
        m_selection->clear();
    return filtered || selected;
}

void UsersPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_begun)
        ask();
    if (!m_census->population() && m_workspace.rights.allows(Permission::UsersRead))
        m_census->take();
}

void UsersPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_details.stop();
}

void UsersPage::showState()
{
    const Rights &rights = m_workspace.rights;
    if (!rights.allows(Permission::UsersRead))
        return m_state->showForbidden(wireName(Permission::UsersRead), tr("Whoever manages roles can grant it."));
    const auto &total = m_model->total();
    m_state->setStaleSince(rights.isOnline() ? QString() : m_workspace.times.shortText(m_asOf));
    if (!total && !m_failed)
        return m_state->showLoading();
    if (!total)
        return;
    if (total->value > 0)
        m_state->showContent();
    else if (m_asked == UserFilter())
        m_state->showEmpty(Icon::Users, tr("There are no users yet."),
                           {.text = tr("New user…"), .run = [this] { m_actions->changes().invite(); }});
    else
        m_state->showEmpty(Icon::Search, tr("No user matches “%1”.").arg(m_filter->text()),
                           {.text = tr("Clear filter (Esc)"), .run = [this] { m_filter->clear(); }});
    showCount();
    m_table->lookAtVisible();
}

void UsersPage::showError(const ApiError &error)
{
    m_failed = true;
    if (error.is(ErrorCode::Forbidden))
        return m_state->showForbidden(wireName(Permission::UsersRead), tr("Whoever manages roles can grant it."));
    m_state->showError({.text = sentence(tr("Load users"), error), .requestId = error.requestId, .details = {}});
}

void UsersPage::showCount()
{
    const Total total = m_model->total().value_or(Total());
    const QString number = QLocale().toString(total.value);
    if (m_asked == UserFilter() && total.exact)
        m_census->setPopulation(total.value);
    if (m_model->question().isByRelevance() && !total.exact)
        m_filter->setCount(tr("The best %1").arg(number));
    else if (m_asked == UserFilter())
        m_filter->setCount(total.exact ? number : tr("More than %1").arg(number));
    else if (m_census->population())
        m_filter->setCount(tr("%1 of about %2").arg(number, QLocale().toString(*m_census->population())));
    else
        m_filter->setCount(number);
}

void UsersPage::take(const Account &account)
{
    m_selection->put(account);
    m_panel->put(account);
    if (account.state == AccountState::Deleted && m_asked.state != AccountState::Deleted)
        m_selection->drop(account.id);
}

void UsersPage::importUsers()
{
    auto *wizard = new ImportWizard(m_workspace, this);
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(wizard, &ImportWizard::imported, this, &UsersPage::refresh);
    wizard->open();
}

} // namespace auth::console
