#include "support/fault_proxy.h"

#include <QtCore/QTimer>

#include <algorithm>
#include <limits>

namespace auth::test {

namespace {

/// Size of the first whole request; 0 while there is none.
qsizetype wholeRequest(const QByteArray &received)
{
    const qsizetype head = received.indexOf("\r\n\r\n");
    if (head < 0)
        return 0;
    const QByteArray lower = received.first(head).toLower();
    const qsizetype at = lower.indexOf("content-length:");
    const qsizetype body = at < 0 ? 0 : lower.mid(at + 15, lower.indexOf('\r', at) - at - 15).trimmed().toLongLong();
    const qsizetype whole = head + 4 + body;
    return received.size() >= whole ? whole : 0;
}

QByteArray onOneConnection(QByteArray request)
{
    const qsizetype at = request.toLower().indexOf("connection: keep-alive");
    return at < 0 ? request : request.replace(at, 22, "Connection: close");
}

} // namespace

FaultProxy::FaultProxy(quint16 target) : m_target(target)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FaultProxy::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    m_port = m_server.serverPort();
}

void FaultProxy::inject(const QByteArray &requestLine, const Fault &fault, int times)
{
    m_rules += {requestLine, fault, times};
}

FaultProxy::Fault FaultProxy::refusal(int status, const QByteArray &code, const QByteArray &headers,
                                      const QByteArray &detail)
{
    const QByteArray body = R"({"detail":")" + detail + R"(","error_code":")" + code
                            + R"(","type":"about:blank","title":"x","status":)" + QByteArray::number(status)
                            + R"(,"instance":"/","request_id":"test-request","errors":[]})";
    return {.kind = Fault::Kind::Answer,
            .answer = "HTTP/1.1 " + QByteArray::number(status) + " x\r\nContent-Type: application/json\r\n" + headers
                      + "Connection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body};
}

int FaultProxy::count(const QByteArray &requestLine) const
{
    return static_cast<int>(std::count_if(m_requests.begin(), m_requests.end(),
                                          [&](const QByteArray &each) { return each.startsWith(requestLine); }));
}

void FaultProxy::down()
{
    m_server.close();
    for (QTcpSocket *client : m_received.keys())
        client->abort();
}

bool FaultProxy::up() { return m_server.isListening() || m_server.listen(QHostAddress::LocalHost, m_port); }

void FaultProxy::accept()
{
    QTcpSocket *client = m_server.nextPendingConnection();
    m_received.insert(client, {});
    connect(client, &QTcpSocket::readyRead, this, [this, client] { read(client); });
    connect(client, &QTcpSocket::disconnected, this, [this, client] {
        m_received.remove(client);
        client->deleteLater();
    });
    read(client);
}

void FaultProxy::read(QTcpSocket *client)
{
    QByteArray &received = m_received[client];
    received += client->readAll();
    if (const qsizetype size = wholeRequest(received)) {
        const QByteArray request = received.first(size);
        received.remove(0, size);
        handle(client, request);
    }
}

std::optional<FaultProxy::Fault> FaultProxy::faultFor(const QByteArray &line)
{
    for (Rule &rule : m_rules) {
        if (rule.left > 0 && line.startsWith(rule.requestLine)) {
            --rule.left;
            return rule.fault;
        }
    }
    return std::nullopt;
}

void FaultProxy::handle(QTcpSocket *client, const QByteArray &request)
{
    const QByteArray line = request.first(request.indexOf('\r'));
    m_requests += line;
    constexpr qsizetype all = std::numeric_limits<qsizetype>::max();
    const auto fault = faultFor(line);
    if (!fault)
        return handOn(client, request, all);
    switch (fault->kind) {
    case Fault::Kind::Delay:
        QTimer::singleShot(fault->milliseconds, client, [this, client, request] { handOn(client, request, all); });
        break;
    case Fault::Kind::Drop:
        client->abort();
        break;
    case Fault::Kind::Cut:
        handOn(client, request, fault->bytes);
        break;
    case Fault::Kind::Stall:
        handOn(client, request, fault->bytes, true);
        break;
    case Fault::Kind::Answer:
        client->write(fault->answer);
        client->disconnectFromHost();
        break;
    case Fault::Kind::Silence:
        break;
    }
}

void FaultProxy::handOn(QTcpSocket *client, const QByteArray &request, qsizetype most, bool stalls)
{
    auto *server = new QTcpSocket(client);
    auto left = std::make_shared<qsizetype>(most);
    const QPointer<QTcpSocket> to(client);
    connect(server, &QTcpSocket::connected, server, [server, request] { server->write(onOneConnection(request)); });
    connect(server, &QTcpSocket::readyRead, server, [server, to, left] {
        const QByteArray piece = server->readAll().left(*left);
        *left -= piece.size();
        if (to)
            to->write(piece);
        if (*left == 0)
            server->abort();
    });
    if (!stalls) {
        connect(server, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
        connect(server, &QTcpSocket::errorOccurred, client, [client] { client->disconnectFromHost(); });
    }
    server->connectToHost(QHostAddress::LocalHost, m_target);
}

} // namespace auth::test
