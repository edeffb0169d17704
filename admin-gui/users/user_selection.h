#pragma once

#include "users/user_list_model.h"

#include <QtCore/QHash>
#include <QtCore/QItemSelectionModel>

QT_FORWARD_DECLARE_CLASS(QTableView)

namespace auth::console {

/// Who is selected in the list, by id: it stays when rows move, are asked for anew or forgotten. It can also be
/// everybody the filter means, loaded or not.
class UserSelection : public QObject {
    Q_OBJECT

public:
    UserSelection(QTableView &view, UserListModel &model);

    /// In the order of the list. With isEverybody() only those that were loaded.
    QList<Account> accounts() const;
    /// The one that is selected alone.
    std::optional<Account> single() const;
    qint64 count() const;
    bool isEverybody() const { return m_everybody; }
    /// Rows that are selected and not loaded: nobody knows who that is.
    qint64 unknown() const { return m_unknown; }

    void selectLoaded();
    void selectEverybody();
    void clear();
    /// Also when it is not shown yet; then as soon as it is.
    void select(UserId id);
    /// It is not what it was.
    void put(const Account &account);
    /// It is gone from the list.
    void drop(UserId id);

Q_SIGNALS:
    void changed();

private:
    struct Chosen {
        Account account;
        int row = 0;
    };

    void read();
    void write(int first, int last);
    bool settle(int row, const Account &account, bool wasKnown);
    void forget();

    QTableView &m_view;
    UserListModel &m_model;
    QHash<UserId, Chosen> m_chosen;
    std::optional<UserId> m_awaited;
    qint64 m_unknown = 0;
    bool m_everybody = false;
    bool m_writing = false;
};

} // namespace auth::console
