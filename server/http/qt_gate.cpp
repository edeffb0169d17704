#include "http/qt_gate.h"

#include <QtCore/QLoggingCategory>
#include <QtHttpServer/QAbstractHttpServer>
#include <QtHttpServer/QHttpServerRequest>
#include <QtHttpServer/QHttpServerResponder>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <cstring>

namespace auth {
namespace {

// The least that Qt takes for a request. Its parser reads byte by byte, so each one costs.
constexpr QByteArrayView cannedRequest = "GET / HTTP/1.1\r\n\r\n";

} // namespace

/// Yields the canned request each time it is rewound, and swallows whatever Qt wants to say.
class QtGate::CannedSocket final : public QTcpSocket {
public:
    CannedSocket()
    {
        setSocketState(ConnectedState);
        setOpenMode(ReadWrite);
    }

    void present()
    {
        m_position = 0;
        Q_EMIT readyRead();
    }

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return QTcpSocket::bytesAvailable() + cannedRequest.size() - m_position; }
    qint64 bytesToWrite() const override { return 0; }
    void disconnectFromHost() override {}
    void close() override {}

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qint64 count = std::min(size, cannedRequest.size() - m_position);
        std::memcpy(data, cannedRequest.data() + m_position, static_cast<std::size_t>(count));
        m_position += count;
        return count;
    }
    qint64 skipData(qint64 size) override
    {
        const qint64 count = std::min(size, cannedRequest.size() - m_position);
        m_position += count;
        return count;
    }
    qint64 readLineData(char *, qint64) override { return 0; }
    qint64 writeData(const char *, qint64 size) override { return size; }

private:
    qint64 m_position = cannedRequest.size();
};

/// Listens in name only: the reactor accepts.
class QtGate::Listener final : public QTcpServer {
public:
    explicit Listener(FileDescriptor descriptor) { setSocketDescriptor(descriptor.release()); }

    void offer(QTcpSocket *socket)
    {
        socket->setParent(this);
        addPendingConnection(socket);
        pauseAccepting(); // here, because taking a pending connection starts accepting again
    }
};

/// Hands the request in flight to the handler when Qt asks for one to be handled.
class QtGate::Server final : public QAbstractHttpServer {
public:
    explicit Server(const RequestHandler &handler) : m_handler(handler) {}

    void prepare(HttpRequest &&request, Responder &&responder)
    {
        m_request.emplace(std::move(request));
        m_responder.emplace(std::move(responder));
    }

    /// Had Qt not asked, the responder would answer by itself here.
    void forget()
    {
        m_request.reset();
        m_responder.reset();
    }

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &, QTcpSocket *) override { return handle(); }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override {}
#else
    bool handleRequest(const QHttpServerRequest &, QHttpServerResponder &responder) override
    {
        const QHttpServerResponder unused(std::move(responder)); // or Qt would wait for it before the next request
        return handle();
    }
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override {}
#endif

private:
    bool handle()
    {
        try {
            m_handler(*std::exchange(m_request, std::nullopt), *std::exchange(m_responder, std::nullopt));
        } catch (const std::exception &fault) { // must not unwind through Qt, which would end the process
            qCritical("A request handler threw: %s", fault.what());
        } catch (...) {
            qCritical("A request handler threw something that is no exception");
        }
        return true;
    }

    const RequestHandler &m_handler;
    std::optional<HttpRequest> m_request;
    std::optional<Responder> m_responder;
};

QtGate::QtGate(FileDescriptor listener, RequestHandler handler)
    : m_handler(std::move(handler)), m_server(std::make_unique<Server>(m_handler)),
      m_listener(std::make_unique<Listener>(std::move(listener))), m_socket(new CannedSocket)
{
    m_server->bind(m_listener.get());
    m_listener->offer(m_socket);
}

QtGate::~QtGate() = default;

void QtGate::pass(HttpRequest request, Responder responder)
{
    m_server->prepare(std::move(request), std::move(responder));
    m_socket->present();
    m_server->forget();
}

int QtGate::listener() const { return static_cast<int>(m_listener->socketDescriptor()); }

void QtGate::stopListening() { m_listener->close(); }

} // namespace auth
