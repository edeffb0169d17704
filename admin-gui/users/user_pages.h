#pragma once

#include "users/user_anchor_list.h"

#include <QtCore/QCache>
#include <QtCore/QHash>
#include <QtCore/QTimer>

namespace auth::console {

/// Any part of a list of any length: pages are fetched where somebody looks, and the least looked at are dropped. GUI
/// thread.
class UserPages : public QObject {
    Q_OBJECT

public:
    static constexpr int pageSize = 100;
    static constexpr int mostPages = 100;

    explicit UserPages(ApiClient &client, QObject *parent = nullptr);

    /// Forgets everything and begins with the first page.
    void ask(const UserQuestion &question);
    /// What is looked at is fetched anew, and stays until that is there.
    void refresh();
    const UserQuestion &question() const { return m_question; }

    /// The rows somebody looks at now.
    void show(int first, int last);
    /// Pages that failed are fetched when they are looked at.
    void retry();
    bool isLoading() const { return !m_calls.isEmpty() || m_anchors.isAsking(); }

    /// Null: not there.
    const Account *at(int row) const;
    /// Why it is not there; null: nobody has asked, or no answer yet.
    const ApiError *failure(int row) const;
    /// Where an account is among those that are there; -1: nowhere.
    int rowOf(UserId id) const;
    /// An account is not what it was.
    void put(int row, const Account &account);
    /// Those from the first to the last row that are there, in order.
    void visit(int first, int last, const std::function<void(int row, const Account &account)> &visitor) const;

Q_SIGNALS:
    /// There are so many rows; asked for anew after refresh().
    void totalKnown(const auth::Total &total);
    /// Rows have come, or have failed to.
    void rowsSettled(int first, int last);
    /// Not even the first page could be had.
    void failed(const auth::console::ApiError &error);

private:
    struct Chunk {
        QList<Account> accounts;
        std::optional<QString> next;
        std::optional<QString> previous;
        bool stale = false;
    };
    using Place = UserAnchorList::Place;

    QList<int> missing() const;
    bool isMissing(int page) const;
    void fetch();
    void fetchAhead();
    void dropStale();
    void goOn();
    std::optional<Place> placeOf(int page) const;
    void send(int page);
    void take(int page, const Answer<auth::Page<Account>> &answer);
    void judgeEnd(int page, const auth::Page<Account> &answer);
    void know(const Total &total);
    void count();
    void failVisible(const ApiError &error);
    UserListRequest request() const;

    ApiClient &m_client;
    UserQuestion m_question;
    QCache<int, Chunk> m_chunks{mostPages};
    QHash<int, ApiError> m_failures;
    QHash<int, CallHandle> m_calls;
    CallHandle m_countCall;
    UserAnchorList m_anchors;
    std::optional<Total> m_total;
    QTimer m_calm; ///< While somebody drags the scroll bar, not every place is fetched.
    int m_firstPage = 0;
    int m_lastPage = 0;
    int m_direction = 1;
};

} // namespace auth::console
