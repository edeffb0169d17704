#include "http/http_server.h"

#include "http/listener.h"
#include "http/reactor.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QThread>

#include <future>

namespace auth {

/// A thread with an event loop and a reactor in it; ends when the reactor has drained.
class HttpServer::IoThread final : public QThread {
public:
    IoThread(EdgeState &state, FileDescriptor listener, int number) : m_state(state), m_listener(std::move(listener))
    {
        setObjectName(QStringLiteral("http-%1").arg(number));
        start();
    }
    ~IoThread() override
    {
        quit();
        m_finished.get_future().wait(); // besides wait(), whose futex ThreadSanitizer does not see
        wait();
    }

    void drain()
    {
        Reactor *reactor = m_reactor.get_future().get();
        // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): Qt deletes the call once it is made
        QMetaObject::invokeMethod(reactor, [reactor] { reactor->drain(); });
    }

protected:
    void run() override
    {
        serve();
        m_finished.set_value();
    }

private:
    void serve()
    {
        Reactor reactor(m_state, std::move(m_listener));
        m_reactor.set_value(&reactor);
        exec();
    }

    EdgeState &m_state;
    FileDescriptor m_listener;
    std::promise<Reactor *> m_reactor;
    std::promise<void> m_finished;
};

HttpServer::HttpServer(HttpLimits limits, int ioThreads, HttpHandlers handlers, const Clock &clock)
    : m_state(new EdgeState{std::move(limits), std::move(handlers), clock}), m_threadCount(ioThreads)
{
}

HttpServer::~HttpServer() { drain(std::chrono::milliseconds(0)); }

Result<quint16> HttpServer::listen(const QString &host, quint16 port)
{
    auto listening = openListening(host, port, m_threadCount, m_state->limits.backlog);
    if (!listening)
        return std::move(listening).error();
    for (FileDescriptor &socket : listening->sockets)
        m_threads.push_back(
            std::make_unique<IoThread>(*m_state, std::move(socket), static_cast<int>(m_threads.size())));
    return listening->port;
}

void HttpServer::drain(std::chrono::milliseconds deadline)
{
    const QDeadlineTimer timer(deadline);
    for (const auto &thread : m_threads)
        thread->drain();
    for (const auto &thread : m_threads)
        thread->wait(timer);
    m_threads.clear();
}

HttpCounters HttpServer::counters() const { return m_state->counters->snapshot(); }

} // namespace auth
