#include "log/place_tracker.h"

namespace auth::console {

PlaceTracker::Next PlaceTracker::judge(LinePlace place) const
{
    if (!m_last)
        return Next::Follows;
    if (place.epoch != m_last->epoch)
        return Next::Ahead;
    if (place.seq <= m_last->seq)
        return Next::Repeated;
    return m_counts && place.seq != m_last->seq + 1 ? Next::Ahead : Next::Follows;
}

void PlaceTracker::skipTo(LinePlace next, LogBatch &out)
{
    tell(next, out);
    m_last = LinePlace{next.epoch, next.seq - 1};
}

void PlaceTracker::tell(LinePlace next, LogBatch &out)
{
    if (!m_last)
        return;
    if (next.epoch != m_last->epoch) {
        out.addMark(RowKind::Restart, {next.epoch, 0});
        m_last = LinePlace{next.epoch, 0};
    }
    const qint64 missing = next.seq - m_last->seq - 1;
    if (m_counts && missing > 0)
        out.addMark(RowKind::Gap, *m_last, missing);
}

} // namespace auth::console
