#pragma once

#include "users/user_pages.h"
#include "widgets/time_text.h"

#include <QtCore/QAbstractTableModel>

namespace auth::console {

/// The accounts of a question, as many as there are, of which those are there that somebody looks at.
class UserListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Email, Name, Roles, State, LastLogin, Created, Id, ColumnCount };
    /// Of a row; its role is RowStateRole.
    enum class RowState { Loaded, Loading, Failed };
    Q_ENUM(RowState)
    enum Role { RowStateRole = Qt::UserRole, AccountStateRole };

    UserListModel(ApiClient &client, TimeText &times, QObject *parent = nullptr);

    void ask(const UserQuestion &question);
    const UserQuestion &question() const { return m_pages.question(); }
    void refresh() { m_pages.refresh(); }
    void retry() { m_pages.retry(); }
    void show(int first, int last) { m_pages.show(first, last); }

    /// Nothing before the first answer.
    const std::optional<Total> &total() const { return m_total; }
    const Account *account(int row) const { return m_pages.at(row); }
    const ApiError *failure(int row) const { return m_pages.failure(row); }
    void visit(int first, int last, const std::function<void(int row, const Account &account)> &visitor) const
    {
        m_pages.visit(first, last, visitor);
    }
    int rowOf(UserId id) const { return m_pages.rowOf(id); }
    /// Shows the account as it is now, where it is shown at all.
    void put(const Account &account);

    /// The orders of a column, ascending and descending; nothing where the server has no index.
    static std::optional<std::pair<UserSort, UserSort>> sortsOf(int column);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void totalChanged();
    /// Rows were loaded, or have failed.
    void rowsSettled(int first, int last);
    /// There is nothing to show but this.
    void failed(const auth::console::ApiError &error);

private:
    void setTotal(const Total &total);
    void repaint(int first, int last);
    QString text(const Account &account, int column) const;
    QString toolTip(const Account &account, int column) const;
    QString absentText(int row, int column) const;
    RowState stateOf(int row) const;

    UserPages m_pages;
    TimeText &m_times;
    std::optional<Total> m_total;
    int m_rows = 0;
};

} // namespace auth::console
