#include "log/log_model.h"

namespace auth::console {

LogModel::LogModel(LogLimits limits, QObject *parent) : QAbstractTableModel(parent), m_buffer(limits)
{
    connect(&m_search, &FilterIndex::firstFound, this, &LogModel::install);
    connect(&m_search, &FilterIndex::finished, this, [this](const std::vector<qint64> &rows) {
        install(rows);
        m_wanted.reset();
        Q_EMIT filterApplied();
    });
}

void LogModel::append(const LogBatch &batch)
{
    const qint64 end = m_buffer.endRow();
    m_buffer.append(batch);
    evict();
    insertNew(std::max(end, m_buffer.firstRow()));
}

void LogModel::setLimits(LogLimits limits)
{
    m_buffer.setLimits(limits);
    evict();
}

void LogModel::evict()
{
    const qint64 first = m_buffer.firstToKeep();
    const auto gone = static_cast<int>(std::min<qint64>(rowAtOrAfter(first), m_rows));
    if (gone > 0)
        beginRemoveRows({}, 0, gone - 1);
    m_buffer.evict();
    if (m_matcher)
        m_index.dropFirst(gone);
    m_first = first;
    m_rows -= gone;
    if (gone == 0)
        return;
    endRemoveRows();
    Q_EMIT evicted(gone);
}

void LogModel::insertNew(qint64 from)
{
    const qint64 end = m_buffer.endRow();
    const std::vector<qint64> rows = m_matcher ? matching(*m_matcher, from, end) : std::vector<qint64>();
    const auto count = static_cast<int>(m_matcher ? std::ssize(rows) : end - from);
    if (count == 0)
        return;
    beginInsertRows({}, m_rows, m_rows + count - 1);
    m_index.append(rows);
    m_rows += count;
    endInsertRows();
}

std::vector<qint64> LogModel::matching(const LineMatcher &matcher, qint64 from, qint64 to) const
{
    std::vector<qint64> rows;
    while (from < to) {
        const LogChunk &chunk = *m_buffer.chunkOf(from);
        const qint64 end = std::min(to, chunk.firstRow() + chunk.count());
        matcher.find(chunk, static_cast<int>(from - chunk.firstRow()), static_cast<int>(end - chunk.firstRow()), rows);
        from = end;
    }
    return rows;
}

void LogModel::clear()
{
    beginResetModel();
    m_search.cancel();
    m_buffer.clear();
    m_index = {};
    if (m_wanted)
        m_matcher = std::move(m_wanted);
    m_wanted.reset();
    m_first = m_buffer.firstRow();
    m_rows = 0;
    endResetModel();
}

void LogModel::setFilter(const FilterExpression &filter)
{
    m_filter = filter;
    if (filter.isEmpty())
        return showAll();
    m_wanted = std::make_shared<const LineMatcher>(filter);
    m_searchedTo = m_buffer.endRow();
    m_search.search(m_wanted, m_buffer.snapshot());
}

void LogModel::showAll()
{
    m_search.cancel();
    m_wanted.reset();
    if (m_matcher) {
        beginResetModel();
        m_matcher.reset();
        m_index = {};
        m_first = m_buffer.firstRow();
        m_rows = static_cast<int>(m_buffer.count());
        endResetModel();
    }
    Q_EMIT filterApplied();
}

/// What was found, without what has left the buffer since and with what has come.
void LogModel::install(const std::vector<qint64> &rows)
{
    RowIndex index(rows);
    index.dropFirst(index.below(m_buffer.firstRow()));
    index.append(matching(*m_wanted, std::max(m_searchedTo, m_buffer.firstRow()), m_buffer.endRow()));
    beginResetModel();
    m_matcher = m_wanted;
    m_index = std::move(index);
    m_rows = static_cast<int>(m_index.size());
    endResetModel();
}

void LogModel::setTimeMode(TimeMode mode)
{
    if (std::exchange(m_timeMode, mode) == mode)
        return;
    Q_EMIT headerDataChanged(Qt::Horizontal, TimeColumn, TimeColumn);
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, TimeColumn), index(m_rows - 1, TimeColumn), {Qt::DisplayRole});
}

void LogModel::setNow(Time now)
{
    const bool sameDay = std::chrono::floor<std::chrono::days>(now) == std::chrono::floor<std::chrono::days>(m_now);
    m_now = now;
    if (m_rows > 0 && (m_timeMode == TimeMode::Relative || !sameDay))
        Q_EMIT dataChanged(index(0, TimeColumn), index(m_rows - 1, TimeColumn), {Qt::DisplayRole});
}

void LogModel::mark(int row, int colour)
{
    m_buffer.mark(rowId(row), colour);
    Q_EMIT dataChanged(index(row, 0), index(row, Columns - 1), {MarkRole});
}

int LogModel::nextMarked(int row, bool forward) const
{
    const auto &marks = m_buffer.marks();
    auto at = forward ? marks.begin() : marks.end();
    if (row >= 0)
        at = forward ? marks.upper_bound(rowId(row)) : marks.lower_bound(rowId(row));
    while (forward ? at != marks.end() : at != marks.begin()) {
        const int found = rowOf(forward ? (at++)->first : (--at)->first);
        if (found >= 0)
            return found;
    }
    return -1;
}

int LogModel::nextError(int row, bool forward) const
{
    const int step = forward ? 1 : -1;
    for (int i = row < 0 && !forward ? m_rows - 1 : row + step; i >= 0 && i < m_rows; i += step) {
        const LogRecord &record = this->row(i).record();
        if (record.kind == RowKind::Line && record.logLevel() == LogLevel::Error)
            return i;
    }
    return -1;
}

qint64 LogModel::rowId(int row) const { return m_matcher ? m_index.at(row) : m_first + row; }

int LogModel::rowAtOrAfter(qint64 id) const
{
    return static_cast<int>(m_matcher ? m_index.below(id) : std::clamp<qint64>(id - m_first, 0, m_rows));
}

int LogModel::rowOf(qint64 id) const
{
    const int row = rowAtOrAfter(id);
    return row < m_rows && rowId(row) == id ? row : -1;
}

std::vector<qint64> LogModel::shownRows() const
{
    std::vector<qint64> rows;
    rows.reserve(static_cast<std::size_t>(m_rows));
    for (int i = 0; i < m_rows; ++i)
        rows.push_back(rowId(i));
    return rows;
}

int LogModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }
int LogModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : Columns; }

} // namespace auth::console
