#include "shell/list_page.h"

#include "shell/sidebar.h"
#include "widgets/filter_bar.h"
#include "widgets/state_view.h"
#include "widgets/table_view.h"

#include <QtGui/QClipboard>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

ListPage::ListPage(Place place, Workspace &work, QWidget *parent)
    : Page(place, parent), m_work(work), m_filter(new FilterBar(this)), m_table(new TableView(this)),
      m_state(new StateView(m_table, this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 12, 12, 0);
    rows->setSpacing(8);
    rows->addWidget(m_filter);
    rows->addWidget(m_state, 1);
}

ListPage::~ListPage() { m_table->saveState(m_work.settings, m_name); }

void ListPage::install(CursorModelBase &model, const QString &name, const Emptiness &emptiness)
{
    m_model = &model;
    m_name = name;
    m_emptiness = emptiness;
    setObjectName(name);
    m_filter->setObjectName(name + u".filter"_s);
    m_table->setObjectName(name + u".table"_s);
    m_table->setAccessibleName(nameOf(place()));
    m_table->setModel(m_model);
    m_fitted = m_table->restoreState(m_work.settings, m_name);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_filter, &FilterBar::edited, this, &ListPage::filterEdited);
    connect(m_filter, &FilterBar::submitted, this, &ListPage::filterEdited);
    connect(m_model, &CursorModelBase::loaded, this, &ListPage::showLoaded);
    connect(m_model, &CursorModelBase::failed, this, &ListPage::showFailure);
    connect(m_model, &CursorModelBase::loadingChanged, this,
            [this] { m_state->setRefreshing(m_model->isLoading() && m_model->rowCount() > 0); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { selectionChanged(); });
    connect(m_table, &TableView::rowActivated, this, [this](const QModelIndex &index) { activated(index); });
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu;
        for (Action *action : m_work.actions.of(place()))
            menu.addAction(action);
        menu.exec(m_table->viewport()->mapToGlobal(at));
    });
    connect(m_state, &StateView::retryRequested, this, &ListPage::refresh);
    connect(&m_work.rights, &Rights::changed, this, &ListPage::showOnline);
    connect(&m_work.times, &TimeText::changed, m_table->viewport(), qOverload<>(&QWidget::update));
}

void ListPage::open(const Target &target)
{
    m_wanted = target.id;
    if (!target.filter.isEmpty() && target.filter != m_filter->text())
        m_filter->setText(target.filter);
    if (!m_asked)
        filterEdited(m_filter->text());
    else
        refresh();
    m_table->setFocus();
}

Target ListPage::target() const { return {.place = place(), .filter = m_filter->text(), .id = selectedIds().value(0)}; }

void ListPage::refresh()
{
    if (m_model->rowCount() == 0)
        m_state->showLoading();
    m_wanted = m_wanted.isEmpty() ? selectedIds().value(0) : m_wanted;
    m_model->reload();
}

void ListPage::focusFilter() { m_filter->focusLine(); }

bool ListPage::escape()
{
    if (m_filter->text().isEmpty())
        return false;
    m_filter->clear();
    m_table->setFocus();
    return true;
}

void ListPage::filterEdited(const QString &text)
{
    const auto problem = apply(text);
    m_filter->setError(problem ? problem->sentence : QString(), problem ? problem->position : 0,
                       problem ? problem->length : -1);
    if (problem)
        return; // the last good filter stays
    m_asked = true;
    if (m_model->rowCount() == 0)
        m_state->showLoading();
    m_work.navigator.note(target());
}

void ListPage::showLoaded()
{
    m_loadedAt = QTime::currentTime();
    showCount();
    if (m_model->rowCount() > 0 && !std::exchange(m_fitted, true))
        m_table->fitColumns();
    if (m_model->rowCount() > 0)
        m_state->showContent();
    else if (m_filter->text().isEmpty())
        m_state->showEmpty(m_emptiness.icon, m_emptiness.nothing, {tr("Refresh"), [this] { refresh(); }});
    else
        m_state->showEmpty(m_emptiness.icon, m_emptiness.noMatch, {tr("Clear filter"), [this] { escape(); }});
    if (!m_wanted.isEmpty()) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->index(row, 0).data(CursorModelBase::idRole) == m_wanted)
                m_table->selectRow(row);
        }
        m_wanted.clear();
    }
    selectionChanged();
}

void ListPage::showCount()
{
    const Total total = m_model->total();
    m_filter->setCount(total.exact ? numberText(total.value) : tr("more than %1").arg(numberText(total.value)));
}

void ListPage::showFailure(const ApiError &error)
{
    if (error.status == 403)
        return m_state->showForbidden(error.message, tr("Ask somebody who may manage roles."));
    if (m_model->rowCount() == 0)
        return m_state->showError({.text = error.message, .requestId = error.requestId, .details = {}});
    if (!error.isOutage())
        m_work.notices.fail(tr("Refreshing"), error, [this] { refresh(); });
}

void ListPage::showOnline()
{
    m_state->setStaleSince(m_work.rights.isOnline() ? QString() : m_loadedAt.toString(u"HH:mm"_s));
}

QStringList ListPage::selectedIds() const
{
    QStringList ids;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
        ids += row.data(CursorModelBase::idRole).toString();
    return ids;
}

} // namespace auth::console
