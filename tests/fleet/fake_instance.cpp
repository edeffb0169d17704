#include "fleet/fake_instance.h"

#include "support/http_client.h"

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

namespace auth::test {

namespace {

constexpr int lookMs = 20; ///< So often it looks whether it is to end.
constexpr int patienceMs = 5000;

bool isWhole(const QByteArray &request)
{
    const qsizetype end = request.indexOf("\r\n\r\n");
    return end >= 0
           && request.size() - end - 4 >= parseAnswer(request.first(end + 4)).header("content-length").toLongLong();
}

QByteArray receive(QTcpSocket &socket)
{
    QByteArray request;
    while (!isWhole(request) && socket.waitForReadyRead(patienceMs))
        request += socket.readAll();
    return request;
}

} // namespace

FakeInstance::FakeInstance(Answer answer)
    : m_answer(answer), m_thread([this](const std::stop_token &stopped) { serve(stopped); })
{
    m_port.wait(0);
}

QList<QByteArray> FakeInstance::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void FakeInstance::serve(const std::stop_token &stopped)
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no port is free");
    m_port = server.serverPort();
    m_port.notify_all();
    while (!stopped.stop_requested()) {
        if (!server.waitForNewConnection(lookMs))
            continue;
        const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
        const QByteArray answer = answerTo(receive(*socket));
        if (!answer.isEmpty()) {
            socket->write(answer);
            socket->waitForBytesWritten(patienceMs);
        }
        socket->disconnectFromHost();
    }
}

QByteArray FakeInstance::answerTo(const QByteArray &request)
{
    const QByteArray path = request.split(' ').value(1);
    const bool isCheck = path == "/readyz" || path == "/livez" || path == "/health";
    if (!isCheck) {
        const std::lock_guard lock(m_mutex);
        m_requests.append(request);
    }
    if (isCheck || m_answer == Answer::Good)
        return "HTTP/1.1 200 OK\r\nX-Request-ID: good\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    if (m_answer == Answer::Unavailable)
        return "HTTP/1.1 503 Service Unavailable\r\nX-Request-ID: bad\r\nContent-Length: 0\r\nConnection: "
               "close\r\n\r\n";
    return {};
}

} // namespace auth::test
