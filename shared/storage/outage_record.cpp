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
    if (m_out.exchange(true))
        return;
    const bool goesOn = m_last && since - m_last->to <= gap;
    m_last = Outage{.from = goesOn ? std::min(m_last->from, since) : since, .to = since};
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
    if (!m_last)
        m_last = outage;
    else
        m_last = Outage{.from = std::min(m_last->from, outage.from), .to = std::max(m_last->to, outage.to)};
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
