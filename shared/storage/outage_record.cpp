#include "storage/outage_record.h"

#include <algorithm>

namespace auth {

namespace {

/// Two outages with less between them are one.
constexpr auto gap = std::chrono::seconds(60);

} // namespace

void OutageRecord::failed(Time since)
{
    const std::lock_guard lock(m_mutex);
    if (!m_out.exchange(true))
        extend({.from = since, .to = since});
}

void OutageRecord::worked()
{
    if (!m_out)
        return;
    const std::lock_guard lock(m_mutex);
    if (m_out.exchange(false))
        m_last->to = m_clock.now();
}

void OutageRecord::add(const Outage &outage)
{
    const std::lock_guard lock(m_mutex);
    extend(outage);
}

/// Called with the lock held.
void OutageRecord::extend(const Outage &outage)
{
    const bool isOne = m_last && outage.from <= m_last->to + gap && outage.to >= m_last->from - gap;
    if (isOne)
        m_last = Outage{.from = std::min(m_last->from, outage.from), .to = std::max(m_last->to, outage.to)};
    else if (!m_last || outage.to > m_last->to)
        m_last = outage;
}

std::optional<Outage> OutageRecord::last() const
{
    const std::lock_guard lock(m_mutex);
    std::optional<Outage> outage = m_last;
    if (m_out)
        outage->to = m_clock.now();
    return outage;
}

} // namespace auth
