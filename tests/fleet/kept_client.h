#pragma once

#include "support/http_client.h"

namespace auth::test {

/// Keeps its connection for the next request, as browsers and services do, and makes a new one when that was closed
/// between two requests. Sends nothing twice. For one thread at a time.
class KeptClient final : public HttpClient {
public:
    explicit KeptClient(quint16 port) : HttpClient(port) {}
    ~KeptClient() override;
    Q_DISABLE_COPY_MOVE(KeptClient)

    Answer send(const QByteArray &method, const QByteArray &target, const Headers &headers = {},
                const QByteArray &body = {}) const override;

private:
    Answer failed(const char *step) const;
    bool connect() const;
    bool isClosed() const;
    void close() const;
    QByteArray receive() const;

    mutable int m_socket = -1;
};

} // namespace auth::test
