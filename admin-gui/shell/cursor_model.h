#pragma once

#include "client/api_client.h"
#include "model/page.h"

#include <QtCore/QAbstractTableModel>

#include <functional>

namespace auth::console {

/// What all lists that grow by cursor have in common. Views ask for more as they are scrolled.
class CursorModelBase : public QAbstractTableModel {
    Q_OBJECT

public:
    /// Of an item, for sorting out what to do with it.
    static constexpr int idRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    virtual void reload() = 0;
    virtual Total total() const = 0;
    virtual bool isLoading() const = 0;

Q_SIGNALS:
    void loadingChanged();
    /// The first page is there, or one more.
    void loaded();
    void failed(const auth::console::ApiError &error);
};

/// A table of `T`s, page by page. GUI thread.
template<class T> class CursorModel : public CursorModelBase {
public:
    struct Column {
        QString title;
        std::function<QVariant(const T &item, int role)> data;
    };
    using Done = std::function<void(const Answer<auth::Page<T>> &page)>;
    /// Asks for the page behind `cursor`, or the first one.
    using Ask = std::function<CallHandle(const std::optional<QString> &cursor, Done done)>;

    CursorModel(QList<Column> columns, std::function<QString(const T &)> idOf, QObject *parent)
        : CursorModelBase(parent), m_columns(std::move(columns)), m_idOf(std::move(idOf))
    {
    }

    /// Forgets what it has and asks anew, in another way.
    void setSource(Ask ask)
    {
        m_ask = std::move(ask);
        reload();
    }

    /// What is there stays until the first page has come.
    void reload() override
    {
        m_call.cancel();
        if (m_ask)
            request(std::nullopt);
    }

    Total total() const override { return m_total; }
    bool isLoading() const override { return m_call.isUnderWay(); }
    const QList<T> &items() const { return m_items; }
    const T *at(const QModelIndex &index) const
    {
        return index.isValid() && index.row() < m_items.size() ? &m_items.at(index.row()) : nullptr;
    }
    QModelIndex find(const QString &id) const
    {
        for (qsizetype row = 0; row < m_items.size(); ++row) {
            if (m_idOf(m_items[row]) == id)
                return index(static_cast<int>(row), 0);
        }
        return {};
    }
    void remove(const QString &id)
    {
        const QModelIndex gone = find(id);
        if (!gone.isValid())
            return;
        beginRemoveRows({}, gone.row(), gone.row());
        m_items.removeAt(gone.row());
        endRemoveRows();
        m_total.value = std::max<qint64>(0, m_total.value - 1);
        Q_EMIT loaded();
    }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_items.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation == Qt::Horizontal && role == Qt::DisplayRole && section < m_columns.size())
            return m_columns[section].title;
        return {};
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const T *const item = at(index);
        if (!item || index.column() >= m_columns.size())
            return {};
        return role == idRole ? QVariant(m_idOf(*item)) : m_columns[index.column()].data(*item, role);
    }
    bool canFetchMore(const QModelIndex &parent) const override
    {
        return !parent.isValid() && m_next.has_value() && !isLoading();
    }
    void fetchMore(const QModelIndex &parent) override
    {
        if (canFetchMore(parent))
            request(m_next);
    }

private:
    void request(const std::optional<QString> &cursor)
    {
        m_call = m_ask(cursor, [this, first = !cursor.has_value()](const Answer<auth::Page<T>> &page) {
            m_call = {};
            if (page)
                take(*page, first);
            else
                Q_EMIT failed(page.error());
            Q_EMIT loadingChanged();
        });
        Q_EMIT loadingChanged();
    }

    void take(const auth::Page<T> &page, bool first)
    {
        if (first) {
            beginResetModel();
            m_items = page.items;
            endResetModel();
        } else if (!page.items.isEmpty()) {
            const int begin = rowCount();
            beginInsertRows({}, begin, begin + static_cast<int>(page.items.size()) - 1);
            m_items += page.items;
            endInsertRows();
        }
        m_next = page.nextCursor;
        if (first)
            m_total = page.total;
        Q_EMIT loaded();
    }

    QList<Column> m_columns;
    std::function<QString(const T &)> m_idOf;
    Ask m_ask;
    CallHandle m_call;
    QList<T> m_items;
    std::optional<QString> m_next;
    Total m_total;
};

} // namespace auth::console
