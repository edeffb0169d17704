#pragma once

#include "api/log_messages.h"
#include "client/api_client.h"
#include "log/line_parser.h"

namespace auth::console {

/// Fetches stored lines from the service, page by page, up to a number. Deletes itself when it has told.
class ServerLines : public QObject {
    Q_OBJECT

public:
    struct Fetched {
        LogBatch lines; ///< Oldest first.
        bool complete = true;
    };
    using Done = std::function<void(const Answer<Fetched> &fetched)>;

    ServerLines(ApiClient &client, LogQuery query, qint64 most, QObject *context, Done done);

    void begin() { ask(); }

private:
    void ask();
    void take(const QByteArray &body);
    void finish(bool complete);

    ApiClient &m_client;
    LogQuery m_query;
    qint64 m_most;
    Done m_done;
    LineParser m_parser;
    std::vector<LogBatch> m_pages;
    qint64 m_rows = 0;
    bool m_readable = true; ///< Each line so far.
};

} // namespace auth::console
