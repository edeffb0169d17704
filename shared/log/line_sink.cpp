#include "log/line_sink.h"

#include "log/line_writer.h"
#include "log/log.h"

#include <csignal>

namespace auth {

namespace {

/// Signals are for other threads; and a closed pipe or a file at its limit is an error here, not the end of the
/// process.
void blockAllSignals()
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

} // namespace

LineSink::LineSink(std::unique_ptr<LineOutput> output, LineLimits limits)
    : LineSink(std::make_shared<LineWriter>(limits, std::move(output)))
{
}

LineSink::LineSink(std::shared_ptr<QueueWriter> queueWriter) : m_writer(std::move(queueWriter))
{
    std::packaged_task<void()> task([writer = m_writer] {
        blockAllSignals();
        writer->run();
    });
    m_finished = task.get_future();
    m_thread = std::thread(std::move(task));
}

LineSink::~LineSink() { stop(std::chrono::seconds(2)); }

void LineSink::follow(const Log &log) { connect(&log, &Log::recorded, this, &LineSink::write, Qt::DirectConnection); }

void LineSink::write(const SharedLogEvent &event) { m_writer->queue().push(event); }

qint64 LineSink::stop(std::chrono::milliseconds deadline)
{
    if (!m_thread.joinable())
        return 0;
    const qint64 droppedBefore = dropped();
    m_writer->queue().close();
    if (m_finished.wait_for(deadline) == std::future_status::ready) {
        m_thread.join();
    } else {
        m_writer->queue().abandon();
        m_thread.detach();
    }
    return dropped() - droppedBefore;
}

qint64 LineSink::written() const { return m_writer->queue().written(); }
qint64 LineSink::dropped() const { return m_writer->queue().dropped(); }
qsizetype LineSink::pending() const { return m_writer->queue().pending(); }

} // namespace auth
