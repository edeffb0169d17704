#include "users/user_selection.h"

#include <QtCore/QScopedValueRollback>
#include <QtCore/QSet>
#include <QtWidgets/QTableView>

#include <algorithm>

namespace auth::console {

UserSelection::UserSelection(QTableView &view, UserListModel &model) : QObject(&view), m_view(view), m_model(model)
{
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &UserSelection::read);
    connect(&model, &UserListModel::rowsSettled, this, &UserSelection::write);
    connect(&model, &QAbstractItemModel::modelReset, this, &UserSelection::forget);
}

QList<Account> UserSelection::accounts() const
{
    QList<Chosen> chosen = m_chosen.values();
    std::sort(chosen.begin(), chosen.end(), [](const Chosen &a, const Chosen &b) { return a.row < b.row; });
    QList<Account> accounts;
    accounts.reserve(chosen.size());
    for (const Chosen &each : std::as_const(chosen))
        accounts += each.account;
    return accounts;
}

std::optional<Account> UserSelection::single() const
{
    return count() == 1 && m_chosen.size() == 1 ? std::optional(m_chosen.cbegin()->account) : std::nullopt;
}

qint64 UserSelection::count() const
{
    return m_everybody && m_model.total() ? m_model.total()->value : m_chosen.size();
}

void UserSelection::forget()
{
    m_chosen.clear();
    m_unknown = 0;
    m_everybody = false;
    Q_EMIT changed();
}

/// The view has another selection: takes over who is in it.
void UserSelection::read()
{
    if (m_writing)
        return;
    const QItemSelection selection = m_view.selectionModel()->selection();
    m_chosen.removeIf([&](QHash<UserId, Chosen>::iterator each) {
        return m_model.account(each->row) || !selection.contains(m_model.index(each->row, 0));
    });
    qint64 rows = 0;
    for (const QItemSelectionRange &range : selection) {
        rows += range.height();
        m_model.visit(range.top(), range.bottom(), [this](int row, const Account &account) {
            m_chosen.insert(account.id, {account, row});
        });
    }
    m_unknown = std::max<qint64>(0, rows - m_chosen.size());
    m_everybody = false;
    Q_EMIT changed();
}

/// Rows have come: whoever was selected is selected where they are now.
void UserSelection::write(int first, int last)
{
    const QScopedValueRollback writing(m_writing, true);
    QSet<int> known;
    for (const Chosen &each : std::as_const(m_chosen))
        known.insert(each.row);
    bool changes = false;
    m_model.visit(first, last, [&](int row, const Account &account) {
        changes = settle(row, account, known.contains(row)) || changes;
    });
    if (changes)
        Q_EMIT changed();
}

/// A selected row of which nobody knew who it is becomes that account; of others the id counts.
bool UserSelection::settle(int row, const Account &account, bool wasKnown)
{
    QItemSelectionModel &selection = *m_view.selectionModel();
    const bool isAwaited = m_awaited == account.id;
    const bool isSelected = selection.isRowSelected(row);
    const bool isChosen = isAwaited || m_chosen.contains(account.id) || (isSelected && !wasKnown);
    if (isAwaited) {
        m_awaited.reset();
        selection.setCurrentIndex(m_model.index(row, 0), QItemSelectionModel::NoUpdate);
    }
    if (isChosen && !m_chosen.contains(account.id) && isSelected)
        m_unknown = std::max<qint64>(0, m_unknown - 1);
    if (isChosen)
        m_chosen.insert(account.id, {account, row});
    if (isChosen != isSelected)
        selection.select(m_model.index(row, 0),
                         QItemSelectionModel::Rows
                             | (isChosen ? QItemSelectionModel::Select : QItemSelectionModel::Deselect));
    return isChosen || isSelected;
}

void UserSelection::selectLoaded()
{
    QItemSelection selection;
    for (int row = 0; row < m_model.rowCount(); row += UserPages::pageSize) {
        const int last = std::min(row + UserPages::pageSize, m_model.rowCount()) - 1;
        if (m_model.account(row))
            selection.append(QItemSelectionRange(m_model.index(row, 0), m_model.index(last, 0)));
    }
    m_view.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void UserSelection::selectEverybody()
{
    selectLoaded();
    m_everybody = true;
    Q_EMIT changed();
}

void UserSelection::clear() { m_view.clearSelection(); }

void UserSelection::select(UserId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0) {
        m_awaited = id;
        return;
    }
    m_awaited.reset();
    m_view.selectRow(row);
    m_view.scrollTo(m_model.index(row, 0));
}

void UserSelection::put(const Account &account)
{
    if (const auto chosen = m_chosen.find(account.id); chosen != m_chosen.end())
        chosen->account = account;
    m_model.put(account);
}

void UserSelection::drop(UserId id)
{
    if (m_chosen.remove(id) > 0)
        Q_EMIT changed();
}

} // namespace auth::console
