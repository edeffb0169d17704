#include "line_source.h"

#include "log/log_lines.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSocketNotifier>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>

namespace auth::test {

namespace {

constexpr qint64 distinct = 20'000;
constexpr std::chrono::milliseconds tick{5};

std::pair<QByteArray, QByteArray> aroundNumber(const QByteArray &line)
{
    const qsizetype at = line.indexOf("\"seq\":") + 6;
    const auto end = std::find_if(line.begin() + at, line.end(), [](char c) { return c < '0' || c > '9'; });
    return {line.first(at), line.sliced(end - line.begin())};
}

} // namespace

LineSource::LineSource(quint16 daemon) : m_daemon(daemon)
{
    for (qint64 i = 0; i < distinct; ++i)
        m_lines.push_back(aroundNumber(logLine(i)));
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(tick);
    connect(&m_tick, &QTimer::timeout, this, &LineSource::pourMore);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *client = m_server.nextPendingConnection();
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, this, [this, client] { meet(client); });
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
}

/// A connection that begins with the stream is the feed's own.
void LineSource::meet(QTcpSocket *client)
{
    if (!client->peek(1 << 16).contains("\r\n\r\n"))
        return;
    disconnect(client, &QTcpSocket::readyRead, this, nullptr);
    if (client->peek(32).startsWith("GET /api/logs/stream"))
        follow(client);
    else
        handOn(client);
}

void LineSource::handOn(QTcpSocket *client)
{
    auto *server = new QTcpSocket(client);
    const auto forward = [client, server] { server->write(client->readAll()); };
    connect(server, &QTcpSocket::connected, client, [client, server, forward] {
        connect(client, &QTcpSocket::readyRead, server, forward);
        forward();
    });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    server->connectToHost(QHostAddress::LocalHost, m_daemon);
}

void LineSource::follow(QTcpSocket *client)
{
    const QByteArray head = client->readAll().toLower();
    if (const qsizetype at = head.indexOf("last-event-id: "); at >= 0) {
        const QByteArray id = head.sliced(at + 15, head.indexOf('\r', at) - at - 15);
        m_epoch = id.first(id.indexOf('-'));
        m_seq = id.sliced(id.indexOf('-') + 1).toLongLong();
    }
    client->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nretry: 2000\nid: "
                  + m_epoch + '-' + QByteArray::number(m_seq) + "\n\n");
    m_follower = client;
    connect(client, &QTcpSocket::disconnected, this, [this] { m_follower = nullptr; });
    auto *heartbeat = new QTimer(client);
    connect(heartbeat, &QTimer::timeout, client, [client] { client->write(":\n\n"); });
    heartbeat->start(std::chrono::seconds(15));
}

void LineSource::pour(std::chrono::seconds time)
{
    m_wanted = time.count() * linesPerSecond;
    m_done = m_mostUnsent = 0;
    m_since.start();
    m_tick.start();
}

void LineSource::pourMore()
{
    const qint64 due = std::min(m_wanted, m_since.elapsed() * linesPerSecond / 1000);
    QByteArray out;
    for (; m_follower && m_done < due; ++m_done)
        addLine(out);
    if (m_follower) {
        m_follower->write(out);
        m_mostUnsent = std::max(m_mostUnsent, m_follower->bytesToWrite());
    }
    if (due < m_wanted)
        return;
    m_tick.stop();
    Q_EMIT poured(m_done, m_mostUnsent);
}

void LineSource::addLine(QByteArray &out)
{
    const auto &[before, behind] = m_lines[static_cast<std::size_t>(m_seq % distinct)];
    const QByteArray number = QByteArray::number(++m_seq);
    out += "id: " + m_epoch + '-' + number + "\ndata: " + before + number + behind + "\n\n";
}

int serveLines(quint16 daemon)
{
    LineSource source(daemon);
    QSocketNotifier orders(0, QSocketNotifier::Read);
    QObject::connect(&orders, &QSocketNotifier::activated, &source, [&source] {
        std::string seconds;
        if (!std::getline(std::cin, seconds))
            return QCoreApplication::quit();
        source.pour(std::chrono::seconds(std::stoll(seconds)));
    });
    const auto tell = [](qint64 first, qint64 second) {
        std::printf("%lld %lld\n", static_cast<long long>(first), static_cast<long long>(second));
        std::fflush(stdout);
    };
    QObject::connect(&source, &LineSource::poured, tell);
    tell(source.port(), 0);
    return QCoreApplication::exec();
}

} // namespace auth::test
