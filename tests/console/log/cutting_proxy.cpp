#include "cutting_proxy.h"

namespace auth::test {

CuttingProxy::CuttingProxy(quint16 target) : m_target(target)
{
    connect(&m_server, &QTcpServer::newConnection, this, &CuttingProxy::accept);
    m_server.listen(QHostAddress::LocalHost);
}

void CuttingProxy::cut(int times, qint64 bytes)
{
    m_left = times;
    m_bytes = bytes;
}

void CuttingProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        auto *server = new QTcpSocket(client);
        client->setProperty("brought", 0);
        connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
        connect(server, &QTcpSocket::connected, server, [client, server] { server->write(client->readAll()); });
        connect(server, &QTcpSocket::readyRead, client, [this, client, server] { forward(client, server); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        server->connectToHost(QHostAddress::LocalHost, m_target);
    }
}

/// To the byte: so that cuts fall anywhere in an event.
void CuttingProxy::forward(QTcpSocket *client, QTcpSocket *server)
{
    QByteArray bytes = server->readAll();
    const qint64 brought = client->property("brought").toLongLong();
    const bool isCut = m_left > 0 && brought + bytes.size() >= m_bytes;
    if (isCut)
        bytes.truncate(std::max<qint64>(m_bytes - brought, 0));
    client->write(bytes);
    client->setProperty("brought", brought + bytes.size());
    if (!isCut)
        return;
    --m_left;
    ++m_cuts;
    m_bytes += 37;
    client->flush();
    client->disconnectFromHost();
    server->disconnect();
    server->abort();
}

} // namespace auth::test
