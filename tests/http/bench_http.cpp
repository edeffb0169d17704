#include "http/http_server.h"

#include "core/clock.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QThread>

#include <cstdio>

// For load tools from outside: bench_http PORT [THREADS]. Every path gets the same small answer; /slow takes half a
// second in a thread of its own; /echo shows what arrived.

using namespace auth;

namespace {

HttpResponse answerTo(const HttpRequest &request)
{
    if (request.path == "/echo")
        return {200, "application/json", "{\"url\":\"" + request.path + "\"}", {}};
    if (request.path != "/health")
        return {404, "application/json", "{}", {}};
    return {200, "application/json", "{\"status\":\"healthy\",\"timestamp\":\"2026-11-21T05:41:00.123Z\"}", {}};
}

void handle(HttpRequest request, const Responder &responder)
{
    if (request.path != "/slow")
        return responder.send(answerTo(request));
    auto *thread = QThread::create([responder] {
        QThread::msleep(500);
        responder.send({200, "text/plain", "SLOW", {}});
    });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

HttpResponse refuse(ErrorCode code, const EdgeContext &)
{
    return {400, "application/json", "{\"error_code\":\"" + wireName(code).toLatin1() + "\"}", {}};
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const SystemClock clock;
    HttpLimits limits;
    limits.maxConnectionsPerAddress = limits.maxConnections;
    HttpServer server(limits, arguments.value(2, QStringLiteral("1")).toInt(),
                      {handle, refuse, [] { return QByteArray("bench-0000"); }}, clock);
    const auto port = server.listen(QStringLiteral("127.0.0.1"), arguments.value(1).toUShort());
    if (!port) {
        std::fprintf(stderr, "%s\n", qPrintable(port.error().message));
        return 1;
    }
    std::printf("listening on %d\n", *port);
    std::fflush(stdout);
    return QCoreApplication::exec();
}
