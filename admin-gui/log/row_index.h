#pragma once

#include <QtCore/QtGlobal>

#include <algorithm>
#include <vector>

namespace auth::console {

/// Ids of rows in ascending order, appended at the end and dropped from the front.
class RowIndex {
public:
    RowIndex() = default;
    explicit RowIndex(std::vector<qint64> rows) : m_rows(std::move(rows)) {}

    qsizetype size() const { return std::ssize(m_rows) - m_start; }
    qint64 at(qsizetype i) const { return m_rows[static_cast<std::size_t>(m_start + i)]; }
    void append(const std::vector<qint64> &rows) { m_rows.insert(m_rows.end(), rows.begin(), rows.end()); }
    /// How many are less than `row`.
    qsizetype below(qint64 row) const { return std::lower_bound(begin(), m_rows.end(), row) - begin(); }
    void dropFirst(qsizetype count)
    {
        m_start += count;
        if (m_start <= std::ssize(m_rows) / 2)
            return;
        m_rows.erase(m_rows.begin(), begin());
        m_start = 0;
    }

private:
    std::vector<qint64>::const_iterator begin() const { return m_rows.begin() + m_start; }

    std::vector<qint64> m_rows;
    qsizetype m_start = 0; ///< Those before it are dropped.
};

} // namespace auth::console
