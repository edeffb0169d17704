#pragma once

#include "log/line_matcher.h"

#include <QtCore/QObject>
#include <QtCore/QThreadPool>

namespace auth::console {

/// Looks through many rows in a thread of its own, the newest first. Only the newest search tells its results; those
/// before it end within a chunk.
class FilterIndex : public QObject {
    Q_OBJECT

public:
    using Rows = std::vector<qint64>;

    /// So many rows fill a screen.
    static constexpr std::size_t firstRows = 200;

    explicit FilterIndex(QObject *parent = nullptr);
    ~FilterIndex() override;

    void search(std::shared_ptr<const LineMatcher> matcher, LogSnapshot rows);
    void cancel();
    bool isSearching() const { return m_searching; }

Q_SIGNALS:
    /// The ids of the newest rows that match, in ascending order, when there are more to come.
    void firstFound(const std::vector<qint64> &rows);
    /// Those of all rows that match.
    void finished(const std::vector<qint64> &rows);

private:
    void look(const LineMatcher &matcher, const LogSnapshot &rows, quint64 generation);
    void tell(quint64 generation, Rows rows, bool isLast);
    static Rows joined(const std::vector<Rows> &newestFirst);

    std::atomic<quint64> m_generation{0};
    bool m_searching = false;
    QThreadPool m_pool;
};

} // namespace auth::console
