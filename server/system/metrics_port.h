#pragma once

#include "http/http_server.h"
#include "rest/answer.h"

namespace auth {

class Metrics;

/// GET /metrics and nothing else, on a port of its own: for a network that the service's clients are not on. Whoever
/// reaches the port may read. One I/O thread, which needs neither a lane nor the database.
class MetricsPort {
public:
    /// `like`: the handlers of the service, for what is no request.
    MetricsPort(const Metrics &metrics, const Answers &answers, HttpHandlers like, const Clock &clock);

    Result<quint16> listen(const QString &host, quint16 port) { return m_http.listen(host, port); }
    void drain(std::chrono::milliseconds deadline) { m_http.drain(deadline); }

private:
    HttpHandlers handlers(HttpHandlers like);
    HttpResponse answer(const HttpRequest &request) const;

    const Metrics &m_metrics;
    const Answers &m_answers;
    HttpServer m_http;
};

} // namespace auth
