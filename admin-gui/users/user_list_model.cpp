#include "users/user_list_model.h"

#include "users/user_words.h"

#include <algorithm>
#include <limits>

namespace auth::console {

using namespace Qt::StringLiterals;

UserListModel::UserListModel(ApiClient &client, TimeText &times, QObject *parent)
    : QAbstractTableModel(parent), m_pages(client), m_times(times)
{
    connect(&m_pages, &UserPages::totalKnown, this, &UserListModel::setTotal);
    connect(&m_pages, &UserPages::failed, this, &UserListModel::failed);
    connect(&m_pages, &UserPages::rowsSettled, this, [this](int first, int last) {
        repaint(first, last);
        Q_EMIT rowsSettled(first, last);
    });
    connect(&times, &TimeText::changed, this, [this] {
        if (m_rows > 0)
            Q_EMIT dataChanged(index(0, LastLogin), index(m_rows - 1, Created), {Qt::DisplayRole});
    });
}

void UserListModel::ask(const UserQuestion &question)
{
    beginResetModel();
    m_rows = 0;
    m_total.reset();
    m_pages.ask(question);
    endResetModel();
    Q_EMIT totalChanged();
}

void UserListModel::setTotal(const Total &total)
{
    const int rows = static_cast<int>(std::min<qint64>(total.value, std::numeric_limits<int>::max()));
    m_total = total;
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
    Q_EMIT totalChanged();
}

void UserListModel::repaint(int first, int last)
{
    if (first < m_rows)
        Q_EMIT dataChanged(index(first, 0), index(std::min(last, m_rows - 1), ColumnCount - 1));
}

void UserListModel::put(const Account &account)
{
    if (const int row = m_pages.rowOf(account.id); row >= 0)
        m_pages.put(row, account);
}

std::optional<std::pair<UserSort, UserSort>> UserListModel::sortsOf(int column)
{
    switch (column) {
    case Email:
        return std::pair{UserSort::Email, UserSort::EmailDescending};
    case Name:
        return std::pair{UserSort::Username, UserSort::UsernameDescending};
    case LastLogin:
        return std::pair{UserSort::LastLogin, UserSort::LastLoginDescending};
    case Created:
        return std::pair{UserSort::CreatedAt, UserSort::CreatedAtDescending};
    default:
        return std::nullopt;
    }
}

int UserListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }
int UserListModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

UserListModel::RowState UserListModel::stateOf(int row) const
{
    if (m_pages.at(row))
        return RowState::Loaded;
    return m_pages.failure(row) ? RowState::Failed : RowState::Loading;
}

QVariant UserListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == RowStateRole)
        return QVariant::fromValue(stateOf(index.row()));
    const Account *account = m_pages.at(index.row());
    if (role == Qt::DisplayRole)
        return account ? text(*account, index.column()) : absentText(index.row(), index.column());
    if (role == Qt::ToolTipRole && account)
        return toolTip(*account, index.column());
    if (role == AccountStateRole && account)
        return QVariant::fromValue(account->state);
    return {};
}

QString UserListModel::text(const Account &account, int column) const
{
    switch (column) {
    case Email:
        return account.email;
    case Name:
        return account.username;
    case Roles:
        return account.roles.join(u", "_s);
    case State:
        return stateText(account.state);
    case LastLogin:
        return account.lastLogin ? m_times.shortText(*account.lastLogin) : tr("Never");
    case Created:
        return m_times.shortText(account.createdAt);
    default:
        return account.id.text();
    }
}

QString UserListModel::toolTip(const Account &account, int column) const
{
    if (column == LastLogin && account.lastLogin)
        return m_times.toolTip(*account.lastLogin);
    if (column == Created)
        return m_times.toolTip(account.createdAt);
    if (column == State && account.state == AccountState::Locked && account.lockedUntil)
        return tr("Until %1").arg(m_times.toolTip(*account.lockedUntil));
    return text(account, column);
}

QString UserListModel::absentText(int row, int column) const
{
    if (column != Email)
        return {};
    return m_pages.failure(row) ? tr("Could not be loaded. Press F5 or click to try again.") : u"…"_s;
}

QVariant UserListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    static const std::array<const char *, ColumnCount> titles{
        QT_TR_NOOP("E-mail"),     QT_TR_NOOP("Name"),    QT_TR_NOOP("Roles"), QT_TR_NOOP("State"),
        QT_TR_NOOP("Last login"), QT_TR_NOOP("Created"), QT_TR_NOOP("ID")};
    const QString title = tr(titles.at(static_cast<size_t>(section)));
    if (role == Qt::DisplayRole)
        return title;
    if (role != Qt::ToolTipRole)
        return {};
    return sortsOf(section) ? tr("Click to sort by %1; a third click takes the usual order again.").arg(title)
                            : tr("Not sortable: the server has no index of this, and would have to read everybody.");
}

} // namespace auth::console
