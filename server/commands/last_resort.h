#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace auth {

/// Ends the process, with what `giveUp` returns, when it has not ended by itself in time: a call into a library may
/// wait for a frozen server longer than whoever stops the daemon does. Disarmed by its destructor.
class LastResort {
public:
    LastResort(std::chrono::milliseconds after, std::function<int()> giveUp);
    ~LastResort();
    LastResort(const LastResort &) = delete;
    LastResort &operator=(const LastResort &) = delete;

private:
    void wait(std::chrono::milliseconds after);

    const std::function<int()> m_giveUp;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_disarmed = false;
    std::thread m_thread;
};

} // namespace auth
