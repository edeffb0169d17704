#pragma once

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

namespace auth::test {

/// Hands bytes to and fro between clients and a server on this machine, and cuts connections when told to.
class CuttingProxy : public QObject {
    Q_OBJECT

public:
    explicit CuttingProxy(quint16 target);

    quint16 port() const { return m_server.serverPort(); }
    void setTarget(quint16 port) { m_target = port; }
    /// The next `times` connections are cut, each once it has brought so many bytes to the client.
    void cut(int times, qint64 bytes);
    int cuts() const { return m_cuts; }

private:
    void accept();
    void forward(QTcpSocket *client, QTcpSocket *server);

    QTcpServer m_server;
    quint16 m_target;
    qint64 m_bytes = 0;
    int m_left = 0;
    int m_cuts = 0;
};

} // namespace auth::test
