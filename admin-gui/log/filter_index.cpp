#include "log/filter_index.h"

namespace auth::console {

FilterIndex::FilterIndex(QObject *parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }

FilterIndex::~FilterIndex()
{
    ++m_generation;
    m_pool.waitForDone();
}

void FilterIndex::search(std::shared_ptr<const LineMatcher> matcher, LogSnapshot rows)
{
    cancel();
    m_searching = true;
    const quint64 generation = m_generation;
    m_pool.start(
        [this, generation, matcher = std::move(matcher), rows = std::move(rows)] { look(*matcher, rows, generation); });
}

void FilterIndex::cancel()
{
    ++m_generation;
    m_searching = false;
}

void FilterIndex::look(const LineMatcher &matcher, const LogSnapshot &rows, quint64 generation)
{
    std::vector<Rows> found;
    std::size_t count = 0;
    bool toldFirst = false;
    const auto stopped = [this, generation] { return m_generation != generation; };
    for (auto chunk = rows.chunks.rbegin(); chunk != rows.chunks.rend(); ++chunk) {
        if (stopped())
            return;
        matcher.find(**chunk, 0, rows.countIn(**chunk), found.emplace_back(), stopped);
        count += found.back().size();
        if (count >= firstRows && !std::exchange(toldFirst, true))
            tell(generation, joined(found), false);
    }
    tell(generation, joined(found), true);
}

FilterIndex::Rows FilterIndex::joined(const std::vector<Rows> &newestFirst)
{
    Rows all;
    for (auto rows = newestFirst.rbegin(); rows != newestFirst.rend(); ++rows)
        all.insert(all.end(), rows->begin(), rows->end());
    return all;
}

void FilterIndex::tell(quint64 generation, Rows rows, bool isLast)
{
    QMetaObject::invokeMethod(
        this,
        [this, generation, isLast, rows = std::move(rows)] {
            if (m_generation != generation)
                return;
            m_searching = !isLast;
            if (isLast)
                Q_EMIT finished(rows);
            else
                Q_EMIT firstFound(rows);
        },
        Qt::QueuedConnection);
}

} // namespace auth::console
