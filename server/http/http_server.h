#pragma once

#include "core/result.h"
#include "http/http_counters.h"
#include "http/http_limits.h"
#include "http/message.h"
#include "http/responder.h"

#include <memory>
#include <vector>

namespace auth {

class Clock;
struct EdgeState;

/// The HTTP/1.1 edge: several I/O threads that accept, frame, limit and time connections, and call the handlers.
/// Routing, JSON and authentication are the handler's. To be used from one thread.
class HttpServer {
public:
    HttpServer(HttpLimits limits, int ioThreads, HttpHandlers handlers, const Clock &clock);
    /// Drains without waiting. Answers that come later are dropped.
    ~HttpServer();

    /// Starts serving, once. Port 0 takes a free one; the answer is the port taken.
    Result<quint16> listen(const QString &host, quint16 port);

    /// Stops accepting, closes idle connections, answers running requests with Connection: close. Returns when nobody
    /// is connected, or after `deadline`, when the rest is cut off.
    void drain(std::chrono::milliseconds deadline);

    /// Any thread.
    HttpCounters counters() const;

private:
    class IoThread;

    const std::unique_ptr<EdgeState> m_state;
    const int m_threadCount;
    std::vector<std::unique_ptr<IoThread>> m_threads;
};

} // namespace auth
