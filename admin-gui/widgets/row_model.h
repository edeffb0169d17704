#pragma once

#include "widgets/theme_colors.h"

#include <QtCore/QAbstractTableModel>

#include <functional>
#include <optional>
#include <vector>

namespace auth::console {

/// Of a cell that is a state: its Tone, for BadgeDelegate.
constexpr int toneRole = Qt::UserRole + 1;

/// A table of values that come all at once and again and again, such as the circuits of a server. Rows are told apart
/// by a key, so that what is selected stays so.
template<class T> class RowModel final : public QAbstractTableModel {
public:
    struct Column {
        QString title;
        std::function<QString(const T &row)> text;
        std::function<std::optional<Tone>(const T &row)> tone = {};
        std::function<QString(const T &row)> toolTip = {};
        bool isNumber = false;
    };
    using Key = std::function<QString(const T &row)>;

    RowModel(std::vector<Column> columns, Key key, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_columns(std::move(columns)), m_key(std::move(key))
    {
    }

    void setRows(const QList<T> &rows)
    {
        qsizetype front = 0;
        while (front < std::min(m_rows.size(), rows.size()) && sameKey(m_rows[front], rows[front]))
            ++front;
        qsizetype back = 0;
        while (back < std::min(m_rows.size(), rows.size()) - front
               && sameKey(m_rows[m_rows.size() - 1 - back], rows[rows.size() - 1 - back]))
            ++back;
        replace(static_cast<int>(front), static_cast<int>(m_rows.size() - back),
                rows.sliced(front, rows.size() - back - front));
        m_rows = rows;
        repaint();
    }

    const QList<T> &rows() const { return m_rows; }
    const T *row(int row) const { return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr; }
    int find(const QString &key) const
    {
        const auto found =
            std::find_if(m_rows.begin(), m_rows.end(), [&](const T &each) { return m_key(each) == key; });
        return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
    }
    /// Its texts are others, because time has passed.
    void repaint()
    {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (!index.isValid())
            return {};
        const Column &column = m_columns[static_cast<size_t>(index.column())];
        const T &row = m_rows[index.row()];
        if (role == Qt::DisplayRole)
            return column.text(row);
        if (role == Qt::ToolTipRole)
            return column.toolTip ? column.toolTip(row) : column.text(row);
        if (role == Qt::TextAlignmentRole && column.isNumber)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignTrailing | Qt::AlignVCenter));
        if (role == toneRole && column.tone) {
            const auto tone = column.tone(row);
            return tone ? QVariant(static_cast<int>(*tone)) : QVariant();
        }
        return {};
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        const Column &column = m_columns[static_cast<size_t>(section)];
        if (role == Qt::DisplayRole)
            return column.title;
        if (role == Qt::TextAlignmentRole && column.isNumber)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignTrailing | Qt::AlignVCenter));
        return {};
    }

private:
    bool sameKey(const T &one, const T &other) const { return m_key(one) == m_key(other); }

    /// Takes out the rows from `first` to before `last` and puts others in their place.
    void replace(int first, int last, const QList<T> &others)
    {
        if (last > first) {
            beginRemoveRows({}, first, last - 1);
            m_rows.remove(first, last - first);
            endRemoveRows();
        }
        if (others.isEmpty())
            return;
        beginInsertRows({}, first, first + static_cast<int>(others.size()) - 1);
        for (qsizetype i = 0; i < others.size(); ++i)
            m_rows.insert(first + i, others[i]);
        endInsertRows();
    }

    std::vector<Column> m_columns;
    Key m_key;
    QList<T> m_rows;
};

} // namespace auth::console
