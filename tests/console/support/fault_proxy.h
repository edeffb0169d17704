#pragma once

#include <QtCore/QPointer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <functional>

namespace auth::test {

/// Between the console and a daemon: does to requests what networks and servers do to them on bad days. One request on
/// each connection to the daemon.
class FaultProxy : public QObject {
    Q_OBJECT

public:
    struct Fault {
        enum class Kind {
            Delay,  ///< The request is handed on after `milliseconds`.
            Drop,   ///< The connection ends without an answer; the daemon never sees the request.
            Cut,    ///< The daemon answers; the client gets the first `bytes` of it.
            Stall,  ///< Like Cut, but nothing tells the client that no more will come.
            Answer, ///< `answer` comes instead; the daemon never sees the request.
            Silence ///< Nothing ever comes back.
        };
        Kind kind;
        int milliseconds = 0;
        qsizetype bytes = 0;
        QByteArray answer = {};
    };

    explicit FaultProxy(quint16 target);

    quint16 port() const { return m_port; }
    /// For a daemon that has come back elsewhere.
    void setTarget(quint16 port) { m_target = port; }
    /// The next `times` requests whose first line begins so meet this fault.
    void inject(const QByteArray &requestLine, const Fault &fault, int times = 1);
    /// No more faults.
    void calm() { m_rules.clear(); }
    /// An error answer as the service writes it.
    static Fault refusal(int status, const QByteArray &code, const QByteArray &headers = {},
                         const QByteArray &detail = "Made up by a test.");
    /// First lines of all requests so far.
    const QList<QByteArray> &requests() const { return m_requests; }
    int count(const QByteArray &requestLine) const;
    /// From now on nothing answers at the port, until up().
    void down();
    bool up();

private:
    struct Rule {
        QByteArray requestLine;
        Fault fault;
        int left;
    };
    void accept();
    void read(QTcpSocket *client);
    void handle(QTcpSocket *client, const QByteArray &request);
    void handOn(QTcpSocket *client, const QByteArray &request, qsizetype most, bool stalls = false);
    std::optional<Fault> faultFor(const QByteArray &line);

    quint16 m_target;
    quint16 m_port = 0;
    QList<Rule> m_rules;
    QList<QByteArray> m_requests;
    QHash<QTcpSocket *, QByteArray> m_received;
    QTcpServer m_server; ///< Last: its sockets still tell of their end.
};

} // namespace auth::test
