#include "commands/last_resort.h"

#include <unistd.h>

namespace auth {

LastResort::LastResort(std::chrono::milliseconds after, std::function<int()> giveUp)
    : m_giveUp(std::move(giveUp)), m_thread([this, after] { wait(after); })
{
}

LastResort::~LastResort()
{
    {
        const std::lock_guard lock(m_mutex);
        m_disarmed = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

void LastResort::wait(std::chrono::milliseconds after)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, after, [this] { return m_disarmed; }))
        ::_exit(m_giveUp());
}

} // namespace auth
