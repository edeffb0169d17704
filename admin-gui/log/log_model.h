#pragma once

#include "log/filter_index.h"
#include "log/log_buffer.h"
#include "log/log_times.h"
#include "log/row_index.h"

#include <QtCore/QAbstractTableModel>

namespace auth::console {

/// The rows of a LogBuffer that a filter lets through, for a table. Of the GUI's thread; the filter works in its own.
class LogModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, LevelColumn, EventColumn, RequestColumn, UserColumn, MessageColumn, Columns };
    enum Role {
        RowIdRole = Qt::UserRole, ///< qint64, absolute.
        KindRole,                 ///< A RowKind, as int.
        LevelRole,                ///< A LogLevel, as int.
        MarkRole,                 ///< Colour of its mark, 0 for none.
        TimeRole,                 ///< Milliseconds since 1970.
        RequestRole,              ///< Whole ids, as text.
        UserRole,
        SessionRole,
        JsonRole, ///< The line itself.
    };

    explicit LogModel(LogLimits limits = {}, QObject *parent = nullptr);

    /// At most one removal at the front and one insertion at the end, whatever is in the batch.
    void append(const LogBatch &batch);
    void setLimits(LogLimits limits);
    void clear();

    /// Shows what the expression wants, once it has been looked for; until then what was shown before. An empty one
    /// shows everything at once.
    void setFilter(const FilterExpression &filter);
    const FilterExpression &filter() const { return m_filter; }
    /// Whether there was a line for which the filter takes too long; it is not shown.
    bool filterGaveUp() const { return m_matcher && m_matcher->gaveUp(); }
    bool isSearching() const { return m_search.isSearching(); }

    void setTimeMode(TimeMode mode);
    TimeMode timeMode() const { return m_timeMode; }
    /// What "today" and "3 min ago" are counted from; repaints the times when they depend on it.
    void setNow(Time now);

    void mark(int row, int colour);
    /// The nearest row with a mark behind `row`, or before it; -1 when there is none. The same for errors. `row` is -1
    /// to look from the beginning, or backward from the end.
    int nextMarked(int row, bool forward) const;
    int nextError(int row, bool forward) const;

    const LogBuffer &buffer() const { return m_buffer; }
    qint64 rowId(int row) const;
    /// -1 for an id that is not shown.
    int rowOf(qint64 id) const;
    /// The shown row with that id, or the first one behind it; rowCount() when there is none.
    int rowAtOrAfter(qint64 id) const;
    LogRow row(int row) const { return m_buffer.row(rowId(row)); }
    /// What a cell shows.
    QString text(int row, int column) const;
    /// The time of the first row of the buffer, shown or not; empty when there is none.
    QString beginningText() const;
    /// The ids of all shown rows.
    std::vector<qint64> shownRows() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Rows that were shown are gone: how many, from the top.
    void evicted(int rows);
    /// The whole buffer has been looked through with the filter.
    void filterApplied();

private:
    void evict();
    void insertNew(qint64 from);
    void install(const std::vector<qint64> &rows);
    void showAll();
    std::vector<qint64> matching(const LineMatcher &matcher, qint64 from, qint64 to) const;
    QString timeText(int row, const LogRecord &record) const;
    static QString said(const LogRow &line);
    static QString message(const LogRow &row);
    QVariant raw(int row, int role) const;
    QString toolTip(int row, int column) const;

    LogBuffer m_buffer;
    FilterExpression m_filter;
    std::shared_ptr<const LineMatcher> m_matcher; ///< Of what is shown; null for everything.
    std::shared_ptr<const LineMatcher> m_wanted;  ///< Of the search under way.
    qint64 m_searchedTo = 0;                      ///< Rows behind it are no part of the search.
    FilterIndex m_search;
    RowIndex m_index;   ///< The shown rows, when there is a matcher.
    qint64 m_first = 0; ///< Without one: id of the first shown row.
    int m_rows = 0;
    TimeMode m_timeMode = TimeMode::Local;
    Time m_now{};
    mutable LogTimes m_times;
};

} // namespace auth::console
