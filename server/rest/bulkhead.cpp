#include "rest/bulkhead.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace auth {

Bulkhead::Bulkhead(Options options, const Clock &clock) : m_options(std::move(options)), m_clock(clock)
{
    for (int i = 0; i < m_options.threads; ++i)
        m_workers.push_back(std::make_unique<Worker>());
    for (const auto &worker : m_workers)
        worker->thread = std::thread([this, &worker = *worker] { work(worker); });
}

void Bulkhead::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        for (const auto &worker : m_workers)
            worker->wake.notify_one();
    }
    for (const auto &worker : m_workers) {
        if (worker->thread.joinable())
            worker->thread.join();
    }
}

bool Bulkhead::submit(Job job)
{
    std::unique_lock lock(m_mutex);
    if (m_stopping || (!job.isContinued && std::ssize(m_queue) >= m_options.queue)) {
        ++m_counters.refused;
        return false;
    }
    m_queue.push_back({std::move(job), m_clock.steady()});
    Worker *worker = takeIdle();
    lock.unlock();
    wake(worker);
    return true;
}

/// With the lock held. One at a time: a burst of jobs wakes as many workers as are needed one after the other, and not
/// more than can begin.
Bulkhead::Worker *Bulkhead::takeIdle()
{
    if (m_waking || m_idle.empty())
        return nullptr;
    Worker *worker = m_idle.back();
    m_idle.pop_back();
    worker->woken = true;
    m_waking = true;
    return worker;
}

/// Without the lock, or the woken one would run into it.
void Bulkhead::wake(Worker *worker)
{
    if (worker)
        worker->wake.notify_one();
}

Bulkhead::Counters Bulkhead::counters() const
{
    const std::scoped_lock lock(m_mutex);
    Counters counters = m_counters;
    counters.waiting = static_cast<int>(m_queue.size());
    return counters;
}

void Bulkhead::work(Worker &self)
{
    ::pthread_setname_np(::pthread_self(), m_options.name.toLatin1().left(15).constData());
    if (m_options.nice) // Linux: the nice value belongs to the thread
        ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), ::getpriority(PRIO_PROCESS, 0) + m_options.nice);
    std::unique_lock lock(m_mutex);
    while (waitForWork(self, lock))
        runNext(lock);
    lock.unlock();
    if (m_options.onThreadEnd)
        m_options.onThreadEnd();
}

bool Bulkhead::waitForWork(Worker &self, std::unique_lock<std::mutex> &lock)
{
    while (m_queue.empty()) {
        if (m_stopping)
            return false;
        self.woken = false;
        m_idle.push_back(&self);
        self.wake.wait(lock, [&] { return self.woken || m_stopping; });
        m_waking = m_waking && !self.woken;
    }
    return true;
}

void Bulkhead::runNext(std::unique_lock<std::mutex> &lock)
{
    Waiting next = std::move(m_queue.front());
    m_queue.pop_front();
    const bool late = !next.job.isContinued && m_clock.steady() - next.since >= m_options.deadline;
    ++(late ? m_counters.expired : m_counters.done);
    ++m_counters.running;
    Worker *worker = m_queue.empty() ? nullptr : takeIdle();
    lock.unlock();
    wake(worker);
    (late ? next.job.expire : next.job.run)();
    next = {};
    lock.lock();
    --m_counters.running;
}

} // namespace auth
