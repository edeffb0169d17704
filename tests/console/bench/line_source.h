#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <utility>
#include <vector>

namespace auth::test {

/// Stands before a daemon and hands on what is asked of it, but answers GET /api/logs/stream itself: with as many lines
/// a second as no daemon beside it could be made to write on the same machine.
class LineSource : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 linesPerSecond = 20'000;

    explicit LineSource(quint16 daemon);

    quint16 port() const { return m_server.serverPort(); }
    /// From now on, for so long.
    void pour(std::chrono::seconds time);

Q_SIGNALS:
    /// `mostUnsent`: bytes that waited for the client at worst.
    void poured(qint64 lines, qint64 mostUnsent);

private:
    void meet(QTcpSocket *client);
    void handOn(QTcpSocket *client);
    void follow(QTcpSocket *client);
    void pourMore();
    void addLine(QByteArray &out);

    const quint16 m_daemon;
    std::vector<std::pair<QByteArray, QByteArray>> m_lines; ///< What is before and behind its number.
    QTcpServer m_server;
    QTcpSocket *m_follower = nullptr;
    QByteArray m_epoch = "1";
    qint64 m_seq = 0;
    QTimer m_tick;
    QElapsedTimer m_since;
    qint64 m_wanted = 0;
    qint64 m_done = 0;
    qint64 m_mostUnsent = 0;
};

/// Makes a process of its own of it, which ends with its stdin: says its port, then for each line with seconds what
/// poured() says.
int serveLines(quint16 daemon);

} // namespace auth::test
