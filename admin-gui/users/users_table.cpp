#include "users/users_table.h"

#include "users/user_delegate.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

const QString settingsKey = u"users"_s;

} // namespace

UsersTable::UsersTable(Workspace &workspace, UserListModel &model, QWidget *parent)
    : TableView(parent), m_workspace(workspace), m_model(model)
{
    setObjectName(u"users"_s);
    setAccessibleName(tr("Users"));
    setModel(&model);
    setItemDelegate(new UserDelegate(this));
    setContextMenuPolicy(Qt::CustomContextMenu);
    const std::array widths{260, 160, 130, 140, 150, 150, 290};
    for (int column = 0; column < UserListModel::ColumnCount; ++column)
        setColumnWidth(column, widths.at(static_cast<size_t>(column)));
    restoreState(workspace.settings, settingsKey);
    horizontalHeader()->setSortIndicatorShown(false);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &UsersTable::lookAtVisible);
    connect(this, &QWidget::customContextMenuRequested, this, &UsersTable::showMenu);
    connect(this, &TableView::rowActivated, this, [this] { m_workspace.actions.find(u"users.open"_s)->trigger(); });
    connect(this, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (m_model.failure(index.row()))
            m_model.retry();
    });
}

void UsersTable::saveColumns() const { saveState(m_workspace.settings, settingsKey); }

/// Whatever has moved the rows: what is painted is asked for.
void UsersTable::paintEvent(QPaintEvent *event)
{
    lookAtVisible();
    TableView::paintEvent(event);
}

void UsersTable::lookAtVisible()
{
    const int first = rowAt(0);
    if (first < 0)
        return;
    const int last = rowAt(viewport()->height() - 1);
    m_model.show(first, last < 0 ? m_model.rowCount() - 1 : last);
}

void UsersTable::showMenu(QPoint position)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"usersMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    static const QStringList groups{u"users.deactivate"_s, u"users.resetPassword"_s, u"users.check"_s,
                                    u"users.selectAll"_s};
    for (Action *action : m_workspace.actions.of(Place::Users)) {
        if (groups.contains(action->facts().id))
            menu->addSeparator();
        menu->addAction(action);
    }
    menu->setToolTipsVisible(true);
    menu->popup(viewport()->mapToGlobal(position));
}

} // namespace auth::console
